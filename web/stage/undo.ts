/** Every gesture is performed here; taking one back is performing its inverse. */

import { foresee, type Intent, inverse } from "./intents";
import type { Labels } from "./labels";
import type { Queue } from "./queue";

export class Gestures {
  constructor(
    /** What can be taken back and done again; it is kept while other images are shown. */
    private readonly kept: { done: Intent[]; undone: Intent[] },
    private readonly labels: Labels,
    private readonly queue: Queue,
    private readonly account: string,
    private readonly image: string,
  ) {}

  perform(intent: Intent): void {
    const back = this.enact(intent);
    if (!back) return;
    this.kept.done.push(back);
    this.kept.undone = [];
  }

  /** The label it was about, or null if there is nothing to take back. */
  undo(): string | null {
    return this.step(this.kept.done, this.kept.undone);
  }

  redo(): string | null {
    return this.step(this.kept.undone, this.kept.done);
  }

  /** A refused command cannot be taken back. */
  forget(annotation: string): void {
    const others = (intent: Intent): boolean => intent.annotation !== annotation;
    this.kept.done = this.kept.done.filter(others);
    this.kept.undone = this.kept.undone.filter(others);
  }

  private step(from: Intent[], to: Intent[]): string | null {
    const intent = from.pop();
    if (!intent) return null;
    const isGone = intent.does !== "draw" && intent.does !== "restore" && !this.labels.get(intent.annotation);
    if (isGone) return this.step(from, to);
    const back = this.enact(intent);
    if (back) to.push(back);
    return intent.annotation;
  }

  private enact(intent: Intent): Intent | null {
    const back = inverse(intent, this.labels);
    const revision = this.labels.get(intent.annotation)?.revision ?? null;
    foresee(intent, this.labels, this.account);
    this.queue.add(intent, this.image, revision);
    return back;
  }
}
