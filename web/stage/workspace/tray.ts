/** The tray: what was not saved, and what was told, in one place that can be folded; nothing else moves for it. */

import { clearMessages, listenToMessages, type Message, messages } from "../browser/messages";
import { readPreference, writePreference } from "../browser/preferences";

const PREFERENCE = "tray";

export class Tray {
  private readonly element = document.getElementById("tray");
  private readonly list = document.getElementById("messages");
  private readonly refusals = document.getElementById("refusals");

  constructor(host: HTMLElement, leaving: AbortSignal) {
    host.addEventListener("refusals", () => this.show(), { signal: leaving });
    leaving.addEventListener(
      "abort",
      listenToMessages(() => this.show()),
    );
    this.fold(readPreference(PREFERENCE, "open") === "folded");
    this.show();
  }

  /** Folds or unfolds it; unfolded, the keyboard is in it. */
  toggle(): void {
    if (!this.element || this.element.hidden) return;
    const isFolded = this.button()?.getAttribute("aria-expanded") === "true";
    this.fold(isFolded);
    writePreference(PREFERENCE, isFolded ? "folded" : "open");
    const first = this.element.querySelector<HTMLElement>("#tray-content :is(button, a)");
    if (!isFolded) (first ?? this.button())?.focus();
  }

  clear(): void {
    clearMessages();
  }

  private fold(isFolded: boolean): void {
    this.button()?.setAttribute("aria-expanded", String(!isFolded));
    const content = document.getElementById("tray-content");
    if (content) content.hidden = isFolded;
  }

  private show(): void {
    const refused = this.refusals?.childElementCount ?? 0;
    const told = messages();
    this.list?.replaceChildren(...told.toReversed().map(line));
    if (this.element) this.element.hidden = refused + told.length === 0;
    const count = document.getElementById("tray-count");
    const words = [
      refused > 0 && `${refused} not saved`,
      told.length > 0 && (told.length === 1 ? "1 message" : `${told.length} messages`),
    ];
    if (count) count.textContent = words.filter(Boolean).join(" · ");
    this.element?.classList.toggle("refusing", refused > 0);
    this.element?.querySelector("[data-do=clear-messages]")?.toggleAttribute("hidden", told.length === 0);
  }

  private button(): HTMLElement | null {
    return this.element?.querySelector<HTMLElement>("[data-do=tray]") ?? null;
  }
}

function line({ text, imageName, imageAddress, times }: Message): HTMLElement {
  const item = document.createElement("li");
  if (imageName && imageAddress) {
    const link = document.createElement("a");
    link.href = imageAddress;
    link.textContent = imageName;
    item.append(link, ": ");
  }
  item.append(times > 1 ? `${text} (${times} times)` : text);
  return item;
}
