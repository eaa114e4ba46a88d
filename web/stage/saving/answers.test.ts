// What an answer means for the queue.

import assert from "node:assert/strict";
import test from "node:test";
import { readReply } from "./answers";

const POSITION = { "X-Log-Position": "7" };
const problem = (status: number, code: string): Response =>
  Response.json({ code, title: code, detail: "No." }, { status });

test("done is what the log has a position for", async () => {
  assert.deepEqual(await readReply(new Response(null, { status: 204, headers: POSITION })), {
    is: "done",
    answer: null,
    position: 7,
  });
  assert.deepEqual(await readReply(Response.json({ revision: 2 }, { headers: POSITION })), {
    is: "done",
    answer: { revision: 2 },
    position: 7,
  });
});

test("the page of somebody who stands between is no answer, whatever its status", async () => {
  const page = (): Response =>
    new Response("<title>Welcome to our network</title>", { headers: { "Content-Type": "text/html" } });
  assert.deepEqual(await readReply(page()), { is: "later", seconds: null });
  const redirected = Object.defineProperty(new Response("{}", { headers: POSITION }), "redirected", { value: true });
  assert.deepEqual(await readReply(redirected), { is: "later", seconds: null });
});

test("a server that is busy or away is asked again, when it says so", async () => {
  assert.deepEqual(await readReply(new Response(null, { status: 503, headers: { "Retry-After": "20" } })), {
    is: "later",
    seconds: 20,
  });
  assert.deepEqual(await readReply(new Response(null, { status: 502 })), { is: "later", seconds: null });
});

test("a server that fails at it is asked again, and it is known that it failed", async () => {
  const reply = await readReply(problem(500, "internal"));
  assert.deepEqual(reply.is === "failed" && [reply.problem.code, reply.problem.detail], ["failed", "No."]);
});

test("a session that is over, one of somebody else, and a refusal are told apart", async () => {
  assert.deepEqual(await readReply(problem(401, "sign_in")), { is: "sign-in", as: "signed-out" });
  assert.deepEqual(await readReply(problem(401, "other_account")), { is: "sign-in", as: "other-account" });
  const reply = await readReply(problem(409, "similar_annotation"));
  assert.equal(reply.is === "refused" && reply.problem.code, "similar_annotation");
});
