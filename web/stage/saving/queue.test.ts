import assert from "node:assert/strict";
import test from "node:test";
import { aboutOf, type Command, foldInto, type Intent, request } from "./intents";
import type { Label } from "../labels/labels";
import { Queue, type Send } from "./queue";
import { FAILURES, pause } from "./retry";
import type { SaveState } from "./save-state";
import type { Refused } from "./store";
import { MemoryStore } from "./store-memory";
import { NO_TABS, type Tabs, type TabMessage } from "./tabs";

const draw: Intent = { does: "draw", annotation: "a", type: "t", shape: { kind: "point", points: [[1, 2]] } };
const blur: Intent = { does: "change", annotation: "a", changes: { blurred: true } };
const erase: Intent = { does: "erase", annotation: "a" };
const label: Label = { id: "a", type: "t", shape: { kind: "point", points: [[1, 2]] }, blurred: false, concealed: false, revision: 1, author: "me", accepts: 1, rejects: 0, vote: "accept" };
const restore: Intent = { does: "restore", annotation: "a", label };

const answer = (revision: number): Response => Response.json({ annotation: "a", revision }, { headers: { "X-Log-Position": "7" } });
const refusal = (status: number, code: string): Response => Response.json({ code, title: code, detail: "No." }, { status });
const left = (id: string, account: string): Command => ({ id, account, image: "i", intent: draw, revision: null, follows: null });

/** A queue whose server answers in turn, and everything that was seen of it. */
function queue(...answers: (() => Response)[]) {
  const sent: Command[] = [];
  const refused: (Refused | null)[] = [];
  const seen: SaveState[] = [];
  const store = new MemoryStore();
  let settle = (): void => {};
  const send: Send = async (command) => {
    sent.push(structuredClone(command));
    const next = answers.shift();
    if (!next) throw new Error("not reached");
    return next();
  };
  const it = new Queue("me", store, send, NO_TABS);
  it.listen({
    refused: (_, one) => refused.push(one),
    saveStateChanged: (saveState) => {
      seen.push(saveState);
      if (saveState.waiting === 0) settle();
    },
  });
  const settled = (): Promise<void> => new Promise((resolve) => (settle = resolve));
  return { queue: it, store, sent, refused, seen, settled };
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve));
};

test("a later command is made on the revision the earlier one was answered with", async () => {
  const { queue: it, sent, store, settled } = queue(() => answer(4), () => answer(5));
  const end = settled();
  it.add(draw, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(sent.map(({ revision }) => revision), [null, 4]);
  assert.deepEqual(await store.waiting("me"), []);
});

test("what failed is sent again under the same id, and says when", async () => {
  const { queue: it, sent, seen, settled } = queue(() => refusal(503, "busy"), () => answer(1));
  const end = settled();
  it.add(draw, "i", null);
  await until(() => seen.some(({ state, retryAt }) => state === "unreached" && retryAt !== null));
  it.hurry();
  await end;
  assert.equal(sent.length, 2);
  assert.equal(sent[0]?.id, sent[1]?.id);
});

test("a session that is over and one of somebody else are told apart", async () => {
  const { queue: it, seen, settled } = queue(() => refusal(401, "sign_in"), () => refusal(401, "other_account"), () => answer(1));
  const end = settled();
  it.add(draw, "i", null);
  await until(() => seen.some(({ state }) => state === "signed-out"));
  it.hurry();
  await until(() => seen.some(({ state }) => state === "other-account"));
  it.hurry();
  await end;
  assert.equal(seen.at(-1)?.state, "saved");
});

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
  const { queue: it, sent, store, settled } = queue(() => refusal(409, "similar_annotation"), () => refusal(409, "similar_annotation"));
  const end = settled();
  for (const intent of [draw, erase, restore]) it.add(intent, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(sent.map(({ intent }) => intent.does), ["draw", "draw"]);
  const [only, ...others] = await store.refused("me");
  assert.deepEqual(others, []);
  assert.deepEqual(only?.command.intent, { ...draw, blurred: true, concealed: false });
});

test("a refused label that was deleted and brought back is there if it may be by now", async () => {
  const { queue: it, sent, store, settled } = queue(() => refusal(409, "similar_annotation"), () => answer(1), () => answer(2));
  const end = settled();
  for (const intent of [draw, erase, restore]) it.add(intent, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(sent.map(({ intent, revision }) => [intent.does, revision]), [["draw", null], ["draw", null], ["change", 1]]);
  assert.deepEqual(await store.refused("me"), []);
});

test("deleting and bringing back is nothing", () => {
  assert.equal(foldInto(erase, restore), null);
});

test("what an earlier page left behind is sent first", async () => {
  const { queue: it, sent, store, settled } = queue(() => answer(1));
  await store.add(left("left", "me"));
  const end = settled();
  assert.equal((await it.open()).length, 1);
  await end;
  assert.equal(sent[0]?.id, "left");
});

test("another account's commands stay where they are", async () => {
  const { queue: it, sent, store } = queue();
  await store.add(left("x", "somebody"));
  assert.deepEqual(await it.open(), []);
  assert.equal(sent.length, 0);
  assert.equal((await store.waiting("somebody")).length, 1);
});

test("what another tab has had answered is not sent again, and is known to be missed", async () => {
  const store = new MemoryStore();
  const sent: Command[] = [];
  // While this tab waits for its turn, the other has the command answered and is closed.
  const other = async (): Promise<void> => {
    await it.kept();
    for (const { id } of await store.waiting("me")) await store.finish({ id, at: 0, revision: 1, drew: [], refusedAs: null });
  };
  const tabs: Tabs = { ...NO_TABS, exclusively: (work) => other().then(work) };
  const it = new Queue("me", store, async (command) => {
    sent.push(command);
    return answer(1);
  }, tabs);
  let missed = 0;
  it.listen({ missed: () => (missed += 1) });
  it.add(draw, "i", null);
  await until(() => it.saveState().waiting === 0);
  assert.equal(sent.length, 0);
  assert.equal(missed, 1);
});

test("two tabs with one store send each command once, in order", async () => {
  const store = new MemoryStore();
  const sent: string[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const exclusively: Tabs["exclusively"] = (work) => {
    const done = turn.then(work);
    turn = done;
    return done;
  };
  const tabs: Tabs = { ...NO_TABS, exclusively };
  const send: Send = async ({ id }) => {
    sent.push(id);
    await new Promise((resolve) => setTimeout(resolve));
    return answer(1);
  };
  const [one, other] = [new Queue("me", store, send, tabs), new Queue("me", store, send, tabs)];
  for (const tab of [one, other]) await tab.open();
  const ids = [1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? one : other).add({ ...draw, annotation: `label ${n}` } as Intent, "i", null));
  await until(() => one.saveState().waiting + other.saveState().waiting === 0);
  assert.deepEqual(sent, ids);
});

test("what is added is kept before it is sent or announced", async () => {
  const { queue: it, store, sent, settled } = queue(() => answer(1));
  const add = store.add.bind(store);
  let write = (): void => {};
  store.add = (command) => new Promise((resolve) => (write = () => resolve(add(command))));
  let isAnnounced = false;
  await it.open();
  it.add(draw, "i", null);
  const end = settled();
  void it.kept().then(() => (isAnnounced = true));
  for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([isAnnounced, it.saveState().isWriting, sent.length], [false, true, 0]);
  write();
  await it.kept();
  assert.equal((await store.waiting("me")).length, 1);
  await end;
  assert.deepEqual([isAnnounced, it.saveState().isWriting, sent.length], [true, false, 1]);
});

test("that something waits for the server is said once the browser has it", async () => {
  const { queue: it, store, seen, settled } = queue(() => refusal(503, "busy"), () => answer(1), () => answer(2));
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

test("what is added before it is known what waits comes after it", async () => {
  const { queue: it, sent, store, settled } = queue(() => answer(4), () => answer(5));
  await store.add(left("left", "me"));
  const end = settled();
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(sent.map(({ intent, revision }) => [intent.does, revision]), [["draw", null], ["change", 4]]);
});

test("a tab whose store does not open yet keeps no other from sending", async () => {
  const store = new MemoryStore();
  store.waiting = () => new Promise(() => {});
  let turns = 0;
  let heard: (message: TabMessage) => void = () => {};
  const tabs: Tabs = {
    send: () => {},
    listen: (listener) => {
      heard = listener;
    },
    exclusively: (work) => {
      turns += 1;
      return work();
    },
  };
  const it = new Queue("me", store, async () => answer(1), tabs);
  heard({ is: "added", command: left("x", "me") });
  for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([it.saveState().waiting, turns], [1, 0]);
});

test("what cannot be stored is sent from memory, and the page knows", async () => {
  const { queue: it, store, sent, seen, settled } = queue(() => answer(1));
  store.add = () => Promise.reject(new Error("the disk is full"));
  const end = settled();
  it.add(draw, "i", null);
  await end;
  assert.equal(sent.length, 1);
  assert.ok(seen.some(({ isKept }) => !isKept));
});

test("an answer that cannot be stored is stored later, and stops nobody", async () => {
  const { queue: it, store, sent, seen, settled } = queue(() => answer(4), () => answer(5), () => answer(6));
  const finish = store.finish.bind(store);
  let failures = 1;
  store.finish = (answered) => (failures-- > 0 ? Promise.reject(new Error("the disk is full")) : finish(answered));
  await store.add(left("left", "me"));
  const end = settled();
  await it.open();
  it.add(blur, "i", 1);
  it.add({ ...draw, annotation: "b" }, "i", null);
  await end;
  assert.deepEqual(sent.map(({ intent, revision }) => [intent.does, revision]), [["draw", null], ["change", 4], ["draw", null]]);
  assert.deepEqual(await store.waiting("me"), []);
  assert.deepEqual(seen.map(({ waiting }) => waiting).filter((waiting, i, all) => waiting !== all[i - 1]), [0, 1, 2, 3, 2, 1, 0]);
});

test("what the server fails at every time is put aside, to be tried again, and the others go on", async () => {
  const failures = Array.from({ length: FAILURES }, () => () => refusal(500, "internal"));
  const { queue: it, sent, store, seen, settled } = queue(...failures, () => refusal(502, "gateway"), () => answer(1));
  const end = settled();
  it.add(draw, "i", null);
  it.add({ ...draw, annotation: "b" }, "i", null);
  it.listen({ saveStateChanged: ({ retryAt }) => retryAt !== null && setTimeout(() => it.hurry()) });
  await end;
  assert.deepEqual(sent.map(({ intent }) => aboutOf(intent)), [...Array(FAILURES).fill("a"), "b", "b"]);
  assert.ok(seen.some(({ state }) => state === "failing"));
  assert.deepEqual((await store.refused("me")).map(({ problem, command }) => [problem.code, command.intent]), [["failed", draw]]);
});

test("pauses grow to half a minute", () => {
  assert.deepEqual([1, 2, 3, 9].map(pause), [1, 2, 4, 30]);
});

test("requests say what the API expects", () => {
  const made = (intent: Intent, revision: number | null): Command => ({ id: "c", account: "me", image: "i", intent, revision, follows: null });
  assert.equal(request(made(draw, null)).path, "/api/v1/images/i/annotations");
  assert.equal(request(made(blur, 3)).ifMatch, 3);
  assert.deepEqual(request(made({ does: "vote", annotation: "a", verdict: "reject" }, 3)).body, { verdict: "reject", revision: 3 });
  assert.equal(request(made(erase, 3)).method, "DELETE");
  assert.deepEqual(request(made({ does: "copy", from: "j", annotations: null }, null)).body, { from: "j" });
});
