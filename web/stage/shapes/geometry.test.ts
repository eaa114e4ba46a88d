import assert from "node:assert/strict";
import test from "node:test";
import { boxBetween, clip, clipLone, contains, distanceTo, snap } from "./geometry";
import { Path } from "./path";
import { deleteNode, grow, insertNode, move, moveNode, resize } from "./reshape";
import type { Drawn } from "./shapes";

const frame = { width: 640, height: 480 };
const box: Drawn = { kind: "bounding_box", points: [[100, 100], [110, 120]] };
const triangle: Drawn = { kind: "polygon", points: [[0, 0], [10, 0], [0, 10]] };

test("coordinates are snapped to hundredths of a pixel", () => {
  assert.equal(snap(1.005001), 1.01);
  assert.equal(snap(12.3449), 12.34);
  assert.equal(Object.is(snap(-0.001), 0), true);
});

test("a node may lie on the far edge, a lone point may not", () => {
  assert.deepEqual(clip([700, -3], frame), [640, 0]);
  assert.deepEqual(clipLone([700, 480], frame), [639.99, 479.99]);
});

test("a box is drawn in any direction", () => {
  assert.deepEqual(boxBetween([30, 40], [10, 20], frame).points, [[10, 20], [30, 40]]);
});

test("a box of two by two pixels stays as it is", () => {
  assert.deepEqual(boxBetween([10, 10], [12, 12], frame).points, [[10, 10], [12, 12]]);
});

test("a box is at least one pixel wide and high, inside the image", () => {
  assert.deepEqual(boxBetween([640, 480], [640, 480.5], frame).points, [[639, 479], [640, 480]]);
});

test("a moved shape stops at the edge and keeps its form", () => {
  assert.deepEqual(move(box, -500, 500, frame).points, [[0, 460], [10, 480]]);
});

test("a box handle moves its own sides only and leaves one pixel", () => {
  assert.deepEqual(resize(box, "e", [300, 5], frame).points, [[100, 100], [300, 120]]);
  assert.deepEqual(resize(box, "nw", [900, 900], frame).points, [[109, 119], [110, 120]]);
});

test("shift and a nudge grow a box at its right and bottom edge", () => {
  assert.deepEqual(grow(box, 1, 0, frame).points, [[100, 100], [111, 120]]);
  assert.deepEqual(grow(box, 0, -1, frame).points, [[100, 100], [110, 119]]);
});

test("a node on top of another leaves the shape as it was", () => {
  assert.equal(moveNode(triangle, 1, [0, 10], frame), moveNode(triangle, 1, [0, 10], frame) && triangle);
  assert.deepEqual(moveNode(triangle, 1, [20, 0], frame).points, [[0, 0], [20, 0], [0, 10]]);
});

test("nodes come and go, but three remain of a polygon", () => {
  const four = insertNode(triangle, 1, [5, 5.5], frame);
  assert.deepEqual(four.points, [[0, 0], [10, 0], [5, 5.5], [0, 10]]);
  assert.deepEqual(deleteNode(four, 2).points, triangle.points);
  assert.equal(deleteNode(triangle, 0), triangle);
});

test("inside and near are told apart", () => {
  assert.ok(contains(triangle, [2, 2]));
  assert.ok(!contains(triangle, [8, 8]));
  assert.equal(distanceTo({ kind: "line", points: [[0, 0], [10, 0]] }, [5, 3]), 3);
});

test("a path ends on its first node, on its last, or when it is full", () => {
  const polygon = new Path("polygon", null, frame);
  for (const at of [[0, 0], [50, 0], [50, 50]] as const) assert.equal(polygon.place(at, 3), null);
  assert.deepEqual(polygon.place([1, 1], 3)?.points, [[0, 0], [50, 0], [50, 50]]);

  const line = new Path("multi_line", null, frame);
  line.place([0, 0], 3);
  line.place([9, 9], 3);
  assert.equal(line.place([10, 10], 3)?.points.length, 2);

  const fixed = new Path("polygon", 3, frame);
  fixed.place([0, 0], 3);
  fixed.place([50, 0], 3);
  assert.equal(fixed.place([50, 50], 3)?.points.length, 3);
});

test("a path with too few nodes cannot be ended", () => {
  const polygon = new Path("polygon", 5, frame);
  for (const at of [[0, 0], [50, 0], [50, 50]] as const) polygon.place(at, 3);
  assert.equal(polygon.finish(), null);
});
