// What a press of a key asks for, on any keyboard.

import assert from "node:assert/strict";
import test from "node:test";
import { ANNOTATE, isRepeated, type KeyPress, requestedAction, VERIFY } from "./keys";

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test("letters are taken by what they type", () => {
  assert.equal(requestedAction(press("f", "KeyU"), ANNOTATE)?.action, "next");
  assert.equal(requestedAction(press("B", "KeyB"), ANNOTATE)?.action, "blurred");
});

test("digits are taken by their place, so that they work on every layout", () => {
  assert.deepEqual(requestedAction(press("&", "Digit1"), ANNOTATE), { action: "type", digit: 1 });
  assert.deepEqual(requestedAction(press("0", "Numpad0"), ANNOTATE), { action: "type", digit: 0 });
});

test("nudges are taken by their place, and shift makes them grow", () => {
  assert.deepEqual(requestedAction(press("ш", "KeyI"), ANNOTATE), { action: "nudge", step: [0, -1] });
  assert.deepEqual(requestedAction(press("i", "KeyL"), ANNOTATE), { action: "nudge", step: [1, 0] });
  assert.deepEqual(requestedAction(press("L", "KeyL", { shiftKey: true }), ANNOTATE), { action: "grow", step: [1, 0] });
  assert.deepEqual(requestedAction(press("ArrowRight", "ArrowRight", { shiftKey: true }), ANNOTATE), {
    action: "nudge-ten",
    step: [1, 0],
  });
});

test("a letter that asks for something does so wherever it lies", () => {
  // Dvorak, and Colemak.
  const letters = { c: "KeyI", h: "KeyJ", t: "KeyK", n: "KeyL", u: "KeyI", e: "KeyK" };
  const actions = Object.entries(letters).map(
    ([letter, code]) => requestedAction(press(letter, code), ANNOTATE)?.action,
  );
  assert.deepEqual(actions, ["concealed", "hide", "names", "draw", "view", "return"]);
});

test("a key of the row of digits chooses a type, whatever it types", () => {
  // Case keys-azerty-6; then Czech, and Spanish in Latin America.
  assert.deepEqual(requestedAction(press("-", "Digit6"), ANNOTATE), { action: "type", digit: 6 });
  assert.deepEqual(requestedAction(press("+", "Digit1"), ANNOTATE), { action: "type", digit: 1 });
  assert.deepEqual(requestedAction(press("'", "Digit4"), ANNOTATE), { action: "type", digit: 4 });
});

test("digits that are typed with shift choose a type, and give a selected label another one", () => {
  const six = press("6", "Digit6", { shiftKey: true });
  assert.deepEqual(requestedAction(six, ANNOTATE), { action: "type", digit: 6 });
  assert.deepEqual(requestedAction(six, ANNOTATE, { hasSelection: true }), { action: "retype", digit: 6 });
});

test("shift and a digit is another type while a label is selected, whatever is typed", () => {
  // Cases keys-german-shift-7-0 and keys-russian-shift-7; then Swiss.
  const typed = { "/": 7, "=": 0, "?": 7, "+": 1, "!": 1 };
  for (const [key, digit] of Object.entries(typed)) {
    const found = requestedAction(press(key, `Digit${digit}`, { shiftKey: true }), ANNOTATE, { hasSelection: true });
    assert.deepEqual(found, { action: "retype", digit }, key);
  }
});

test("without a label shift and a digit is for a type, unless it types a sign that asks for something", () => {
  assert.deepEqual(requestedAction(press("!", "Digit1", { shiftKey: true }), ANNOTATE), { action: "retype", digit: 1 });
  assert.deepEqual(requestedAction(press("+", "Digit1", { shiftKey: true }), ANNOTATE), { action: "zoom-in" });
  assert.deepEqual(requestedAction(press("/", "Digit7", { shiftKey: true }), ANNOTATE), { action: "find-type" });
  assert.deepEqual(requestedAction(press("?", "Digit7", { shiftKey: true }), ANNOTATE), { action: "help" });
  assert.deepEqual(requestedAction(press("?", "Slash", { shiftKey: true }), ANNOTATE), { action: "help" });
});

test("where the sign of zooming lies on a digit, the key in its usual place zooms", () => {
  assert.deepEqual(requestedAction(press(")", "Minus"), ANNOTATE), { action: "zoom-out" });
  // A letter there is a letter: German.
  assert.equal(requestedAction(press("ß", "Minus"), ANNOTATE), null);
});

test("signs that are typed with AltGr, or Option, count", () => {
  assert.deepEqual(requestedAction(press("[", "Digit8", { altKey: true, ctrlKey: true }), ANNOTATE), {
    action: "fade",
  });
  assert.deepEqual(requestedAction(press("]", "Digit6", { altKey: true }), ANNOTATE), { action: "unfade" });
  assert.equal(requestedAction(press("1", "Digit1", { altKey: true }), ANNOTATE), null);
});

test("with NumLock off the number pad has arrows", () => {
  assert.deepEqual(requestedAction(press("ArrowRight", "Numpad6"), ANNOTATE), { action: "nudge", step: [1, 0] });
  assert.deepEqual(requestedAction(press("-", "NumpadSubtract"), ANNOTATE), { action: "zoom-out" });
});

test("where another script is typed, letters are taken by their place", () => {
  assert.equal(requestedAction(press("а", "KeyF"), ANNOTATE)?.action, "next");
  assert.equal(requestedAction(press("φ", "KeyF"), ANNOTATE)?.action, "next");
  assert.equal(requestedAction(press("я", "KeyZ", { ctrlKey: true }), ANNOTATE)?.action, "undo");
});

test("j and k judge where labels are verified", () => {
  assert.equal(requestedAction(press("j", "KeyJ"), VERIFY)?.action, "accept");
  assert.equal(requestedAction(press("k", "KeyK"), VERIFY)?.action, "reject");
});

test("undo and redo, also with the command key", () => {
  assert.equal(requestedAction(press("z", "KeyZ", { ctrlKey: true }), ANNOTATE)?.action, "undo");
  assert.equal(requestedAction(press("Z", "KeyZ", { metaKey: true, shiftKey: true }), ANNOTATE)?.action, "redo");
});

test("the browser's own combinations are left alone", () => {
  assert.equal(requestedAction(press("f", "KeyF", { ctrlKey: true }), ANNOTATE), null);
  assert.equal(requestedAction(press("1", "Digit1", { ctrlKey: true }), ANNOTATE), null);
  assert.equal(requestedAction(press("ArrowLeft", "ArrowLeft", { altKey: true }), ANNOTATE), null);
  assert.equal(requestedAction(press("d", "KeyD", { altKey: true }), ANNOTATE), null);
});

test("held down, keys neither vote nor go on", () => {
  const held = (map: typeof VERIFY): string[] => map.map(({ action }) => action).filter(isRepeated);
  assert.deepEqual(held(VERIFY), ["zoom-in", "zoom-out"]);
  assert.deepEqual(held(ANNOTATE), [
    "undo",
    "redo",
    "nudge",
    "nudge-ten",
    "grow",
    "zoom-in",
    "zoom-out",
    "fade",
    "unfade",
  ]);
});

test("no key asks for two things", () => {
  for (const map of [ANNOTATE, VERIFY]) {
    const keys = map.flatMap((binding) => binding.keys);
    assert.equal(new Set(keys).size, keys.length);
  }
});
