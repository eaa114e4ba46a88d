// What becomes of a refused command, and of those that were built on it.

import assert from "node:assert/strict";
import test from "node:test";
import { foldInto } from "./intents";
import { answer, blur, draw, erase, queue, refusal, restore } from "./queue.fixture";

test("what was built on a refused command becomes part of the refusal", async () => {
  const { queue: it, sent, store, settled } = queue(() => refusal(409, "similar_annotation"));
  const end = settled();
  it.add(draw, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.equal(sent.length, 1);
  const [only, ...others] = await store.refused("me");
  assert.deepEqual(others, []);
  assert.deepEqual(only?.command.intent, { ...draw, blurred: true });
});

test("a refused label that was deleted meanwhile asks nothing", async () => {
  const { queue: it, store, refused, settled } = queue(() => refusal(409, "similar_annotation"));
  const end = settled();
  it.add(draw, "i", null);
  it.add(erase, "i", 1);
  await end;
  assert.equal(refused.at(-1), null);
  assert.deepEqual(await store.refused("me"), []);
});

test("a refused label that was deleted and brought back is drawn anew, and refused as such", async () => {
  const {
    queue: it,
    sent,
    store,
    settled,
  } = queue(
    () => refusal(409, "similar_annotation"),
    () => refusal(409, "similar_annotation"),
  );
  const end = settled();
  for (const intent of [draw, erase, restore]) it.add(intent, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(
    sent.map(({ intent }) => intent.does),
    ["draw", "draw"],
  );
  const [only, ...others] = await store.refused("me");
  assert.deepEqual(others, []);
  assert.deepEqual(only?.command.intent, { ...draw, blurred: true, concealed: false });
});

test("a refused label that was deleted and brought back is there if it may be by now", async () => {
  const {
    queue: it,
    sent,
    store,
    settled,
  } = queue(
    () => refusal(409, "similar_annotation"),
    () => answer(1),
    () => answer(2),
  );
  const end = settled();
  for (const intent of [draw, erase, restore]) it.add(intent, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(
    sent.map(({ intent, revision }) => [intent.does, revision]),
    [
      ["draw", null],
      ["draw", null],
      ["change", 1],
    ],
  );
  assert.deepEqual(await store.refused("me"), []);
});

test("deleting and bringing back is nothing", () => {
  assert.equal(foldInto(erase, restore), null);
});
