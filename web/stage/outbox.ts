/** The tab's one queue. It outlives the images that are gone through; whichever image is shown hears of its answers. */

import type { Command, Intent } from "./intents";
import { type Listener, Queue, sendByFetch, type State } from "./queue";
import type { Annotation } from "./shapes";
import { openStore, type Refused, type Store } from "./store";

interface Kept {
  done: Intent[];
  undone: Intent[];
}

export class Outbox implements Listener {
  readonly queue: Queue;
  private present: Listener | null = null;
  private last: [State, number] = ["saved", 0];
  /** What may be taken back and done again, per image. */
  private readonly gestures = new Map<string, Kept>();

  private constructor(account: string, readonly store: Store, tabs: BroadcastChannel | null) {
    this.queue = new Queue(account, store, sendByFetch, this);
    this.queue.announce = (...answered) => tabs?.postMessage(answered);
    tabs?.addEventListener("message", ({ data }) => void this.queue.answeredElsewhere(...(data as [string, Annotation | null, number])));
    addEventListener("online", () => this.queue.hurry());
  }

  static async open(account: string): Promise<Outbox> {
    const outbox = new Outbox(account, await openStore(), "BroadcastChannel" in window ? new BroadcastChannel("annals-queue") : null);
    await outbox.queue.open();
    return outbox;
  }

  /** Answers what lets go again. */
  listen(listener: Listener): () => void {
    this.present = listener;
    listener.state(...this.last);
    return () => {
      if (this.present === listener) this.present = null;
    };
  }

  gesturesOn(image: string): Kept {
    const kept = this.gestures.get(image) ?? { done: [], undone: [] };
    this.gestures.set(image, kept);
    return kept;
  }

  done(command: Command, answer: Annotation | null, position: number): void {
    this.present?.done(command, answer, position);
  }

  refused(refused: Refused): void {
    this.present?.refused(refused);
  }

  state(...state: [State, number]): void {
    this.last = state;
    this.present?.state(...state);
  }
}

let opened: Promise<Outbox> | null = null;

/** Opened with the first image; one account per page, because signing out loads another page. */
export const outbox = (account: string): Promise<Outbox> => (opened ??= Outbox.open(account));
