/** The line above the picture: to an image by its number, what is left as it is by now, and what the set is about. */

import { live } from "./live";
import { followAddress } from "./navigation";

/** Whoever goes through them asks for nothing. */
const REST = 400;

export class Whereabouts {
  private asking = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly leaving: AbortSignal,
  ) {
    const place = (): HTMLElement | null => document.getElementById("place");
    const around = host.closest<HTMLElement>(".workspace");
    around?.addEventListener("submit", (event) => this.submitted(event));
    around?.addEventListener("keydown", (event) => this.left(event));
    if (!place()?.querySelector(".jump")) return;
    leaving.addEventListener("abort", () => clearTimeout(this.asking));
    leaving.addEventListener(
      "abort",
      live.listenToImages(() => this.ask()),
    );
    if (live.mayBeOlder(Number(host.dataset["position"] ?? 0))) this.ask();
  }

  jump(): boolean {
    const field = document.querySelector<HTMLInputElement>("#jump");
    field?.focus();
    field?.select();
    return field !== null;
  }

  about(): void {
    const dialog = document.querySelector<HTMLDialogElement>("#about");
    if (!dialog || dialog.open) return;
    dialog.addEventListener("close", () => this.host.focus({ preventScroll: true }), { once: true });
    dialog.showModal();
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".jump")) return;
    event.preventDefault();
    const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    followAddress(`${new URL(form.action).pathname}?${query}`);
    this.host.focus({ preventScroll: true });
  }

  /** Escape gives the keys back to the picture, and the number is what it was. */
  private left(event: KeyboardEvent): void {
    const field = event.target;
    if (event.key !== "Escape" || !(field instanceof HTMLInputElement) || field.id !== "jump") return;
    event.stopPropagation();
    field.value = field.defaultValue;
    this.host.focus({ preventScroll: true });
  }

  private ask(): void {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => void this.refresh(), REST);
  }

  private async refresh(): Promise<void> {
    const answer = await fetch(`/images/${this.host.dataset["image"]}/place${location.search}`, {
      headers: { "HX-Request": "true" },
      signal: this.leaving,
    }).catch(() => null);
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    const found = html && new DOMParser().parseFromString(html, "text/html").getElementById("place");
    const place = document.getElementById("place");
    // Whoever is typing a number is not disturbed.
    if (found && place && !this.leaving.aborted && !place.contains(document.activeElement)) place.replaceWith(found);
  }
}
