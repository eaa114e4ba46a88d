// Undo and redo of the shape being drawn, before they reach the labels.

import assert from "node:assert/strict";
import test from "node:test";
import type { Point } from "../shapes/geometry";
import { DraftUndo } from "./draft-undo";

const NODES: readonly Point[] = [
  [10, 10],
  [20, 10],
  [20, 20],
  [10, 20],
  [5, 15],
];

/** A history of labels that are drawn and taken back. */
function desk(): { readonly labels: { depth: number }; readonly history: DraftUndo } {
  const labels = { depth: 2 };
  return { labels, history: new DraftUndo(() => labels.depth) };
}

test("a node that was taken back comes again", () => {
  const { history } = desk();
  history.tookBack("t", [5, 15]);
  assert.deepEqual(history.next(true), { type: "t", node: [5, 15] });
  assert.equal(history.next(true), null);
});

test("nodes come again in their order, also once all of them were taken back", () => {
  const { history } = desk();
  for (const node of NODES.toReversed()) history.tookBack("t", node);
  assert.deepEqual(
    NODES.map(() => history.next(false)?.node),
    NODES,
  );
});

test("a node placed by hand ends what redo knew", () => {
  const { history } = desk();
  history.tookBack("t", [5, 15]);
  history.placed();
  assert.equal(history.next(true), null);
});

test("labels that were taken back after the nodes are redone before them", () => {
  const { labels, history } = desk();
  history.tookBack("t", [10, 10]);
  labels.depth = 1;
  assert.equal(history.next(false), null);
  labels.depth = 2;
  assert.deepEqual(history.next(false)?.node, [10, 10]);
});

test("what was put away comes back once, with all its nodes, before any label is taken back", () => {
  const { history } = desk();
  history.putAway({ type: "t", nodes: NODES });
  assert.deepEqual(history.bringBack(), { type: "t", nodes: NODES });
  assert.equal(history.bringBack(), null);
});

test("what was drawn after it was put away is taken back before it", () => {
  const { labels, history } = desk();
  history.putAway({ type: "t", nodes: NODES });
  labels.depth = 3;
  assert.equal(history.bringBack(), null);
  labels.depth = 2;
  assert.deepEqual(history.bringBack()?.nodes, NODES);
});
