/** The panel “View”: what is shown over the picture, and how bright and colourful the picture is. Its image stays as it is. */

import { readPreference, writePreference } from "../browser/preferences";
import type { Magnifier } from "./magnifier";
import type { Workspace } from "./workspace";

const PLAIN = 100;
/** Names of CSS filters, and how far each goes, in per cent. */
const FILTERS = ["brightness", "contrast", "saturate"] as const;

export class ViewPanel {
  private readonly panel = document.getElementById("view");

  constructor(
    private readonly workspace: Workspace,
    private readonly magnifier: Magnifier,
  ) {
    for (const slider of this.sliders()) {
      slider.value = readPreference(slider.name, String(PLAIN));
      slider.addEventListener("input", () => this.adjust(slider));
    }
    for (const box of this.boxes()) box.addEventListener("change", () => this.toggle(box.name));
    this.panel?.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
    for (const name of ["names", "crosshair"]) {
      workspace.host.classList.toggle(`no-${name}`, readPreference(name, "on") === "off");
    }
    this.apply();
    this.showSwitches();
  }

  open(): void {
    if (!this.panel) return;
    this.panel.hidden = !this.panel.hidden;
    this.pressed(!this.panel.hidden);
    if (!this.panel.hidden) this.panel.querySelector<HTMLElement>("input")?.focus();
  }

  /** Names, crosshair or magnifier; answers whether it is on now. */
  toggle(name: string): boolean {
    const isOn = name === "magnifier" ? this.magnifier.toggle() : !this.workspace.host.classList.toggle(`no-${name}`);
    writePreference(name, isOn ? "on" : "off");
    this.showSwitches();
    return isOn;
  }

  /** More or less of a label colour over the picture. */
  fade(by: number): number {
    const slider = this.sliders().find(({ name }) => name === "opacity");
    if (!slider) return PLAIN;
    slider.value = String(Number(slider.value) + by);
    this.adjust(slider);
    return Number(slider.value);
  }

  reset(): void {
    for (const slider of this.sliders()) {
      slider.value = String(PLAIN);
      writePreference(slider.name, slider.value);
    }
    this.apply();
  }

  private close(event: Event): void {
    event.stopPropagation();
    if (this.panel) this.panel.hidden = true;
    this.pressed(false);
    document.querySelector<HTMLElement>("[data-do=view]")?.focus();
  }

  private pressed(isOpen: boolean): void {
    for (const button of document.querySelectorAll("[data-do=view][aria-controls]")) {
      button.setAttribute("aria-expanded", String(isOpen));
    }
  }

  private adjust(slider: HTMLInputElement): void {
    writePreference(slider.name, slider.value);
    this.apply();
  }

  /** Through the object model, which the page's policy allows. Untouched pictures have no filter, which would cost time. */
  private apply(): void {
    const values = new Map(this.sliders().map(({ name, value }) => [name, Number(value)]));
    const filters = FILTERS.filter((name) => (values.get(name) ?? PLAIN) !== PLAIN).map(
      (name) => `${name}(${values.get(name)}%)`,
    );
    const { svg, host } = this.workspace;
    svg.querySelector("image")?.style.setProperty("filter", filters.join(" ") || "none");
    host.style.setProperty("--labels", String((values.get("opacity") ?? PLAIN) / PLAIN));
    for (const { name, value } of this.sliders()) {
      const output = this.panel?.querySelector(`output[for="view-${name}"]`);
      if (output) output.textContent = `${value} %`;
    }
  }

  private showSwitches(): void {
    for (const box of this.boxes()) {
      box.checked =
        box.name === "magnifier" ? this.magnifier.isOn : !this.workspace.host.classList.contains(`no-${box.name}`);
    }
  }

  private sliders(): HTMLInputElement[] {
    return [...(this.panel?.querySelectorAll<HTMLInputElement>("input[type=range]") ?? [])];
  }

  private boxes(): HTMLInputElement[] {
    return [...(this.panel?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])];
  }
}
