// What stands below the picture: whole pixels inside the image, sizes, zoom.

import assert from "node:assert/strict";
import test from "node:test";
import { placeWords, sizeWords, zoomWords } from "./readout";

const FRAME = { width: 640, height: 480 };

test("the pointer's place is a pixel of the image, and nothing outside of it", () => {
  assert.equal(placeWords([0, 479.9], FRAME), "0, 479");
  assert.equal(placeWords([639.99, 0.5], FRAME), "639, 0");
  for (const outside of [
    [-0.1, 3],
    [640, 3],
    [3, 480],
  ] as const)
    assert.equal(placeWords(outside, FRAME), "");
  assert.equal(placeWords(null, FRAME), "");
});

test("every shape tells its size in its own way", () => {
  const at = (...points: [number, number][]): [number, number][] => points;
  assert.equal(sizeWords({ kind: "bounding_box", points: at([10, 20], [130.25, 68]) as never }), "120.3 × 48 px");
  assert.equal(sizeWords({ kind: "line", points: at([0, 0], [30, 40]) as never }), "50 px long");
  assert.equal(
    sizeWords({ kind: "multi_line", points: at([0, 0], [30, 40], [60, 0]) as never }),
    "60 × 40 px, 3 nodes",
  );
  assert.equal(sizeWords({ kind: "polygon", points: at([0, 0], [30, 40], [60, 0]) as never }), "60 × 40 px, 3 nodes");
  assert.equal(sizeWords({ kind: "point", points: at([5, 5]) as never }), "");
});

test("zoom is in per cent, of very large images with a decimal", () => {
  assert.equal(zoomWords(1), "100 %");
  assert.equal(zoomWords(0.0432), "4.3 %");
  assert.equal(zoomWords(40), "4000 %");
});
