/** With more types than digits: a field in which a few letters find one. */

import type { AnnotationTypes } from "./annotation-types";

const DIGITS = 10;

export class TypeFinder {
  private readonly field = document.createElement("input");

  constructor(
    private readonly types: AnnotationTypes,
    private readonly fieldset: HTMLElement | null,
    private readonly leave: () => void,
  ) {
    if (!fieldset || types.all().filter(({ isActive }) => isActive).length <= DIGITS) return;
    Object.assign(this.field, { type: "search", id: "type-finder", placeholder: "Find a type", autocomplete: "off" });
    this.field.setAttribute("aria-label", "Find a type");
    this.field.addEventListener("input", () => this.filter());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    (fieldset.querySelector("legend") ?? fieldset).after(this.field);
  }

  /** False where there are digits enough. */
  open(): boolean {
    if (!this.field.isConnected) return false;
    this.field.value = "";
    this.filter();
    this.field.focus();
    return true;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") this.types.choose(this.types.named(this.field.value)[0] ?? null);
    this.field.value = "";
    this.filter();
    this.leave();
  }

  private filter(): void {
    const found = new Set(this.types.named(this.field.value).map(({ id }) => id));
    for (const input of this.fieldset?.querySelectorAll<HTMLInputElement>("input[name=type]") ?? []) {
      input.closest("label")?.toggleAttribute("hidden", !found.has(input.value));
    }
  }
}
