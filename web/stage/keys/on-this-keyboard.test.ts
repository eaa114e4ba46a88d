// `?` tells the keys that work on the keyboard at hand, as they are labelled there.

import assert from "node:assert/strict";
import test from "node:test";
import { ANNOTATE } from "./keys";
import { hasOtherDigits, onThisKeyboard } from "./on-this-keyboard";

/** As `navigator.keyboard.getLayoutMap()` tells it: by place, without Shift. */
function keyboard(letters: string, others: Record<string, string>): Map<string, string> {
  const places = "abcdefghijklmnopqrstuvwxyz";
  const keys = [...letters].map((letter, i): [string, string] => [`Key${places[i]?.toUpperCase()}`, letter]);
  return new Map([...keys, ...Object.entries(others)]);
}

const digits = (row: string): Record<string, string> =>
  Object.fromEntries([...row].map((sign, i) => [`Digit${(i + 1) % 10}`, sign]));

const US = keyboard("abcdefghijklmnopqrstuvwxyz", {
  ...digits("1234567890"),
  Minus: "-",
  Equal: "=",
  Slash: "/",
  Period: ".",
  Comma: ",",
  BracketLeft: "[",
  BracketRight: "]",
});
const AZERTY = keyboard("qbcdefghijkl,noparstuvzxyw", {
  ...digits("&é\"'(-è_çà"),
  Minus: ")",
  Equal: "=",
  Slash: "!",
  Comma: ";",
  Period: ":",
});
const CZECH = keyboard("abcdefghijklmnopqrstuvwxzy", {
  ...digits("+ěščřžýáíé"),
  Minus: "=",
  Equal: "´",
  Slash: "-",
});
const DVORAK = keyboard("axje.uidchtnmbrl'poygk,qf;", { ...digits("1234567890"), Minus: "[", Equal: "]", Slash: "z" });
const RUSSIAN = keyboard("фисвуапршолдьтщзйкыегмцчня", { ...digits("1234567890"), Minus: "-", Equal: "=", Slash: "." });

const keysOf = (says: string, typed: Map<string, string>): readonly string[] =>
  onThisKeyboard(ANNOTATE, typed).find((binding) => binding.says === says)?.keys ?? [];

test("on the keyboard that the table was made for, and on an unknown one, all keys are shown", () => {
  for (const typed of [US, new Map<string, string>()]) {
    assert.deepEqual(keysOf("Zoom out", typed), ["-"]);
    assert.deepEqual(keysOf("Zoom in", typed), ["+"]);
    assert.deepEqual(keysOf("Find a type by its letters", typed), ["/"]);
    assert.deepEqual(keysOf("Move the label by 1 px; without one, the drawing cursor by 10", typed), [
      "I J K L",
      "arrows",
    ]);
  }
});

test("on AZERTY the key of 6 types -, and another one zooms out", () => {
  assert.deepEqual(keysOf("Zoom out", AZERTY), [")"]);
  assert.deepEqual(keysOf("Zoom in", AZERTY), ["+"]);
});

test("on a Czech keyboard the key of 1 types +, and = zooms in as it does anywhere", () => {
  assert.deepEqual(keysOf("Zoom out", CZECH), ["-"]);
  assert.ok(keysOf("Zoom in", CZECH).length > 0);
});

test("where letters lie elsewhere, those are told that are in the place and ask for nothing else", () => {
  assert.deepEqual(keysOf("Move the label by 1 px; without one, the drawing cursor by 10", RUSSIAN), [
    "Ш О Л Д",
    "arrows",
  ]);
  assert.deepEqual(keysOf("Move the label by 1 px; without one, the drawing cursor by 10", DVORAK), ["arrows"]);
});

test("whether digits are typed without Shift is known", () => {
  assert.deepEqual([US, AZERTY, CZECH, DVORAK].map(hasOtherDigits), [false, true, true, false]);
});
