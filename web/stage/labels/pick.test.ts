// Which label a place means.

import assert from "node:assert/strict";
import test from "node:test";
import type { Drawn } from "../shapes/shapes";
import type { Label } from "./labels";
import { after, at } from "./pick";

const label = (id: string, shape: Drawn): Label => ({
  id,
  shape,
  type: "t",
  blurred: false,
  concealed: false,
  revision: 1,
  author: "me",
  accepts: 1,
  rejects: 0,
  vote: "",
});
const field = label("field", {
  kind: "bounding_box",
  points: [
    [0, 0],
    [600, 400],
  ],
});
const ball = label("ball", {
  kind: "bounding_box",
  points: [
    [100, 100],
    [110, 110],
  ],
});
const post = label("post", {
  kind: "line",
  points: [
    [300, 50],
    [300, 350],
  ],
});
const all = [field, post, ball, label("gone", { kind: "point", points: [[599, 399]] })];

const names = (x: number, y: number): string[] => at(all, [x, y], 4).map(({ id }) => id);

test("the smallest label under the pointer comes first", () => {
  assert.deepEqual(names(105, 105), ["ball", "field"]);
});

test("a stroke within reach counts, far away nothing does", () => {
  assert.deepEqual(names(303, 200), ["post", "field"]);
  assert.deepEqual(names(620, 200), []);
});

test("asking again goes through them all and begins anew", () => {
  const found = at(all, [105, 105], 4);
  assert.equal(after(found, null), "ball");
  assert.equal(after(found, "ball"), "field");
  assert.equal(after(found, "field"), "ball");
  assert.equal(after([], "ball"), null);
});

test("labels without a place are nowhere", () => {
  assert.deepEqual(at([{ ...ball, shape: { kind: "not_in_image" } }], [105, 105], 4), []);
});
