/** The grid of labels by keyboard: arrows go, Space marks, U is not sure, Enter or J confirms. A form without it. */

import { isTyping } from "../keys/keys";

class VerifyGrid extends HTMLElement {
  private boxes: HTMLInputElement[] = [];
  private readonly onKey = (event: KeyboardEvent): void => this.pressed(event);

  connectedCallback(): void {
    this.boxes = [...this.querySelectorAll<HTMLInputElement>("input[name^=wrong-]")];
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("change", () => this.sum());
    this.boxes[0]?.focus({ preventScroll: true });
    this.sum();
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.onKey);
  }

  private pressed(event: KeyboardEvent): void {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const isButton = target.closest("a, button") !== null;
    if ((event.key === "Enter" && !isButton) || event.key.toLowerCase() === "j") this.confirm(event);
    else if (event.key.toLowerCase() === "u") this.doubt(event);
    else if (event.key.startsWith("Arrow")) this.go(event);
  }

  private confirm(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLButtonElement>(".grid-bar button:not(:disabled)")?.click();
  }

  private current(): number {
    const card = document.activeElement?.closest(".grid-card");
    return this.boxes.findIndex((box) => card?.contains(box));
  }

  private doubt(event: Event): void {
    const card = this.boxes[this.current()]?.closest(".grid-card");
    const unsure = card?.querySelector<HTMLInputElement>("[data-unsure]");
    if (!unsure) return;
    event.preventDefault();
    unsure.checked = !unsure.checked;
    this.sum();
  }

  /** Up and down by rows as they are laid out at this width. */
  private go(event: KeyboardEvent): void {
    const from = Math.max(this.current(), 0);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.columns(), ArrowDown: this.columns() }[event.key] ?? 0;
    const box = this.boxes[from + step];
    event.preventDefault();
    box?.focus();
    box?.closest(".grid-card")?.scrollIntoView({ block: "nearest" });
  }

  private columns(): number {
    const tops = this.boxes.map((box) => box.closest(".grid-card")?.getBoundingClientRect().top ?? 0);
    const inFirstRow = tops.findIndex((top) => top > (tops[0] ?? 0) + 1);
    return inFirstRow < 0 ? this.boxes.length : inFirstRow;
  }

  private sum(): void {
    const unsure = (box: HTMLInputElement): boolean =>
      box.closest(".grid-card")?.querySelector<HTMLInputElement>("[data-unsure]")?.checked ?? false;
    for (const box of this.boxes) box.closest(".grid-card")?.classList.toggle("unsure", unsure(box));
    const sure = this.boxes.filter((box) => !unsure(box));
    const wrong = sure.filter(({ checked }) => checked).length;
    const summary = this.querySelector("[data-summary]");
    if (summary) summary.textContent = `${wrong} wrong, ${sure.length - wrong} right`;
  }
}

customElements.define("verify-grid", VerifyGrid);
