/** What the tests of the queue have in common: commands, answers, and a queue whose server answers in turn. */

import type { Label } from "../labels/labels";
import type { Command, Draw, Intent } from "./intents";
import { Queue, type Send } from "./queue";
import type { SaveState } from "./save-state";
import type { Refused } from "./store";
import { MemoryStore } from "./store-memory";
import { NO_TABS } from "./tabs";

export const draw: Draw = { does: "draw", annotation: "a", type: "t", shape: { kind: "point", points: [[1, 2]] } };
export const blur: Intent = { does: "change", annotation: "a", changes: { blurred: true } };
export const erase: Intent = { does: "erase", annotation: "a" };
export const label: Label = {
  id: "a",
  type: "t",
  shape: { kind: "point", points: [[1, 2]] },
  blurred: false,
  concealed: false,
  revision: 1,
  author: "me",
  accepts: 1,
  rejects: 0,
  vote: "accept",
};
export const restore: Intent = { does: "restore", annotation: "a", label };

export const answer = (revision: number): Response =>
  Response.json({ annotation: "a", revision }, { headers: { "X-Log-Position": "7" } });
export const refusal = (status: number, code: string): Response =>
  Response.json({ code, title: code, detail: "No." }, { status });
export const left = (id: string, account: string): Command => ({
  id,
  account,
  image: "i",
  intent: draw,
  revision: null,
  follows: null,
});

/** A queue whose server answers in turn, and everything that was seen of it. */
export function queue(...answers: (() => Response)[]) {
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

export const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve));
};
