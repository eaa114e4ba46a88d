import assert from "node:assert/strict";
import test from "node:test";
import { nearest } from "../actions/keep-selection";
import type { Label } from "../labels/labels";
import { Live } from "./live";
import { listed } from "./presence";
import type { Shape } from "../shapes/shapes";

const label = (id: string, type: string, shape: Shape): Label => ({
  id, shape, type, blurred: false, concealed: false, revision: 1, author: "me", accepts: 1, rejects: 0, vote: "",
});
const box = (x: number): Shape => ({ kind: "bounding_box", points: [[x, 0], [x + 10, 10]] });

test("the selection is kept by type, then by place", () => {
  const labels = [label("far", "ball", box(400)), label("near", "ball", box(90)), label("other", "robot", box(100)), label("none", "ball", { kind: "not_in_image" })];
  assert.equal(nearest(labels, { type: "ball", middle: [105, 5] })?.id, "near");
  assert.equal(nearest(labels, { type: "line", middle: [105, 5] }), null);
});

test("who is here reads as people say it", () => {
  assert.equal(listed(["Ada"]), "Ada");
  assert.equal(listed(["Ada", "Ben", "Eve"]), "Ada, Ben and Eve");
});

test("of each label the newest word counts, and only what came after the page was made", () => {
  const live = new Live();
  const ball = label("ball", "t", box(1));
  live.note("image", "ball", { label: ball, position: 12 });
  live.note("image", "ball", { label: null, position: 11 });
  live.note("image", "robot", { label: null, position: 9 });
  assert.deepEqual(live.since("image", 10), [["ball", { label: ball, position: 12 }]]);
  assert.deepEqual(live.since("another", 0), []);
});

test("a page older than what is still known of its set is asked for anew", () => {
  const live = new Live();
  const isKnown = (position: number): boolean => live.isKnownSince("", position);
  for (let i = 0; i < 200; i += 1) live.note(`image ${i}`, "ball", { label: null, position: 10 + i });
  live.note("image 0", "robot", { label: null, position: 300 });
  assert.ok(isKnown(5));
  live.note("one more", "ball", { label: null, position: 301 });
  assert.deepEqual(live.since("image 1", 5), []);
  assert.deepEqual([isKnown(10), isKnown(11)], [false, true]);
  assert.ok(live.isKnownSince("another set", 5));
});
