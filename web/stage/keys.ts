/** Which key does what. Pure, so that the map can be shown, tested and one day chosen. */

export interface Press {
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
}

/** Letters are matched by what they type, nudges and digits by where they are on the keyboard. */
export const ANNOTATE: readonly Binding[] = [
  { keys: ["f", "d"], action: "next", says: "Next image" },
  { keys: ["s", "a"], action: "previous", says: "Previous image" },
  { keys: ["v"], action: "save", says: "Send now what waits, and say whether all is saved" },
  { keys: ["digits"], action: "type", says: "Choose the annotation type" },
  { keys: ["/"], action: "find-type", says: "Find a type by its letters" },
  { keys: ["n"], action: "draw", says: "Draw" },
  { keys: ["p"], action: "pick", says: "Select and move" },
  { keys: ["x"], action: "four-clicks", says: "Boxes by four clicks, or by dragging" },
  { keys: ["Enter"], action: "finish", says: "End the line or polygon" },
  { keys: ["Backspace"], action: "back", says: "Take back the last node, or delete the label" },
  { keys: ["Escape"], action: "escape", says: "End the line, cancel, deselect" },
  { keys: ["Delete"], action: "delete", says: "Delete the label or the focused node" },
  { keys: ["."], action: "next-label", says: "Select the next label" },
  { keys: [","], action: "previous-label", says: "Select the previous label" },
  { keys: ["Shift+digits"], action: "retype", says: "Another type for the label" },
  { keys: ["Ctrl+d"], action: "duplicate", says: "The label once more" },
  { keys: ["b"], action: "blurred", says: "Blurred" },
  { keys: ["c"], action: "concealed", says: "Concealed" },
  { keys: ["g"], action: "not-in-image", says: "Not in image" },
  { keys: ["ijkl", "arrows"], action: "nudge", says: "Move by 1 px" },
  { keys: ["Shift+arrows"], action: "nudge-ten", says: "Move by 10 px" },
  { keys: ["Shift+ijkl", "Ctrl+arrows"], action: "grow", says: "Grow or shrink a box by 1 px" },
  { keys: ["Ctrl+z"], action: "undo", says: "Undo" },
  { keys: ["Ctrl+Shift+z", "Ctrl+y"], action: "redo", says: "Redo" },
  { keys: ["h"], action: "hide", says: "Hide the label, or show all again" },
  { keys: ["Shift+h"], action: "hide-others", says: "Hide all other labels" },
  { keys: ["+"], action: "zoom-in", says: "Zoom in" },
  { keys: ["-"], action: "zoom-out", says: "Zoom out" },
  { keys: ["r"], action: "copy", says: "Copy the labels of the image before" },
  { keys: ["Shift+r"], action: "copy-selected", says: "Copy the label that was selected there" },
  { keys: ["e"], action: "return", says: "Back to verifying, if one came from there" },
  { keys: ["w"], action: "fit", says: "Whole image" },
  { keys: ["Shift+w"], action: "actual-size", says: "Actual size, 1:1" },
  { keys: ["z"], action: "centre", says: "Look closer at the label" },
  { keys: ["t"], action: "names", says: "Show or hide names" },
  { keys: ["o"], action: "crosshair", says: "Crosshair" },
  { keys: ["m"], action: "magnifier", says: "Magnifier" },
  { keys: ["["], action: "fade", says: "Fainter labels" },
  { keys: ["]"], action: "unfade", says: "Stronger labels" },
  { keys: ["u"], action: "view", says: "Brightness, contrast, colour, opacity" },
  { keys: ["?"], action: "help", says: "These keys" },
];

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

export const VERIFY: readonly Binding[] = [
  { keys: ["j"], action: "accept", says: "Accept, and on" },
  { keys: ["k"], action: "reject", says: "Reject, and on" },
  { keys: ["d"], action: "next-label", says: "Next label" },
  { keys: ["s"], action: "previous-label", says: "Previous label" },
  { keys: ["e"], action: "edit", says: "Edit this label" },
  { keys: ["b"], action: "blurred", says: "Blurred" },
  { keys: ["c"], action: "concealed", says: "Concealed" },
  { keys: ["+"], action: "zoom-in", says: "Zoom in" },
  { keys: ["-"], action: "zoom-out", says: "Zoom out" },
  { keys: ["v"], action: "peek", says: "The whole image, while it is held; a tap leaves it on" },
  { keys: ["r"], action: "fit", says: "Back to the label" },
  { keys: ["?"], action: "help", says: "These keys" },
];

/** What a press asks for, with the digit or the step it carries. */
export interface Asked {
  readonly action: string;
  readonly digit?: number;
  readonly step?: readonly [dx: number, dy: number];
}

type Step = readonly [dx: number, dy: number];

/** Keys that go by their place on the keyboard, whatever they type there. */
const ARROWS: Record<string, Step> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const IJKL: Record<string, Step> = { KeyI: [0, -1], KeyK: [0, 1], KeyJ: [-1, 0], KeyL: [1, 0] };

export function asked(press: Press, bindings: readonly Binding[]): Asked | null {
  if (press.altKey) return null;
  // A key that types something of its own is meant as such: + is Shift and a digit on some keyboards.
  const typed = find(bindings, typedName(press)) ?? find(bindings, `${held(press)}${placeless(press)}`);
  const step = ARROWS[press.code] ?? IJKL[press.code];
  const group = step && find(bindings, `${held(press)}${press.code in ARROWS ? "arrows" : "ijkl"}`);
  if (step && group) return { action: group.action, step };
  if (typed) return { action: typed.action };
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  const digits = digit === undefined ? undefined : find(bindings, `${held(press)}digits`);
  return digits ? { action: digits.action, digit: Number(digit) } : null;
}

const find = (bindings: readonly Binding[], key: string): Binding | undefined => bindings.find(({ keys }) => keys.includes(key));

const held = ({ ctrlKey, metaKey, shiftKey }: Press): string => `${ctrlKey || metaKey ? "Ctrl+" : ""}${shiftKey ? "Shift+" : ""}`;

/** Letters without their case, since Shift is told apart; where another script is typed, by the place a Latin one has. */
function placeless({ key, code }: Press): string {
  const latin = /^[\u0400-\uffff]$/.test(key) ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return key.length === 1 ? (latin ?? key).toLowerCase() : key;
}

/** Signs stand for themselves, with whichever keys they are typed. */
function typedName({ key, ctrlKey, metaKey }: Press): string {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (!isSign || ctrlKey || metaKey) return "";
  return key === "=" ? "+" : key;
}

/** Keys belong to whoever types: fields, menus, open dialogs. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog, [contenteditable]")) return true;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button", "submit", "range"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
