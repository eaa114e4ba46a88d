// Points and bounds inside the image.

import assert from "node:assert/strict";
import test from "node:test";
import { clip, distanceToEdge, moveWithin, snap } from "./geometry";

const frame = { width: 640, height: 480 };

test("coordinates are snapped to hundredths of a pixel", () => {
  assert.equal(snap(1.005001), 1.01);
  assert.equal(snap(12.3449), 12.34);
  assert.equal(Object.is(snap(-0.001), 0), true);
});

test("a node may lie on the far edge", () => {
  assert.deepEqual(clip([700, -3], frame), [640, 0]);
});

test("a move ends where the image does", () => {
  const bounds = { left: 100, top: 100, right: 110, bottom: 120 };
  assert.deepEqual(moveWithin(bounds, [-500, 500], frame), [-100, 360]);
  assert.deepEqual(moveWithin(bounds, [900, 3], frame, 1), [529, 3]);
});

test("how far it is to an edge is measured to the nearest of its points", () => {
  assert.equal(
    distanceToEdge(
      [5, 3],
      [
        [0, 0],
        [10, 0],
      ],
    ),
    3,
  );
  assert.equal(
    distanceToEdge(
      [13, 4],
      [
        [0, 0],
        [10, 0],
      ],
    ),
    5,
  );
});
