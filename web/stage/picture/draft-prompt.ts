/** The line that says what a shape wants while it is drawn, and that one can have it back when it was put away. */

import type { Draft } from "../shapes/definition";
import type { Bounds, Point } from "../shapes/geometry";

/** Milliseconds for which what was taken back is spoken of. */
const LONG = 10_000;

interface Surroundings {
  /** The key of an action, as people write it; empty if it has none. */
  readonly keyOf: (action: string) => string;
  /** How many saved gestures undo could take back now. */
  readonly depth: () => number;
  /** The part of the image that is seen. */
  readonly window: () => Bounds;
}

export class DraftPrompt {
  private readonly line = document.createElement("p");
  private readonly text = document.createElement("span");
  private readonly undo: HTMLElement;
  private readonly touched: readonly HTMLElement[];
  private timer = 0;
  /** What undo could take back when it was put away. */
  private depth = 0;

  constructor(
    host: HTMLElement,
    private readonly around: Surroundings,
  ) {
    this.undo = button("undo", "Undo");
    // Where there are no keys.
    this.touched = [button("finish", "End"), button("back", "Take back")];
    for (const one of this.touched) one.classList.add("for-touch");
    this.line.className = "draft-prompt";
    this.line.setAttribute("role", "status");
    this.line.hidden = true;
    this.line.append(this.text, this.undo, ...this.touched);
    host.append(this.line);
    // From then on undo is for what was done since, which is counted once it is shown.
    host.addEventListener("label-change", () => queueMicrotask(() => this.isOvertaken() && this.hide()));
  }

  show(what: string, draft: Pick<Draft<unknown>, "wants">): void {
    // Fingers have the buttons.
    const hasKeys = !matchMedia("(pointer: coarse)").matches;
    const keyOf = (action: string): string => (hasKeys ? this.around.keyOf(action) : "");
    const keys = { end: keyOf("finish"), back: keyOf("back") };
    this.say(`${capital(what)}: ${draft.wants(keys)}`, false);
  }

  takenBack(what: string): void {
    this.depth = this.around.depth();
    this.say(`${capital(what)} taken back ·`, true);
    this.timer = setTimeout(() => this.hide(), LONG);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.line.hidden = true;
  }

  /** It stands at the end of the picture where nobody draws. */
  dodge(cursor: Point | null): void {
    if (!cursor) return;
    const { top, bottom } = this.around.window();
    this.line.classList.toggle("above", cursor[1] > top + (bottom - top) * 0.7);
  }

  private isOvertaken(): boolean {
    return !this.undo.hidden && this.around.depth() > this.depth;
  }

  private say(text: string, isAway: boolean): void {
    clearTimeout(this.timer);
    if (this.text.textContent !== text) this.text.textContent = text;
    this.undo.hidden = !isAway;
    for (const one of this.touched) one.hidden = isAway;
    this.line.hidden = false;
  }
}

function button(does: string, text: string): HTMLButtonElement {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button small", textContent: text });
  made.dataset["do"] = does;
  return made;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
