import assert from "node:assert/strict";
import test from "node:test";
import { ANNOTATE, asked, isRepeated, type Press, VERIFY } from "./keys";

const press = (key: string, code: string, held: Partial<Press> = {}): Press => ({
  key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held,
});

test("letters are taken by what they type", () => {
  assert.equal(asked(press("f", "KeyU"), ANNOTATE)?.action, "next");
  assert.equal(asked(press("B", "KeyB"), ANNOTATE)?.action, "blurred");
});

test("digits are taken by their place, so that they work on every layout", () => {
  assert.deepEqual(asked(press("&", "Digit1"), ANNOTATE), { action: "type", digit: 1 });
  assert.deepEqual(asked(press("0", "Numpad0"), ANNOTATE), { action: "type", digit: 0 });
});

test("nudges are taken by their place, and shift makes them grow", () => {
  assert.deepEqual(asked(press("ш", "KeyI"), ANNOTATE), { action: "nudge", step: [0, -1] });
  assert.deepEqual(asked(press("i", "KeyL"), ANNOTATE), { action: "nudge", step: [1, 0] });
  assert.deepEqual(asked(press("L", "KeyL", { shiftKey: true }), ANNOTATE), { action: "grow", step: [1, 0] });
  assert.deepEqual(asked(press("ArrowRight", "ArrowRight", { shiftKey: true }), ANNOTATE), { action: "nudge-ten", step: [1, 0] });
});

test("a letter that asks for something does so wherever it lies", () => {
  // Dvorak, and Colemak.
  const letters = { c: "KeyI", h: "KeyJ", t: "KeyK", n: "KeyL", u: "KeyI", e: "KeyK" };
  const actions = Object.entries(letters).map(([letter, code]) => asked(press(letter, code), ANNOTATE)?.action);
  assert.deepEqual(actions, ["concealed", "hide", "names", "draw", "view", "return"]);
});

test("shift and a digit is for the label's type, unless it types a sign that asks for something", () => {
  assert.deepEqual(asked(press("!", "Digit1", { shiftKey: true }), ANNOTATE), { action: "retype", digit: 1 });
  assert.deepEqual(asked(press("+", "Digit1", { shiftKey: true }), ANNOTATE), { action: "zoom-in" });
  assert.deepEqual(asked(press("?", "Slash", { shiftKey: true }), ANNOTATE), { action: "help" });
});

test("where another script is typed, letters are taken by their place", () => {
  assert.equal(asked(press("а", "KeyF"), ANNOTATE)?.action, "next");
  assert.equal(asked(press("φ", "KeyF"), ANNOTATE)?.action, "next");
  assert.equal(asked(press("я", "KeyZ", { ctrlKey: true }), ANNOTATE)?.action, "undo");
});

test("j and k judge where labels are verified", () => {
  assert.equal(asked(press("j", "KeyJ"), VERIFY)?.action, "accept");
  assert.equal(asked(press("k", "KeyK"), VERIFY)?.action, "reject");
});

test("undo and redo, also with the command key", () => {
  assert.equal(asked(press("z", "KeyZ", { ctrlKey: true }), ANNOTATE)?.action, "undo");
  assert.equal(asked(press("Z", "KeyZ", { metaKey: true, shiftKey: true }), ANNOTATE)?.action, "redo");
});

test("the browser's own combinations are left alone", () => {
  assert.equal(asked(press("f", "KeyF", { ctrlKey: true }), ANNOTATE), null);
  assert.equal(asked(press("1", "Digit1", { ctrlKey: true }), ANNOTATE), null);
  assert.equal(asked(press("ArrowLeft", "ArrowLeft", { altKey: true }), ANNOTATE), null);
  assert.equal(asked(press("d", "KeyD", { altKey: true }), ANNOTATE), null);
});

test("held down, keys neither vote nor go on", () => {
  const held = (map: typeof VERIFY): string[] => map.map(({ action }) => action).filter(isRepeated);
  assert.deepEqual(held(VERIFY), ["zoom-in", "zoom-out"]);
  assert.deepEqual(held(ANNOTATE), ["undo", "redo", "nudge", "nudge-ten", "grow", "zoom-in", "zoom-out", "fade", "unfade"]);
});

test("no key asks for two things", () => {
  for (const map of [ANNOTATE, VERIFY]) {
    const keys = map.flatMap((binding) => binding.keys);
    assert.equal(new Set(keys).size, keys.length);
  }
});
