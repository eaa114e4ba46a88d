// While a pen draws, a palm rests.

import assert from "node:assert/strict";
import test from "node:test";
import { Palm } from "./palm";

type Kind = "pen" | "touch" | "mouse";

/** A surface on which things come and go, at milliseconds. */
function surface(): (what: string, kind: Kind, id: number, at: number, isOpen?: boolean) => boolean {
  const palm = new Palm();
  return (what, pointerType, pointerId, timeStamp, isOpen = false) =>
    palm.rests({ type: `pointer${what}`, pointerType, pointerId, timeStamp }, isOpen);
}

test("a finger alone draws", () => {
  const event = surface();
  assert.equal(event("down", "touch", 1, 0), false);
  assert.equal(event("move", "touch", 1, 10), false);
  assert.equal(event("up", "touch", 1, 20), false);
});

test("a palm that comes while the pen is down rests until it is lifted", () => {
  const event = surface();
  assert.equal(event("down", "pen", 9, 0), false);
  assert.equal(event("down", "touch", 1, 5), true);
  assert.equal(event("move", "touch", 1, 8), true);
  assert.equal(event("up", "pen", 9, 10), false);
  assert.equal(event("up", "touch", 1, 5000), true);
  assert.equal(event("down", "touch", 1, 5001), false);
});

test("a palm that was there before the pen rests from then on", () => {
  const event = surface();
  assert.equal(event("down", "touch", 1, 0), false);
  assert.equal(event("down", "pen", 9, 50), false);
  assert.equal(event("move", "touch", 1, 60), true);
  assert.equal(event("up", "touch", 1, 70), true);
});

test("a pen that hovers keeps touches off, until it has been away for a second", () => {
  const event = surface();
  event("move", "pen", 9, 100);
  assert.equal(event("down", "touch", 1, 900), true);
  event("up", "touch", 1, 950);
  assert.equal(event("down", "touch", 2, 1200), false);
});

test("what the pen has begun no touch goes on with, however long it takes", () => {
  const event = surface();
  event("down", "pen", 9, 0);
  event("up", "pen", 9, 10, true);
  assert.equal(event("down", "touch", 1, 60_000, true), true);
  event("up", "touch", 1, 60_010, true);
  assert.equal(event("down", "touch", 2, 61_000), false);
  assert.equal(event("down", "mouse", 3, 61_000, true), false);
});
