// Gestures are taken back and made again, but never what somebody else did.

import assert from "node:assert/strict";
import test from "node:test";
import type { Annotation } from "../labels/annotation";
import { type Label, Labels } from "../labels/labels";
import { aboutOf, type Intent } from "./intents";
import { Queue, type Send } from "./queue";
import { MemoryStore } from "./store-memory";
import { NO_TABS } from "./tabs";
import { UndoHistory } from "./undo";

const draw = (x: number): Intent => ({
  does: "draw",
  annotation: "a",
  type: "t",
  shape: { kind: "point", points: [[x, 2]] },
});
const move = (x: number): Intent => ({
  does: "change",
  annotation: "a",
  changes: { shape: { kind: "point", points: [[x, 2]] } },
});

/** What a copy made, as the server answers it. */
const COPIES = ["k", "l", "m"].map((annotation) => ({ annotation, revision: 1 }));

/** A page with a server that grants everything and counts revisions. */
async function page(
  store = new MemoryStore(),
  labels = new Labels(() => {}),
  early: readonly Intent[] = [],
  refuses = (_: Intent): boolean => false,
) {
  const sent: Intent["does"][] = [];
  const headers = { "X-Log-Position": "7" };
  const server = { revision: labels.get("a")?.revision ?? 0 };
  const send: Send = async ({ intent }) => {
    sent.push(intent.does);
    if (refuses(intent)) return Response.json({ code: "forbidden" }, { status: 403 });
    if (intent.does === "copy") return Response.json({ copied: COPIES, left_out: [] }, { headers });
    if (intent.does === "erase-all") return Response.json({ erased: [], left_out: [] }, { headers });
    if (intent.does === "erase") return new Response(null, { status: 204, headers });
    if (intent.does === "draw") server.revision = 1;
    if (intent.does === "change") server.revision += 1;
    return Response.json({ annotation: "a", revision: server.revision }, { headers });
  };
  const queue = new Queue("me", store, send, NO_TABS);
  const history = new UndoHistory(labels, queue, "i");
  const opened = history.open();
  for (const intent of early) history.perform([intent]);
  await opened;
  queue.listen({
    refused: (command) => history.refused(command),
    done: (command, answer) => {
      history.answered(command, answer);
      const label = labels.get("a");
      if (label && answer && "revision" in answer) labels.put({ ...label, revision: (answer as Annotation).revision });
    },
  });
  const saved = async (): Promise<void> => {
    while (queue.saveState().waiting > 0) await new Promise((resolve) => setTimeout(resolve));
  };
  return { store, labels, history, sent, server, saved };
}

const x = (labels: Labels): number | undefined => {
  const shape = labels.get("a")?.shape;
  return shape && "points" in shape ? shape.points[0]?.[0] : undefined;
};

test("gestures are taken back one by one, and made again", async () => {
  const { history, labels, saved } = await page();
  for (const intent of [draw(1), move(2), move(3)]) history.perform([intent]);
  await saved();
  history.undo();
  assert.equal(x(labels), 2);
  await saved();
  history.undo();
  history.undo();
  assert.equal(x(labels), undefined);
  assert.equal(history.undo().is, "nothing");
  for (let i = 0; i < 3; i += 1) history.redo();
  await saved();
  assert.equal(x(labels), 3);
});

test("they survive a reload, also when they were answered while no page was open", async () => {
  const before = await page();
  before.history.perform([draw(1)]);
  before.history.perform([move(2)]);
  const { store, labels } = before;
  await before.saved();
  const after = await page(store, labels);
  assert.equal(after.history.undo().is, "done");
  await after.saved();
  assert.equal(x(labels), 1);
  const again = await page(store, labels);
  assert.equal(again.history.redo().is, "done");
  assert.equal(x(labels), 2);
});

test("what somebody else has changed since is not taken back", async () => {
  const { history, labels, saved, sent } = await page();
  history.perform([draw(1)]);
  history.perform([move(2)]);
  await saved();
  const label = labels.get("a") as Label;
  labels.put({ ...label, revision: label.revision + 1, shape: { kind: "point", points: [[9, 9]] } });
  const before = sent.length;
  assert.equal(history.undo().is, "skipped");
  assert.equal(x(labels), 9);
  assert.equal(sent.length, before);
});

test("what is done on top of somebody else's change is taken back to theirs, and no further", async () => {
  const { history, labels, saved, server } = await page();
  history.perform([draw(1)]);
  await saved();
  const label = labels.get("a") as Label;
  server.revision = 2;
  labels.put({ ...label, revision: 2, shape: { kind: "point", points: [[9, 9]] } });
  history.perform([move(3)]);
  await saved();
  assert.equal(history.undo().is, "done");
  assert.equal(x(labels), 9);
  await saved();
  assert.equal(history.undo().is, "skipped");
  assert.equal(x(labels), 9);
});

test("a label that somebody else deleted stays deleted", async () => {
  const { history, labels, saved } = await page();
  history.perform([draw(1)]);
  history.perform([move(2)]);
  await saved();
  labels.remove("a");
  assert.equal(history.undo().is, "skipped");
  assert.equal(labels.get("a"), undefined);
});

test("several commands that were one gesture are taken back as one", async () => {
  const { history, labels, saved } = await page();
  history.perform([draw(1), move(5)]);
  await saved();
  history.undo();
  await saved();
  assert.equal(labels.get("a"), undefined);
  assert.equal(history.undo().is, "nothing");
});

test("of a gesture on many labels, those that somebody else changed stay", async () => {
  const { history, labels, saved } = await page();
  const other: Intent = { does: "draw", annotation: "b", type: "t", shape: { kind: "point", points: [[50, 50]] } };
  history.perform([draw(1), other]);
  await saved();
  const label = labels.get("a") as Label;
  labels.put({ ...label, revision: label.revision + 1 });
  assert.equal(history.undo().is, "skipped");
  assert.deepEqual(
    labels.all().map(({ id }) => id),
    ["a"],
  );
});

for (const when of ["at once", "after a reload"]) {
  test(`of a gesture that was refused in part the rest can be taken back, ${when}`, async () => {
    const refuses = (intent: Intent): boolean => aboutOf(intent) === "b";
    const first = await page(new MemoryStore(), new Labels(() => {}), [], refuses);
    const other: Intent = { does: "draw", annotation: "b", type: "t", shape: { kind: "point", points: [[50, 50]] } };
    first.history.perform([draw(1), other]);
    await first.saved();
    first.labels.remove("b");
    const { history, labels } = when === "at once" ? first : await page(first.store, first.labels);
    assert.equal(history.undo().is, "done");
    assert.deepEqual(labels.all(), []);
    assert.equal(history.undo().is, "nothing");
  });
}

test("what is done before the kept gestures are read is shown at once, and comes on top of them", async () => {
  const before = await page();
  before.history.perform([draw(1)]);
  before.history.perform([move(2)]);
  await before.saved();
  const { history, labels, saved } = await page(before.store, before.labels, [move(3)]);
  assert.equal(x(labels), 3);
  await saved();
  for (const wanted of [2, 1, undefined]) {
    assert.equal(history.undo().is, "done");
    assert.equal(x(labels), wanted);
    await saved();
  }
});

test("a copy is taken back with one command, and made again with one", async () => {
  const { history, labels, sent, saved } = await page();
  const copies = (): void => {
    const label = { type: "t", shape: { kind: "point", points: [[1, 2]] }, blurred: false, concealed: false } as const;
    for (const { annotation, revision } of COPIES) {
      labels.put({ ...label, id: annotation, revision, author: "me", accepts: 1, rejects: 0, vote: "accept" });
    }
  };
  history.perform([{ does: "copy", from: "j", annotations: null }]);
  await saved();
  copies();
  assert.equal(history.undo().is, "done");
  assert.deepEqual(labels.all(), []);
  await saved();
  assert.equal(history.redo().is, "done");
  await saved();
  copies();
  assert.equal(history.undo().is, "done");
  await saved();
  assert.deepEqual(sent, ["copy", "erase-all", "copy", "erase-all"]);
});

test("of a copy that somebody else changed in part the rest is taken back with one command", async () => {
  const { history, labels, sent, saved } = await page();
  history.perform([{ does: "copy", from: "j", annotations: null }]);
  await saved();
  const label = { type: "t", shape: { kind: "point", points: [[1, 2]] }, blurred: false, concealed: false } as const;
  for (const { annotation } of COPIES) {
    const revision = annotation === "l" ? 2 : 1;
    labels.put({ ...label, id: annotation, revision, author: "me", accepts: 1, rejects: 0, vote: "accept" });
  }
  assert.equal(history.undo().is, "skipped");
  assert.deepEqual(
    labels.all().map(({ id }) => id),
    ["l"],
  );
  await saved();
  assert.deepEqual(sent, ["copy", "erase-all"]);
});

test("only the tab that performed a gesture writes it", async () => {
  const one = await page();
  const other = await page(one.store, one.labels);
  one.history.perform([draw(1)]);
  await one.saved();
  const command = { id: "x", account: "me", image: "i", intent: draw(1), revision: null, follows: null };
  other.history.answered(command, null);
  other.history.refused(command);
  const kept = await one.store.history("me:i");
  assert.equal(kept?.kept.done.length, 1);
});
