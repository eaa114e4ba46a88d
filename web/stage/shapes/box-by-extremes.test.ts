// A box from four clicks on the outermost points.

import assert from "node:assert/strict";
import test from "node:test";
import { BoxByExtremes } from "./box-by-extremes";

const frame = { width: 640, height: 480 };

function clicked(...points: [number, number][]): BoxByExtremes {
  const extremes = new BoxByExtremes(frame);
  for (const point of points) extremes.place(point);
  return extremes;
}

test("four clicks in any order make the box around them", () => {
  const extremes = clicked([50, 100.126], [20, 40], [35, 10]);
  assert.deepEqual(extremes.place([90, 30])?.points, [
    [20, 10],
    [90, 100.13],
  ]);
  assert.deepEqual(extremes.nodes, [
    [50, 100.13],
    [20, 40],
    [35, 10],
    [90, 30],
  ]);
});

test("a corner may be clicked twice, and clicks outside count at the edge", () => {
  assert.deepEqual(clicked([0, 0], [0, 0], [2, 2]).place([2, 2])?.points, [
    [0, 0],
    [2, 2],
  ]);
  assert.deepEqual(clicked([-5, 10], [700, 20], [30, -3]).place([30, 500])?.points, [
    [0, 0],
    [640, 480],
  ]);
});

test("a fourth click that leaves no width is not taken, and the others stay", () => {
  const extremes = clicked([10, 10], [10.4, 40], [10.2, 20]);
  assert.equal(extremes.place([10, 30]), null);
  assert.ok(extremes.refusal);
  assert.equal(extremes.nodes.length, 3);
  assert.deepEqual(extremes.place([14, 30])?.points, [
    [10, 10],
    [14, 40],
  ]);
});

test("clicks are taken back one by one", () => {
  const extremes = clicked([1, 1], [2, 2]);
  assert.equal(extremes.back(), true);
  assert.equal(extremes.back(), false);
});
