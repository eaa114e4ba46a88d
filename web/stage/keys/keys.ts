/**
 * Which key does what. A key is written `f`, `Ctrl+z`, `Shift+h`, `Enter`; `digits`, `ijkl` and `arrows` stand for several.
 * Letters and signs go by what they type, on whichever key. The row of digits goes by its place: it chooses types, whatever
 * it types; with Shift too while a label is selected. `ijkl` go by their place unless what is typed there asks for something.
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

/** What is known besides the press. */
export interface Situation {
  /** A label is selected: then Shift and a digit gives it another type. */
  readonly hasSelection: boolean;
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

/** By what they do: with NumLock off those of the number pad are arrows, too. */
const ARROWS: Record<string, Step> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** Keys that go by their place on the keyboard, unless what they type there asks for something. */
const IJKL: Record<string, Step> = { KeyI: [0, -1], KeyK: [0, 1], KeyJ: [-1, 0], KeyL: [1, 0] };
/** Zooming, where the key in this place types nothing that asks for something: on AZERTY - is on the key of 6. */
export const PLACES: Record<string, string> = { Minus: "-", Equal: "+" };

export function requestedAction(
  press: KeyPress,
  bindings: readonly Binding[],
  { hasSelection }: Situation = { hasSelection: false },
): ActionRequest | null {
  // AltGr, or Option, types signs where a keyboard has no key of their own for them.
  if (press.altKey) return named(find(bindings, altSign(press)));
  return (
    byDigit(press, bindings, hasSelection) ??
    named(find(bindings, typedName(press)) ?? find(bindings, `${held(press)}${placeless(press)}`)) ??
    byStep(press, bindings) ??
    named(find(bindings, placeName(press)))
  );
}

const named = (binding: Binding | undefined): ActionRequest | null => (binding ? { action: binding.action } : null);

/** Digits are for types: by their place, and where they are typed with Shift, by what they type. */
function byDigit(press: KeyPress, bindings: readonly Binding[], hasSelection: boolean): ActionRequest | null {
  const digit = digitOf(press);
  if (digit === null) return null;
  const isTyped = press.key === String(digit);
  const isShift = press.shiftKey && (hasSelection || !isTyped);
  const group = find(bindings, `${held({ ...press, shiftKey: isShift })}digits`);
  // Shift and a digit without a label to change: the sign that it types may ask for something.
  const sign = isShift && !hasSelection ? find(bindings, typedName(press)) : undefined;
  return group && !sign ? { action: group.action, digit } : null;
}

function digitOf({ code, key }: KeyPress): number | null {
  const digit = /^Digit([0-9])$/.exec(code)?.[1] ?? (code.startsWith("Numpad") ? /^[0-9]$/.exec(key)?.[0] : undefined);
  return digit === undefined ? null : Number(digit);
}

function byStep(press: KeyPress, bindings: readonly Binding[]): ActionRequest | null {
  const step = ARROWS[press.key] ?? IJKL[press.code];
  const group = step && find(bindings, `${held(press)}${press.key in ARROWS ? "arrows" : "ijkl"}`);
  return step && group ? { action: group.action, step } : null;
}

const find = (bindings: readonly Binding[], key: string): Binding | undefined =>
  bindings.find(({ keys }) => keys.includes(key));

const held = ({ ctrlKey, metaKey, shiftKey }: Pick<KeyPress, "ctrlKey" | "metaKey" | "shiftKey">): string =>
  `${ctrlKey || metaKey ? "Ctrl+" : ""}${shiftKey ? "Shift+" : ""}`;

/** Letters without their case, since Shift is told apart; where another script is typed, by the place a Latin one has. */
function placeless({ key, code }: KeyPress): string {
  const latin = /^[\u0370-\uffff]$/.test(key) ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return key.length === 1 ? (latin ?? key).toLowerCase() : key;
}

/** Signs stand for themselves, with whichever keys they are typed. */
function typedName({ key, ctrlKey, metaKey }: KeyPress): string {
  return isSign(key) && !ctrlKey && !metaKey ? signOf(key) : "";
}

/** A digit is none: Alt and a digit belong to the browser. */
const altSign = ({ key }: KeyPress): string => (isSign(key) && !/[0-9]/.test(key) ? signOf(key) : "");

/** What the key in this place is for where it types nothing of use. */
function placeName({ key, code, ctrlKey, metaKey }: KeyPress): string {
  return isSign(key) && !ctrlKey && !metaKey ? (PLACES[code] ?? "") : "";
}

export const isSign = (key: string): boolean => key.length === 1 && key.toLowerCase() === key.toUpperCase();
const signOf = (key: string): string => (key === "=" ? "+" : key);

/** Keys belong to whoever types: fields, menus, open dialogs. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog, [contenteditable]")) return true;
  if (target instanceof HTMLInputElement) {
    return !["radio", "checkbox", "button", "submit", "range"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
