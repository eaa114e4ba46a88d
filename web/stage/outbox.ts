/** The one queue of a page, with the events that make it try again. */

import { Queue, sendByFetch } from "./queue";
import { openStore } from "./store-database";
import { BrowserTabs } from "./tabs";

const queues = new Map<string, Promise<Queue>>();

/** Of this person; opened once, whatever images the page shows. */
export function queueOf(account: string): Promise<Queue> {
  const known = queues.get(account);
  if (known) return known;
  const opened = openStore().then((store) => new Queue(account, store, sendByFetch, new BrowserTabs(account)));
  queues.set(account, opened);
  void opened.then(watch);
  return opened;
}

function watch(queue: Queue): void {
  const again = (): void => queue.hurry();
  addEventListener("online", again);
  addEventListener("pageshow", again);
  // Back from the tab in which somebody signed in.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  addEventListener("beforeunload", (event) => {
    const { waiting, isKept } = queue.standing();
    if (waiting > 0 && !isKept) event.preventDefault();
  });
}

export function signInFrom(signIn = "/sign-in"): string {
  return `${signIn}?to=${encodeURIComponent(location.pathname + location.search)}`;
}
