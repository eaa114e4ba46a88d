import assert from "node:assert/strict";
import test from "node:test";
import { type Command, type Intent, request } from "../intents";
import { type Listener, pause, Queue, type Send, type State } from "../queue";
import { MemoryStore, type Refused } from "../store";

const draw: Intent = { does: "draw", annotation: "a", type: "t", shape: { kind: "point", points: [[1, 2]] } };
const blur: Intent = { does: "change", annotation: "a", changes: { blurred: true } };

const answer = (revision: number): Response => Response.json({ annotation: "a", revision }, { headers: { "X-Log-Position": "7" } });
const refusal = (status: number, code: string): Response => Response.json({ code, title: code, detail: "No." }, { status });

/** A queue whose server answers in turn, and everything that was seen of it. */
function queue(...answers: (() => Response)[]) {
  const sent: Command[] = [];
  const refused: Refused[] = [];
  const states: State[] = [];
  const store = new MemoryStore();
  let settle = (): void => {};
  const send: Send = async (command) => {
    sent.push(structuredClone(command));
    const next = answers.shift();
    if (!next) throw new Error("not reached");
    return next();
  };
  const listener: Listener = {
    done: () => {},
    refused: (one) => refused.push(one),
    state: (state) => {
      states.push(state);
      if (state === "saved") settle();
    },
  };
  const settled = (): Promise<void> => new Promise((resolve) => (settle = resolve));
  return { queue: new Queue("me", store, send, listener), store, sent, refused, states, settled };
}

test("a later command is made on the revision the earlier one was answered with", async () => {
  const { queue: it, sent, store, settled } = queue(() => answer(4), () => answer(5));
  const end = settled();
  it.add(draw, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.deepEqual(sent.map(({ revision }) => revision), [null, 4]);
  assert.deepEqual(await store.waiting("me"), []);
});

test("what failed is sent again under the same id", async () => {
  const { queue: it, sent, states, settled } = queue(() => refusal(503, "busy"), () => answer(1));
  const end = settled();
  it.add(draw, "i", null);
  while (!states.includes("unreached")) await new Promise((resolve) => setTimeout(resolve));
  it.hurry();
  await end;
  assert.equal(sent.length, 2);
  assert.equal(sent[0]?.id, sent[1]?.id);
});

test("a refused command takes those built on it along, and none is lost", async () => {
  const { queue: it, sent, refused, store, settled } = queue(() => refusal(409, "similar_annotation"));
  const end = settled();
  it.add(draw, "i", null);
  it.add(blur, "i", 1);
  await end;
  assert.equal(sent.length, 1);
  assert.deepEqual(refused.map(({ problem }) => problem.code), ["similar_annotation", "similar_annotation"]);
  assert.equal((await store.refused("me")).length, 2);
});

test("what an earlier page left behind is sent first", async () => {
  const { queue: it, sent, store, settled } = queue(() => answer(1));
  await store.add({ id: "left", account: "me", image: "i", intent: draw, revision: null, follows: null });
  const end = settled();
  assert.equal((await it.open()).length, 1);
  await end;
  assert.equal(sent[0]?.id, "left");
});

test("another account's commands stay where they are", async () => {
  const { queue: it, sent, store } = queue();
  await store.add({ id: "x", account: "somebody", image: "i", intent: draw, revision: null, follows: null });
  assert.deepEqual(await it.open(), []);
  assert.equal(sent.length, 0);
});

test("pauses grow to half a minute", () => {
  assert.deepEqual([1, 2, 3, 9].map(pause), [1, 2, 4, 30]);
});

test("requests say what the API expects", () => {
  const made = (intent: Intent, revision: number | null): Command => ({ id: "c", account: "me", image: "i", intent, revision, follows: null });
  assert.equal(request(made(draw, null)).path, "/api/v1/images/i/annotations");
  assert.equal(request(made(blur, 3)).ifMatch, 3);
  assert.deepEqual(request(made({ does: "vote", annotation: "a", verdict: "reject" }, 3)).body, { verdict: "reject", revision: 3 });
  assert.equal(request(made({ does: "erase", annotation: "a" }, 3)).method, "DELETE");
});
