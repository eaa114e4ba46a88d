// A bounding box as it is drawn, moved, resized and grown.

import assert from "node:assert/strict";
import test from "node:test";
import { boundingBox } from "./bounding-box";
import { type BoundingBox, boxBetween } from "./box";
import { BoxByCorners } from "./box-by-corners";
import type { Corner } from "./definition";
import type { Point } from "./geometry";

const frame = { width: 640, height: 480 };
const box: BoundingBox = {
  kind: "bounding_box",
  points: [
    [100, 100],
    [110, 120],
  ],
};

/** Drags a handle from where it is to a place. */
function dragged(corner: Corner, to: Point): readonly Point[] {
  const at: Point = [corner.includes("w") ? 100 : 110, corner.includes("n") ? 100 : 120];
  return boundingBox.reshaped(box, { is: "corner", corner, at }, at, frame)(to).points;
}

test("a box is drawn in any direction", () => {
  assert.deepEqual(boxBetween([30, 40], [10, 20], frame).points, [
    [10, 20],
    [30, 40],
  ]);
});

test("a box of two by two pixels stays as it is", () => {
  assert.deepEqual(boxBetween([10, 10], [12, 12], frame).points, [
    [10, 10],
    [12, 12],
  ]);
});

test("a box is at least one pixel wide and high, inside the image", () => {
  assert.deepEqual(boxBetween([640, 480], [640, 480.5], frame).points, [
    [639, 479],
    [640, 480],
  ]);
});

test("a moved box stops at the edge and keeps its form", () => {
  assert.deepEqual(boundingBox.moved(box, [-500, 500], frame).points, [
    [0, 460],
    [10, 480],
  ]);
});

test("a handle moves its own sides only and leaves one pixel", () => {
  assert.deepEqual(dragged("e", [300, 5]), [
    [100, 100],
    [300, 120],
  ]);
  assert.deepEqual(dragged("nw", [900, 900]), [
    [109, 119],
    [110, 120],
  ]);
});

test("a handle beside a small box moves its sides by as much as it is moved", () => {
  const handle = boundingBox.handles(box, 1, false).find((one) => one.is === "corner" && one.corner === "se");
  assert.deepEqual(handle?.at, [119, 124]);
  assert.ok(handle);
  assert.deepEqual(boundingBox.reshaped(box, handle, [119, 124], frame)([124, 124]).points, [
    [100, 100],
    [115, 120],
  ]);
});

test("a small box has corners only, and they step outwards", () => {
  const corners = (scale: number): number => boundingBox.handles(box, scale, false).length;
  assert.deepEqual([corners(1), corners(2), corners(4)], [4, 6, 8]);
});

test("shift and a nudge grow a box at its right and bottom edge", () => {
  assert.deepEqual(boundingBox.grown(box, [1, 0], frame).points, [
    [100, 100],
    [111, 120],
  ]);
  assert.deepEqual(boundingBox.grown(box, [0, -1], frame).points, [
    [100, 100],
    [110, 119],
  ]);
});

test("two clicks make a box, and a second one in the same place takes the first back", () => {
  const corners = new BoxByCorners(frame);
  assert.equal(corners.place([30, 40], 3), null);
  assert.deepEqual(corners.soFar([10, 20]).points, [
    [10, 20],
    [30, 40],
  ]);
  assert.deepEqual(corners.place([10, 20], 3)?.points, [
    [10, 20],
    [30, 40],
  ]);
  corners.place([30, 40], 3);
  assert.equal(corners.place([31, 40], 3), null);
  assert.deepEqual(corners.nodes, []);
});
