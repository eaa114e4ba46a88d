/**
 * Which key does what. A key is written `f`, `Ctrl+z`, `Shift+h`, `Enter`; `digits`, `ijkl` and `arrows` stand for several,
 * which go by their place on the keyboard, unless what is typed there asks for something. Letters go by what they type.
 */

import table from "./keys.json";
import verifyTable from "./verify.json";

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface Binding {
  readonly keys: readonly string[];
  readonly action: string;
  readonly says: string;
  readonly group?: string;
}

interface Row {
  readonly group: string;
  readonly action: string;
  readonly says: string;
  readonly keys: readonly string[];
}

const rows: readonly Row[] = table;

/** ImageTagger's keys. The server knows the same table, and the maps of other programs. */
export const ANNOTATE: readonly Binding[] = rows;

/** The keys an account chose: `{"next":["f"],…}`, as the page carries them; without, ImageTagger's. */
export function chosen(keys: string | undefined): readonly Binding[] {
  if (!keys) return ANNOTATE;
  const map = JSON.parse(keys) as Record<string, readonly string[]>;
  return ANNOTATE.map((row) => ({ ...row, keys: map[row.action] ?? [] }));
}

/** The first key of an action, as people write it; empty if it has none. */
export function keyOf(action: string, bindings: readonly Binding[]): string {
  return pretty(bindings.find((binding) => binding.action === action)?.keys[0] ?? "");
}

export const GROUPS: Record<string, string> = { digits: "1 … 9, 0", ijkl: "I J K L", arrows: "arrows", Escape: "Esc" };

/** `Ctrl+z` as `Ctrl+Z`. */
export function pretty(key: string): string {
  const last = key.length > 1 ? (/[^+]+$/.exec(key)?.[0] ?? key) : key;
  const shown = GROUPS[last] ?? (last.length === 1 ? last.toUpperCase() : last);
  return key.slice(0, key.length - last.length) + shown;
}

/** In the table, and in maps of one's own, these actions begin so: other pages have actions of the same names. */
const VERIFYING = "verify-";

/** The keys where labels are verified. */
export const VERIFY: readonly Binding[] = (verifyTable as readonly Row[]).map(({ action, says, keys }) => ({
  action: action.slice(VERIFYING.length),
  says,
  keys,
}));

/** The same for verifying, of an account that chose them. */
export function chosenToVerify(keys: string | undefined): readonly Binding[] {
  if (!keys) return VERIFY;
  const map = JSON.parse(keys) as Record<string, readonly string[]>;
  return VERIFY.map((row) => ({ ...row, keys: map[VERIFYING + row.action] ?? row.keys }));
}

/** What a press asks for, with the digit or the step it carries. */
export interface ActionRequest {
  readonly action: string;
  readonly digit?: number;
  readonly step?: readonly [dx: number, dy: number];
  /** When it was asked, as `performance.now()` counts. */
  readonly at?: number;
}

/** Held down, only what goes little by little happens again and again: nobody votes on, or leaves, what was not yet seen. */
const REPEATED = new Set(["nudge", "nudge-ten", "grow", "zoom-in", "zoom-out", "fade", "unfade", "undo", "redo"]);

export const isRepeated = (action: string): boolean => REPEATED.has(action);

type Step = readonly [dx: number, dy: number];

/** Keys that go by their place on the keyboard, unless what they type there asks for something. */
const ARROWS: Record<string, Step> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const IJKL: Record<string, Step> = { KeyI: [0, -1], KeyK: [0, 1], KeyJ: [-1, 0], KeyL: [1, 0] };

export function requestedAction(press: KeyPress, bindings: readonly Binding[]): ActionRequest | null {
  if (press.altKey) return null;
  // A key that types something of its own is meant as such: + is Shift and a digit on some keyboards.
  const typed = find(bindings, typedName(press)) ?? find(bindings, `${held(press)}${placeless(press)}`);
  if (typed) return { action: typed.action };
  const step = ARROWS[press.code] ?? IJKL[press.code];
  const group = step && find(bindings, `${held(press)}${press.code in ARROWS ? "arrows" : "ijkl"}`);
  if (step && group) return { action: group.action, step };
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  const digits = digit === undefined ? undefined : find(bindings, `${held(press)}digits`);
  return digits ? { action: digits.action, digit: Number(digit) } : null;
}

const find = (bindings: readonly Binding[], key: string): Binding | undefined =>
  bindings.find(({ keys }) => keys.includes(key));

const held = ({ ctrlKey, metaKey, shiftKey }: KeyPress): string =>
  `${ctrlKey || metaKey ? "Ctrl+" : ""}${shiftKey ? "Shift+" : ""}`;

/** Letters without their case, since Shift is told apart; where another script is typed, by the place a Latin one has. */
function placeless({ key, code }: KeyPress): string {
  const latin = /^[\u0370-\uffff]$/.test(key) ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return key.length === 1 ? (latin ?? key).toLowerCase() : key;
}

/** Signs stand for themselves, with whichever keys they are typed. */
function typedName({ key, ctrlKey, metaKey }: KeyPress): string {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (!isSign || ctrlKey || metaKey) return "";
  return key === "=" ? "+" : key;
}

/** Keys belong to whoever types: fields, menus, open dialogs. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog, [contenteditable]")) return true;
  if (target instanceof HTMLInputElement) {
    return !["radio", "checkbox", "button", "submit", "range"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
