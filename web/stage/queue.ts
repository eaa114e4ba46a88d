/** Sends commands in order, again and again until the server has answered each. */

import { judge, type Problem, type Verdict } from "./answers";
import { type Command, type Intent, command as make, request } from "./intents";
import type { Annotation } from "./shapes";
import type { Refused, Store } from "./store";

export type State = "saved" | "saving" | "unreached" | "signed-out";

export interface Listener {
  done(command: Command, answer: Annotation | null, position: number): void;
  refused(refused: Refused): void;
  state(state: State, waiting: number): void;
}

export type Send = (command: Command) => Promise<Response>;

/** Seconds before the next try, by how many have failed. */
export const pause = (failures: number): number => Math.min(2 ** (failures - 1), 30);

export class Queue {
  private queued: Command[] = [];
  private failures = 0;
  private trouble: State = "unreached";
  private isRunning = false;
  private wake: () => void = () => {};
  private readonly stored = new Map<string, Promise<void>>();

  constructor(
    private readonly account: string,
    private readonly store: Store,
    private readonly send: Send,
    private readonly listener: Listener,
  ) {}

  /** Takes up what an earlier page left behind. */
  async open(): Promise<Command[]> {
    const left = await this.store.waiting(this.account);
    this.queued = [...left, ...this.queued];
    this.run();
    return left;
  }

  /** The last command of this label that waits for its answer. */
  private lastOf(annotation: string): Command | undefined {
    return this.queued.findLast(({ intent }) => intent.annotation === annotation);
  }

  isWaitingFor(annotation: string): boolean {
    return this.lastOf(annotation) !== undefined;
  }

  /** What was not answered yet, in order. */
  waiting(): readonly Command[] {
    return this.queued;
  }

  add(intent: Intent, image: string, revision: number | null): void {
    const before = this.lastOf(intent.annotation);
    const command = make(intent, this.account, image, before ? null : revision, before?.id ?? null);
    this.queued.push(command);
    this.tell();
    // A full disk must not stop the gesture: it is sent all the same.
    this.stored.set(command.id, this.store.add(command).catch(() => {}));
    this.run();
  }

  /** Tries at once: the network is back, or somebody asks. */
  hurry(): void {
    this.wake();
  }

  /** Another tab has had this command answered. */
  async answeredElsewhere(id: string, answer: Annotation | null, position: number): Promise<void> {
    const command = this.queued.find((queued) => queued.id === id);
    if (command) await this.finish(command, answer, position, false);
  }

  private run(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    void this.work().finally(() => {
      this.isRunning = false;
      this.tell();
    });
  }

  private async work(): Promise<void> {
    for (let command = this.queued[0]; command; command = this.queued[0]) {
      this.tell();
      await this.stored.get(command.id);
      this.stored.delete(command.id);
      const verdict = await this.ask(command);
      if (!this.queued.includes(command)) continue;
      if (verdict.is === "done") await this.finish(command, verdict.answer, verdict.position, true);
      else if (verdict.is === "refused") await this.refuse(command, verdict.problem);
      else await this.wait(verdict);
    }
  }

  private async ask(command: Command): Promise<Verdict> {
    try {
      return await judge(await this.send(command));
    } catch {
      return { is: "later", seconds: null };
    }
  }

  private async wait(verdict: Verdict): Promise<void> {
    this.failures += 1;
    const seconds = verdict.is === "later" && verdict.seconds !== null ? verdict.seconds : pause(this.failures);
    this.trouble = verdict.is === "sign-in" ? "signed-out" : "unreached";
    this.tell();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => (clearTimeout(timer), resolve());
    });
  }

  private async finish(command: Command, answer: Annotation | null, position: number, isOurs: boolean): Promise<void> {
    this.failures = 0;
    this.queued = this.queued.filter((queued) => queued !== command);
    for (const next of this.queued.filter(({ follows }) => follows === command.id)) {
      next.revision = answer?.revision ?? command.revision;
      await this.store.update(next);
    }
    await this.store.remove(command.id);
    if (isOurs) this.announce(command.id, answer, position);
    this.listener.done(command, answer, position);
  }

  /** What was built on a refused command cannot stand either. */
  private async refuse(command: Command, problem: Problem): Promise<void> {
    this.failures = 0;
    const refused = { id: command.id, command, problem };
    this.queued = this.queued.filter((queued) => queued !== command);
    await this.store.refuse(refused);
    this.listener.refused(refused);
    for (const next of this.queued.filter(({ follows }) => follows === command.id)) await this.refuse(next, problem);
  }

  private tell(): void {
    const waiting = this.queued.length;
    const state = this.failures === 0 ? "saving" : this.trouble;
    this.listener.state(waiting === 0 ? "saved" : state, waiting);
  }

  /** Set by the page to tell the other tabs. */
  announce: (id: string, answer: Annotation | null, position: number) => void = () => {};
}

export const sendByFetch: Send = (command) => {
  const { method, path, body, ifMatch } = request(command);
  const headers = new Headers({ "Idempotency-Key": command.id, Accept: "application/json" });
  if (body !== null) headers.set("Content-Type", "application/json");
  if (ifMatch !== null) headers.set("If-Match", `"${ifMatch}"`);
  return fetch(path, { method, headers, body: body === null ? null : JSON.stringify(body), credentials: "same-origin", signal: AbortSignal.timeout(30_000) });
};
