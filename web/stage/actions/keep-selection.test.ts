// Which label is selected on the next image.

import assert from "node:assert/strict";
import test from "node:test";
import type { Label } from "../labels/labels";
import type { Shape } from "../shapes/shapes";
import { nearest } from "./keep-selection";

const label = (id: string, type: string, shape: Shape): Label => ({
  id,
  shape,
  type,
  blurred: false,
  concealed: false,
  revision: 1,
  author: "me",
  accepts: 1,
  rejects: 0,
  vote: "",
});
const box = (x: number): Shape => ({
  kind: "bounding_box",
  points: [
    [x, 0],
    [x + 10, 10],
  ],
});

test("the selection is kept by type, then by place", () => {
  const labels = [
    label("far", "ball", box(400)),
    label("near", "ball", box(90)),
    label("other", "robot", box(100)),
    label("none", "ball", { kind: "not_in_image" }),
  ];
  assert.equal(nearest(labels, { type: "ball", middle: [105, 5] })?.id, "near");
  assert.equal(nearest(labels, { type: "line", middle: [105, 5] }), null);
});
