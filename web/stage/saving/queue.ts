/** Sends commands in order, again and again until the server has answered each. One for the page, whatever image it shows. */

import { type Answer, judge, type Problem, type Verdict } from "./answers";
import { aboutOf, type Command, drawnAnew, foldInto, type Intent, command as make } from "./intents";
import { Outcomes } from "./outcomes";
import type { Answered, Refused, Store } from "./store";
import type { Tabs, Word } from "./tabs";

export type Trouble = "offline" | "unreached" | "failing" | "signed-out" | "other-account";

/** How safe the work is. */
export interface Standing {
  readonly state: "saved" | "saving" | Trouble;
  readonly waiting: number;
  /** When it is tried again, in milliseconds since 1970. */
  readonly retryAt: number | null;
  /** False: only this tab knows what waits. */
  readonly isKept: boolean;
  /** The browser is about to write some of it down. */
  readonly isWriting: boolean;
}

export interface Listener {
  done?(command: Command, answer: Answer, position: number): void;
  /** With the refusal it became, or null where nothing is left of it. */
  refused?(command: Command, refused: Refused | null): void;
  /** Another tab had commands answered and did not live to tell. */
  missed?(): void;
  standing?(standing: Standing): void;
  heard?(word: Word): void;
}

export type Send = (command: Command) => Promise<Response>;

type Later = Extract<Verdict, { is: "later" | "failed" | "sign-in" }>;

/** So often the server may fail at a command before it is put aside, to be tried again when somebody asks. */
export const FAILURES = 5;

/** Seconds before the next try, by how many have failed. */
export const pause = (failures: number): number => Math.min(2 ** (failures - 1), 30);

export class Queue {
  private readonly queued = new Map<string, Command>();
  private readonly writes = new Set<Promise<void>>();
  /** Could not be stored: sent all the same, from memory. */
  private readonly unkept = new Set<string>();
  private readonly outcomes: Outcomes;
  private readonly listeners = new Set<Listener>();
  private failures = 0;
  /** Of the server, at each command. */
  private readonly failed = new Map<string, number>();
  private trouble: Trouble = "unreached";
  private retryAt: number | null = null;
  private elsewhere: Standing | null = null;
  private opened: Promise<void> | null = null;
  private isRunning = false;
  private wake: () => void = () => {};

  constructor(
    readonly account: string,
    readonly store: Store,
    private readonly send: Send,
    private readonly tabs: Tabs,
  ) {
    this.outcomes = new Outcomes(store);
    tabs.listen((word) => this.hear(word));
  }

  /** Takes up, once, what an earlier page left behind; answers what waits. */
  async open(): Promise<Command[]> {
    await this.begin();
    return [...this.queued.values()];
  }

  private begin(): Promise<void> {
    this.opened ??= this.store.waiting(this.account).catch((): Command[] => []).then((left) => {
      const here = [...this.queued.values()];
      this.queued.clear();
      for (const command of left) this.queued.set(command.id, command);
      for (const command of here) if (!this.queued.has(command.id)) this.queued.set(command.id, this.after(command));
      this.tell();
      this.run();
    });
    return this.opened;
  }

  /** Made before it was known that others of the same label wait. */
  private after(command: Command): Command {
    const about = aboutOf(command.intent);
    const before = about !== null && command.follows === null ? this.lastOf(about) : undefined;
    return before ? { ...command, revision: null, follows: before.id } : command;
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    listener.standing?.(this.standing());
    return () => this.listeners.delete(listener);
  }

  /** The last command of this label that waits for its answer. */
  private lastOf(annotation: string): Command | undefined {
    return [...this.queued.values()].findLast(({ intent }) => aboutOf(intent) === annotation);
  }

  isWaitingFor(annotation: string): boolean {
    return this.lastOf(annotation) !== undefined;
  }

  /** Writes the command down and sends it in its turn; answers its id. */
  add(intent: Intent, image: string, revision: number | null): string {
    const about = aboutOf(intent);
    const before = about === null ? undefined : this.lastOf(about);
    const command = make(intent, this.account, image, before ? null : revision, before?.id ?? null);
    this.queued.set(command.id, command);
    const write = this.keep(command.id);
    this.writes.add(write);
    void write.then(() => (this.writes.delete(write), this.tell()));
    this.tell();
    this.run();
    return command.id;
  }

  /** Everything that was added is in the browser's store, or known not to be. */
  async kept(): Promise<void> {
    await Promise.all([...this.writes]);
  }

  /** A full disk must not stop the gesture. */
  private async keep(id: string): Promise<void> {
    await this.begin();
    const command = this.queued.get(id);
    if (!command) return;
    const isKept = await this.store.add(command).then(() => true, () => false);
    if (isKept) this.tabs.tell({ is: "added", command });
    else this.unkept.add(id);
  }

  /** Tries at once: the network is back, or somebody asks. */
  hurry(): void {
    this.wake();
    this.tabs.tell({ is: "hurry" });
  }

  async dismiss(id: string): Promise<void> {
    await this.outcomes.dismiss(id);
    this.tabs.tell({ is: "dismissed", id });
  }

  keptGestures(key: string): void {
    this.tabs.tell({ is: "gestures", key });
  }

  standing(): Standing {
    const waiting = this.queued.size;
    const here = { waiting, isKept: this.store.isLasting && this.unkept.size === 0, isWriting: this.writes.size > 0 };
    if (waiting === 0) return { state: "saved", retryAt: null, ...here };
    // Until the browser has it, nobody is told that it waits safely.
    if (here.isWriting) return { state: "saving", retryAt: null, ...here };
    if (this.failures > 0) return { state: this.trouble, retryAt: this.retryAt, ...here };
    // While another tab sends, it knows how that goes.
    return { state: "saving", retryAt: null, ...this.elsewhere, ...here };
  }

  private run(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    void this.work();
  }

  private async work(): Promise<void> {
    try {
      // A store that does not open yet must not keep other tabs from sending.
      await this.begin();
      while (this.queued.size > 0) {
        const later = await this.tabs.alone(() => this.sendFirst());
        if (later) await this.wait(later);
      }
    } finally {
      this.isRunning = false;
      this.tell();
    }
  }

  /** Null: go on. */
  private async sendFirst(): Promise<Later | null> {
    const first = await this.first();
    if (!first) return null;
    const before = first.follows === null ? null : await this.outcomes.answered(first.follows);
    const command = before?.isUndrawn ? { ...first, intent: drawnAnew(first.intent) } : first;
    if (before?.refusedAs && !before.isUndrawn) return this.fold(command, before.refusedAs);
    const verdict = await this.ask({ ...command, revision: command.revision ?? before?.revision ?? null });
    if (verdict.is === "later" || verdict.is === "sign-in") return verdict;
    if (verdict.is === "failed" && !this.isHopeless(command)) return verdict;
    this.failures = 0;
    this.elsewhere = null;
    if (verdict.is === "done") await this.finish(command, verdict.answer, verdict.position);
    else await this.refuse(command, verdict.problem);
    return null;
  }

  /** What is stored counts; memory only where storing failed. */
  private async first(): Promise<Command | null> {
    const known = [...this.queued.values()];
    await this.kept();
    const stored = await this.store.first(this.account, this.outcomes).catch(() => undefined);
    if (stored === undefined) return known[0] ?? null;
    if (stored) {
      this.queued.set(stored.id, stored);
      return stored;
    }
    const unkept = known.find(({ id }) => this.unkept.has(id));
    if (unkept) return unkept;
    for (const { id } of known) this.queued.delete(id);
    if (known.length > 0) this.each((listener) => listener.missed?.());
    return null;
  }

  private isHopeless({ id }: Command): boolean {
    const failures = (this.failed.get(id) ?? 0) + 1;
    this.failed.set(id, failures);
    return failures >= FAILURES;
  }

  private async ask(command: Command): Promise<Verdict> {
    try {
      return await judge(await this.send(command));
    } catch {
      return { is: "later", seconds: null };
    }
  }

  private async wait(verdict: Later): Promise<void> {
    this.failures += 1;
    const seconds = verdict.is === "later" && verdict.seconds !== null ? verdict.seconds : pause(this.failures);
    this.trouble = troubleOf(verdict);
    this.retryAt = Date.now() + seconds * 1000;
    this.tell();
    this.tabs.tell({ is: "standing", standing: this.standing() });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => (clearTimeout(timer), resolve());
    });
    this.wake = () => {};
    this.retryAt = null;
  }

  private async finish(command: Command, answer: Answer, position: number): Promise<void> {
    const revision = answer && "revision" in answer ? answer.revision : command.revision;
    const drew = answer && "copied" in answer ? answer.copied.map(({ annotation }) => annotation) : [];
    await this.settle(command, null, { revision, drew, refusedAs: null });
    this.tabs.tell({ is: "done", command, answer, position });
    this.each((listener) => listener.done?.(command, answer, position));
    this.tell();
  }

  private async refuse(command: Command, problem: Problem): Promise<void> {
    const refused = { id: command.id, command, problem };
    await this.settle(command, refused, { revision: null, drew: [], refusedAs: command.id });
    this.tellRefused(command, refused);
  }

  /** What was built on a refused command cannot stand either: it becomes part of the refusal. */
  private async fold(command: Command, into: string): Promise<null> {
    const root = await this.outcomes.refused(this.account, into);
    const intent = root && foldInto(root.command.intent, command.intent);
    const refused = root && intent ? { ...root, command: { ...root.command, intent } } : null;
    const isUndrawn = !refused && root?.command.intent.does === "draw";
    await this.settle(command, refused, { revision: null, drew: [], refusedAs: into, ...(isUndrawn && { isUndrawn }) });
    if (root && !refused) await this.dismiss(root.id);
    this.tellRefused(command, refused);
    return null;
  }

  private tellRefused(command: Command, refused: Refused | null): void {
    this.tabs.tell({ is: "refused", command, refused });
    this.each((listener) => listener.refused?.(command, refused));
    this.tell();
  }

  private async settle({ id }: Command, refused: Refused | null, rest: Omit<Answered, "id" | "at">): Promise<void> {
    await this.outcomes.settle({ id, at: Date.now(), ...rest }, refused);
    this.queued.delete(id);
    this.unkept.delete(id);
  }

  private hear(word: Word): void {
    if (word.is === "hurry") return this.wake();
    if (word.is === "added") this.queued.set(word.command.id, word.command);
    if (word.is === "standing") this.elsewhere = word.standing;
    if (word.is === "done" || word.is === "refused") {
      this.elsewhere = null;
      this.queued.delete(word.command.id);
      // Somebody got through.
      this.wake();
    }
    if (word.is === "done") this.each((listener) => listener.done?.(word.command, word.answer, word.position));
    if (word.is === "refused") this.each((listener) => listener.refused?.(word.command, word.refused));
    this.each((listener) => listener.heard?.(word));
    this.tell();
    // Should the tab it came from be closed before it is answered.
    if (this.queued.size > 0) this.run();
  }

  private tell(): void {
    const standing = this.standing();
    this.each((listener) => listener.standing?.(standing));
  }

  private each(tell: (listener: Listener) => void): void {
    for (const listener of [...this.listeners]) tell(listener);
  }
}

function troubleOf(verdict: Later): Trouble {
  if (verdict.is === "sign-in") return verdict.as;
  if (verdict.is === "failed") return "failing";
  return isOffline() ? "offline" : "unreached";
}

const isOffline = (): boolean => typeof navigator !== "undefined" && navigator.onLine === false;
