/** A look at the whole image while verifying: as long as its key is held; a tap, or the button, leaves it on. */

import { setPressed } from "../actions/pressed";
import { isTyping } from "../keys/keys";
import type { Workspace } from "../workspace/workspace";

/** Shorter is a tap. */
const HELD = 300;

export class Peek {
  private isOn = false;
  private since = 0;
  private wasOn = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly keys: readonly string[],
    signal: AbortSignal,
  ) {
    document.addEventListener("keydown", (event) => this.down(event), { signal });
    document.addEventListener("keyup", ({ key }) => this.keys.includes(nameOf(key)) && this.up(), { signal });
  }

  toggle(): void {
    this.set(!this.isOn);
  }

  end(): void {
    if (this.isOn) this.set(false);
  }

  private down(event: KeyboardEvent): void {
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!this.keys.includes(nameOf(event.key)) || !isBare || event.repeat || isTyping(event.target)) return;
    this.wasOn = this.isOn;
    this.since = performance.now();
    this.set(true);
  }

  private up(): void {
    if (this.since === 0) return;
    const isTap = performance.now() - this.since < HELD;
    this.since = 0;
    if (!isTap || this.wasOn) this.set(false);
  }

  private set(isOn: boolean): void {
    this.isOn = isOn;
    if (isOn) this.workspace.view.whole();
    else this.workspace.view.fit();
    this.workspace.host.classList.toggle("whole", isOn);
    setPressed("whole", isOn);
  }
}

/** As keys are written in the maps. */
const nameOf = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);
