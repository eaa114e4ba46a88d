/** What the keys of this keyboard type without Shift: as the browser tells, and as it was seen when they were pressed. */

import type { KeyPress } from "./keys";

/** The character that a key types, by its place (`KeyA`, `Digit6`, `Minus`). */
export type Typed = ReadonlyMap<string, string>;

/** Not in every browser, and on https only: https://wicg.github.io/keyboard-map/ */
interface WithKeyboard {
  readonly keyboard?: { getLayoutMap(): Promise<Typed> };
}

class Layout {
  private readonly seen = new Map<string, string>();
  private told: Promise<Typed> | null = null;

  note({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): void {
    const isPlain = !shiftKey && !ctrlKey && !metaKey && !altKey;
    if (isPlain && key.length === 1) this.seen.set(code, key.toLowerCase());
  }

  /** As much as is known; asked for only by those who want to be told the keys. */
  async typed(): Promise<Typed> {
    const { keyboard } = navigator as WithKeyboard;
    this.told ??= keyboard?.getLayoutMap().catch(() => new Map()) ?? Promise.resolve(new Map());
    return new Map([...(await this.told), ...this.seen]);
  }
}

export const layout = new Layout();
