// The queue sends in order, again and again, until each command is answered.

import assert from "node:assert/strict";
import test from "node:test";
import { aboutOf, type Command, type Intent, request } from "./intents";
import { answer, blur, draw, erase, queue, refusal, until } from "./queue.fixture";
import { FAILURES, pause } from "./retry";

test("a later command is made on the revision the earlier one was answered with", async () => {
  const {
    queue: it,
    sent,
    store,
    settled,
  } = queue(
    () => answer(4),
    () => answer(5),
  );
  const end = settled();
  it.add(draw, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(
    sent.map(({ revision }) => revision),
    [null, 4],
  );
  assert.deepEqual(await store.waiting("me"), []);
});

test("what failed is sent again under the same id, and says when", async () => {
  const {
    queue: it,
    sent,
    seen,
    settled,
  } = queue(
    () => refusal(503, "busy"),
    () => answer(1),
  );
  const end = settled();
  it.add(draw, "i", null);
  await until(() => seen.some(({ state, retryAt }) => state === "unreached" && retryAt !== null));
  it.hurry();
  await end;
  assert.equal(sent.length, 2);
  assert.equal(sent[0]?.id, sent[1]?.id);
});

test("a session that is over and one of somebody else are told apart", async () => {
  const {
    queue: it,
    seen,
    settled,
  } = queue(
    () => refusal(401, "sign_in"),
    () => refusal(401, "other_account"),
    () => answer(1),
  );
  const end = settled();
  it.add(draw, "i", null);
  await until(() => seen.some(({ state }) => state === "signed-out"));
  it.hurry();
  await until(() => seen.some(({ state }) => state === "other-account"));
  it.hurry();
  await end;
  assert.equal(seen.at(-1)?.state, "saved");
});

test("that something waits for the server is said once the browser has it", async () => {
  const {
    queue: it,
    store,
    seen,
    settled,
  } = queue(
    () => refusal(503, "busy"),
    () => answer(1),
    () => answer(2),
  );
  const end = settled();
  it.add(draw, "i", null);
  await until(() => it.saveState().state === "unreached");
  const writes: (() => void)[] = [];
  const add = store.add.bind(store);
  store.add = (command) => new Promise<void>((resolve) => writes.push(resolve)).then(() => add(command));
  it.add(blur, "i", 1);
  await until(() => writes.length > 0);
  assert.deepEqual([it.saveState().state, it.saveState().waiting], ["saving", 2], "it is being written down");
  writes[0]?.();
  await until(() => it.saveState().state === "unreached");
  assert.deepEqual([seen.at(-1)?.waiting, (await store.waiting("me")).length], [2, 2]);
  it.hurry();
  await end;
});

test("what the server fails at every time is put aside, to be tried again, and the others go on", async () => {
  const failures = Array.from({ length: FAILURES }, () => () => refusal(500, "internal"));
  const {
    queue: it,
    sent,
    store,
    seen,
    settled,
  } = queue(
    ...failures,
    () => refusal(502, "gateway"),
    () => answer(1),
  );
  const end = settled();
  it.add(draw, "i", null);
  it.add({ ...draw, annotation: "b" }, "i", null);
  it.listen({ saveStateChanged: ({ retryAt }) => retryAt !== null && setTimeout(() => it.hurry()) });
  await end;
  assert.deepEqual(
    sent.map(({ intent }) => aboutOf(intent)),
    [...Array(FAILURES).fill("a"), "b", "b"],
  );
  assert.ok(seen.some(({ state }) => state === "failing"));
  assert.deepEqual(
    (await store.refused("me")).map(({ problem, command }) => [problem.code, command.intent]),
    [["failed", draw]],
  );
});

test("pauses grow to half a minute", () => {
  assert.deepEqual([1, 2, 3, 9].map(pause), [1, 2, 4, 30]);
});

test("requests say what the API expects", () => {
  const made = (intent: Intent, revision: number | null): Command => ({
    id: "c",
    account: "me",
    image: "i",
    intent,
    revision,
    follows: null,
  });
  assert.equal(request(made(draw, null)).path, "/api/v1/images/i/annotations");
  assert.equal(request(made(blur, 3)).ifMatch, 3);
  assert.deepEqual(request(made({ does: "vote", annotation: "a", verdict: "reject" }, 3)).body, {
    verdict: "reject",
    revision: 3,
  });
  assert.equal(request(made(erase, 3)).method, "DELETE");
  assert.deepEqual(request(made({ does: "copy", from: "j", annotations: null }, null)).body, { from: "j" });
});
