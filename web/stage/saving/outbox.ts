/** The one queue of a page, with the events that make it try again. */

import { request } from "./intents";
import { Queue, type Send } from "./queue";
import { openStore } from "./store-database";
import { LateStore } from "./store-late";
import { BrowserTabs } from "./tabs";

const queues = new Map<string, Queue>();

/** Of this person, whatever images the page shows. */
export function queueOf(account: string): Queue {
  const known = queues.get(account);
  if (known) return known;
  const queue = new Queue(account, new LateStore(openStore()), sendByFetch, new BrowserTabs(account));
  queues.set(account, queue);
  watch(queue);
  return queue;
}

function watch(queue: Queue): void {
  const again = (): void => queue.hurry();
  addEventListener("online", again);
  addEventListener("pageshow", again);
  // Back from the tab in which somebody signed in.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  addEventListener("beforeunload", (event) => {
    const { waiting, isKept, isWriting } = queue.saveState();
    if (isWriting || (waiting > 0 && !isKept)) event.preventDefault();
  });
}

export function signInFrom(signIn = "/sign-in"): string {
  return `${signIn}?to=${encodeURIComponent(location.pathname + location.search)}`;
}

const sendByFetch: Send = (command) => {
  const { method, path, body, ifMatch } = request(command);
  // Whoever is signed in by now, this is the work of one account only.
  const headers = new Headers({
    "Idempotency-Key": command.id,
    "Annals-Account": command.account,
    Accept: "application/json",
  });
  if (body !== null) headers.set("Content-Type", "application/json");
  if (ifMatch !== null) headers.set("If-Match", `"${ifMatch}"`);
  return fetch(path, {
    method,
    headers,
    body: body === null ? null : JSON.stringify(body),
    credentials: "same-origin",
    signal: AbortSignal.timeout(30_000),
  });
};
