// Thousands of nodes have no thousands of handles.

import assert from "node:assert/strict";
import test from "node:test";
import type { Handle } from "../shapes/definition";
import type { Point } from "../shapes/geometry";
import { shownHandles } from "./shown-handles";

const ALL = { left: 0, top: 0, right: 2000, bottom: 1500 };

const row = (count: number, step: number): Handle[] =>
  Array.from({ length: count }, (_, node) => ({ is: "node", node, at: [node * step, 100] as Point }));

test("of few nodes all are drawn, wherever they are", () => {
  assert.equal(shownHandles(row(200, 100), 1, ALL, new Set()).length, 200);
});

test("of six thousand those are drawn that one can tell apart, in the window", () => {
  const shown = shownHandles(row(6000, 0.3), 1, ALL, new Set());
  assert.ok(shown.length > 100 && shown.length < 200, String(shown.length));
  const near = shownHandles(row(6000, 0.3), 41, { left: 900, top: 80, right: 930, bottom: 120 }, new Set());
  assert.ok(near.length >= 100 && near.length < 110, String(near.length));
});

test("those that somebody holds or has reached are drawn, too", () => {
  const shown = shownHandles(row(6000, 0.3), 1, ALL, new Set([1, 5999]));
  assert.ok(shown.includes(1) && shown.includes(5999));
});
