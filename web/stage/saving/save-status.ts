/** `#save-state` always says whether the work is safe, and if not, why and what can be done. */

import type { SaveState } from "./save-state";

export interface SaveStatusActions {
  readonly retry: () => void;
  /** Leads back here. */
  readonly signIn: string;
}

const WHY = {
  offline: "this computer is offline",
  unreached: "server not reached",
  failing: "the server fails at it",
  "signed-out": "you are signed out",
  "other-account": "somebody else is signed in here; kept for you",
} as const;

export function words({ state, waiting, isKept }: SaveState): string {
  if (state === "saved") return "All saved";
  if (state === "saving") return waiting === 1 ? "Saving…" : `Saving ${waiting}…`;
  return `${waiting} waiting${isKept ? "" : " in this tab only"}: ${WHY[state]}`;
}

export class SaveStatus {
  private saveState: SaveState | null = null;
  private timer = 0;

  constructor(
    private readonly element: () => HTMLElement | null,
    private readonly actions: SaveStatusActions,
  ) {}

  show(saveState: SaveState): void {
    this.saveState = saveState;
    clearInterval(this.timer);
    this.render();
    if (saveState.retryAt !== null) this.timer = setInterval(() => this.tick(), 500);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private render(): void {
    const [element, { saveState }] = [this.element(), this];
    if (!element || !saveState) return;
    const text = words(saveState);
    const isSame =
      element.dataset["state"] === saveState.state && element.querySelector("[data-says]")?.textContent === text;
    element.dataset["state"] = saveState.state;
    element.dataset["waiting"] = String(saveState.waiting);
    if (!isSame) element.replaceChildren(says(text), ...this.ways(saveState));
    this.tick();
  }

  private ways({ state }: SaveState): HTMLElement[] {
    if (state === "saved" || state === "saving") return [];
    return state === "signed-out" ? [this.link(), this.button()] : [countdown(), this.button()];
  }

  /** Seconds are for the eye alone: read out every second they would drown everything else. */
  private tick(): void {
    const place = this.element()?.querySelector("[data-countdown]");
    const at = this.saveState?.retryAt;
    if (!place) return;
    const text = at ? `· next try in ${Math.max(Math.ceil((at - Date.now()) / 1000), 0)} s` : "· trying…";
    if (place.textContent !== text) place.textContent = text;
  }

  private link(): HTMLElement {
    const link = document.createElement("a");
    link.href = this.actions.signIn;
    link.textContent = "Sign in";
    return link;
  }

  private button(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.dataset["retry"] = "";
    button.textContent = "Retry now";
    button.addEventListener("click", () => this.actions.retry());
    return button;
  }
}

function says(text: string): HTMLElement {
  const element = document.createElement("span");
  element.dataset["says"] = "";
  element.textContent = text;
  return element;
}

function countdown(): HTMLElement {
  const element = document.createElement("span");
  element.dataset["countdown"] = "";
  element.setAttribute("aria-hidden", "true");
  return element;
}

/** Everything was answered, or it takes too long to wait for it. */
export function isSaved(patience = 3000): Promise<void> {
  const element = document.getElementById("save-state");
  const isDone = (): boolean => element?.dataset["state"] !== "saving";
  if (!element || isDone()) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => isDone() && end());
    const timer = setTimeout(() => end(), patience);
    const end = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    observer.observe(element, { attributes: true, attributeFilter: ["data-state"] });
  });
}
