// What is known of an image that was heard of before it is shown.

import assert from "node:assert/strict";
import test from "node:test";
import type { Label } from "../labels/labels";
import { Live } from "./live";

const ball: Label = {
  id: "ball",
  shape: { kind: "point", points: [[1, 2]] },
  type: "t",
  blurred: false,
  concealed: false,
  revision: 1,
  author: "me",
  accepts: 1,
  rejects: 0,
  vote: "",
};

test("of each label the newest word counts, and only what came after the page was made", () => {
  const live = new Live();
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
