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
  { keys: ["1 … 9", "0"], action: "type", says: "Choose the annotation type" },
  { keys: ["n"], action: "draw", says: "Draw" },
  { keys: ["v"], action: "pick", says: "Select and move" },
  { keys: ["Enter"], action: "finish", says: "End the line or polygon" },
  { keys: ["Backspace"], action: "back", says: "Take back the last node, or delete the label" },
  { keys: ["Escape"], action: "escape", says: "End the line, cancel, deselect" },
  { keys: ["Delete"], action: "delete", says: "Delete the label or the focused node" },
  { keys: ["b"], action: "blurred", says: "Blurred" },
  { keys: ["c"], action: "concealed", says: "Concealed" },
  { keys: ["g"], action: "not-in-image", says: "Not in image" },
  { keys: ["i j k l", "arrows"], action: "nudge", says: "Move by 1 px; with Shift grow or shrink a box" },
  { keys: ["Ctrl+z"], action: "undo", says: "Undo" },
  { keys: ["Ctrl+Shift+z", "Ctrl+y"], action: "redo", says: "Redo" },
  { keys: ["+"], action: "zoom-in", says: "Zoom in" },
  { keys: ["-"], action: "zoom-out", says: "Zoom out" },
  { keys: ["Home"], action: "fit", says: "Whole image (0 too, below ten types)" },
  { keys: ["r"], action: "copy", says: "Copy the labels of the image before" },
  { keys: ["e"], action: "copy-selected", says: "Copy the label that was selected there" },
  { keys: ["t"], action: "names", says: "Show or hide names" },
  { keys: ["e"], action: "return", says: "Back to verifying, if one came from there" },
  { keys: ["?"], action: "help", says: "These keys" },
];

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
  readonly grow?: boolean;
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
  KeyI: [0, -1], KeyK: [0, 1], KeyJ: [-1, 0], KeyL: [1, 0],
};

export function asked(press: Press, bindings: readonly Binding[]): Asked | null {
  const name = combination(press);
  const has = (action: string): boolean => bindings.some((binding) => binding.action === action);
  const bare = !press.ctrlKey && !press.metaKey && !press.altKey;
  const digit = bare && !press.shiftKey ? /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1] : undefined;
  if (digit !== undefined && has("type")) return { action: "type", digit: Number(digit) };
  const step = bare ? STEPS[press.code] : undefined;
  if (step && has("nudge")) return { action: "nudge", step, grow: press.shiftKey };
  const found = bindings.find((binding) => binding.keys.includes(name));
  return found ? { action: found.action } : null;
}

function combination({ key, shiftKey, ctrlKey, metaKey, altKey }: Press): string {
  if (altKey) return "";
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (ctrlKey || metaKey) return `Ctrl+${shiftKey ? "Shift+" : ""}${letter}`;
  if (letter === "=") return "+";
  return letter;
}

/** Keys belong to whoever types: fields, menus, open dialogs. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog, [contenteditable]")) return true;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button", "submit", "range"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
