// Messages of the tab: one for one cause, and no more than anybody reads.

import assert from "node:assert/strict";
import test from "node:test";
import { clearMessages, keepMessage, listenToMessages, messages } from "./messages";

// Off the browser there is no page that names an image.
Object.assign(globalThis, { document: { querySelector: () => null } });

test("the same cause is one message that says how often", () => {
  clearMessages();
  for (const text of ["The server is not reached.", "Still not reached."]) keepMessage(text, "unreached");
  keepMessage("2 left out.");
  assert.deepEqual(
    messages().map(({ text, times }) => [text, times]),
    [
      ["Still not reached.", 2],
      ["2 left out.", 1],
    ],
  );
});

test("the oldest go, and clearing is told", () => {
  let told = 0;
  const stop = listenToMessages(() => {
    told += 1;
  });
  for (let i = 0; i < 30; i += 1) keepMessage(`message ${i}`);
  assert.equal(messages().length, 20);
  assert.equal(messages().at(-1)?.text, "message 29");
  clearMessages();
  stop();
  keepMessage("unheard");
  assert.deepEqual([messages().length, told], [1, 31]);
});
