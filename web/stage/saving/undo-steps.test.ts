// What is kept of gestures is bounded by what writing it costs.

import assert from "node:assert/strict";
import test from "node:test";
import type { Point } from "../shapes/geometry";
import { newest, type UndoStep } from "./undo-steps";

const step = (count: number): UndoStep => {
  const points = Array.from({ length: count }, (_, i): Point => [i, i % 7]);
  const changes = { shape: { kind: "polygon", points } as const };
  return { parts: [{ command: "c", back: [{ does: "change", annotation: "a", changes }] }] };
};

test("gestures on usual shapes are all kept", () => {
  assert.equal(newest(Array(200).fill(step(20)), 60_000).length, 200);
});

test("of gestures on a shape of six thousand nodes the newest ten are kept", () => {
  const all = [step(3), ...Array<UndoStep>(30).fill(step(6000))];
  assert.equal(newest(all, 60_000).length, 10);
  assert.equal(newest(all, 60_000).at(-1), all.at(-1));
});
