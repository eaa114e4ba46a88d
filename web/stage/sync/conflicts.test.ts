// What can be chosen when a command was refused.

import assert from "node:assert/strict";
import test from "node:test";
import { type Label, Labels } from "../labels/labels";
import type { Intent } from "../saving/intents";
import type { Refused } from "../saving/store";
import type { Drawn } from "../shapes/shapes";
import { choices } from "./conflicts";

const box = (x: number): Drawn => ({
  kind: "bounding_box",
  points: [
    [x, 10],
    [x + 20, 30],
  ],
});
const label = (id: string, shape: Label["shape"], author = "other"): Label => ({
  id,
  type: "t",
  shape,
  author,
  blurred: false,
  concealed: false,
  revision: 3,
  accepts: 0,
  rejects: 0,
  vote: "",
});

function offered(code: string, intent: Intent, present: readonly Label[], subject?: string) {
  const labels = new Labels(() => {});
  for (const one of present) labels.read(one);
  const command = { id: "c", account: "me", image: "i", intent, revision: 2, follows: null };
  const refused: Refused = { id: "c", command, problem: { code, title: "", detail: "", ...(subject && { subject }) } };
  return choices(refused, labels, "me");
}

const kinds = (list: ReturnType<typeof choices>): string[] => list.map(({ is }) => is);
const mine = (list: ReturnType<typeof choices>): readonly Intent[] => list.find(({ is }) => is === "mine")?.does ?? [];
const draw = (shape: Label["shape"]): Intent => ({ does: "draw", annotation: "new", type: "t", shape });

test("a similar label can be kept or changed to mine, but not both", () => {
  const list = offered("similar_annotation", draw(box(12)), [label("x", box(10))], "x");
  assert.deepEqual(kinds(list), ["theirs", "mine"]);
  assert.deepEqual(mine(list), [{ does: "change", annotation: "x", changes: { shape: box(12) } }]);
});

test("where mine is the same there is nothing to choose", () => {
  assert.deepEqual(kinds(offered("similar_annotation", draw(box(10)), [label("x", box(10))], "x")), ["theirs"]);
});

test("a stale change can be made on top, or become a second label where there is room", () => {
  const change: Intent = { does: "change", annotation: "x", changes: { shape: box(80) } };
  const list = offered("stale_revision", change, [label("x", box(40))], "x");
  assert.deepEqual(kinds(list), ["theirs", "mine", "both"]);
  assert.deepEqual(mine(list), [change]);
  assert.deepEqual(
    list[2]?.does.map(({ does }) => does),
    ["draw"],
  );
  const near: Intent = { does: "change", annotation: "x", changes: { shape: box(43) } };
  assert.deepEqual(kinds(offered("stale_revision", near, [label("x", box(40))], "x")), ["theirs", "mine"]);
});

test("saying that nothing is there asks about every label that says otherwise", () => {
  const list = offered(
    "contradicting_annotation",
    draw({ kind: "not_in_image" }),
    [label("x", box(10)), label("y", box(90))],
    "x",
  );
  assert.deepEqual(
    mine(list).map(({ does }) => does),
    ["erase", "erase", "draw"],
  );
});

test("what the server failed at can be tried again", () => {
  const list = offered("failed", draw(box(10)), []);
  assert.deepEqual(kinds(list), ["again", "dismiss", "copy"]);
  assert.deepEqual(list[0]?.does, [draw(box(10))]);
});

test("without the right there is nothing but to let go, or to take it along", () => {
  assert.deepEqual(kinds(offered("forbidden", draw(box(10)), [])), ["dismiss", "copy"]);
});
