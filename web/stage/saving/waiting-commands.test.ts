// What waits is kept in the browser, and known to all tabs.

import assert from "node:assert/strict";
import test from "node:test";
import type { Command, Intent } from "./intents";
import { Queue, type Send } from "./queue";
import { answer, blur, draw, left, queue, until } from "./queue.fixture";
import { MemoryStore } from "./store-memory";
import { NO_TABS, type TabMessage, type Tabs } from "./tabs";

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
    for (const { id } of await store.waiting("me")) {
      await store.finish({ id, at: 0, revision: 1, drew: [], refusedAs: null });
    }
  };
  const tabs: Tabs = { ...NO_TABS, exclusively: (work) => other().then(work) };
  const it = new Queue(
    "me",
    store,
    async (command) => {
      sent.push(command);
      return answer(1);
    },
    tabs,
  );
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
  const ids = [1, 2, 3, 4, 5, 6].map((n) =>
    (n % 2 ? one : other).add({ ...draw, annotation: `label ${n}` } as Intent, "i", null),
  );
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

test("what is added before it is known what waits comes after it", async () => {
  const {
    queue: it,
    sent,
    store,
    settled,
  } = queue(
    () => answer(4),
    () => answer(5),
  );
  await store.add(left("left", "me"));
  const end = settled();
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(
    sent.map(({ intent, revision }) => [intent.does, revision]),
    [
      ["draw", null],
      ["change", 4],
    ],
  );
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
  const {
    queue: it,
    store,
    sent,
    seen,
    settled,
  } = queue(
    () => answer(4),
    () => answer(5),
    () => answer(6),
  );
  const finish = store.finish.bind(store);
  let failures = 1;
  store.finish = (answered) => (failures-- > 0 ? Promise.reject(new Error("the disk is full")) : finish(answered));
  await store.add(left("left", "me"));
  const end = settled();
  await it.open();
  it.add(blur, "i", 1);
  it.add({ ...draw, annotation: "b" }, "i", null);
  await end;
  assert.deepEqual(
    sent.map(({ intent, revision }) => [intent.does, revision]),
    [
      ["draw", null],
      ["change", 4],
      ["draw", null],
    ],
  );
  assert.deepEqual(await store.waiting("me"), []);
  assert.deepEqual(
    seen.map(({ waiting }) => waiting).filter((waiting, i, all) => waiting !== all[i - 1]),
    [0, 1, 2, 3, 2, 1, 0],
  );
});
