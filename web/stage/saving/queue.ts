/** Sends commands in order, again and again until the server has answered each. One for the page, whatever image it shows. */

import { type Answer, type Problem, type Reply, readReply } from "./answers";
import { type Command, drawnAnew, foldInto, type Intent } from "./intents";
import { Outcomes } from "./outcomes";
import { Retry } from "./retry";
import type { SaveState, TryAgain } from "./save-state";
import type { Answered, Refused, Store } from "./store";
import type { TabMessage, Tabs } from "./tabs";
import { WaitingCommands } from "./waiting-commands";

export interface QueueListener {
  done?(command: Command, answer: Answer, position: number): void;
  /** With the refusal it became, or null where nothing is left of it. */
  refused?(command: Command, refused: Refused | null): void;
  /** Another tab had commands answered and did not live to tell. */
  missed?(): void;
  saveStateChanged?(saveState: SaveState): void;
  heard?(message: TabMessage): void;
}

export type Send = (command: Command) => Promise<Response>;

export class Queue {
  private readonly commands: WaitingCommands;
  private readonly outcomes: Outcomes;
  private readonly retry = new Retry();
  private readonly listeners = new Set<QueueListener>();
  /** How it goes in the tab that sends. */
  private elsewhere: SaveState | null = null;
  private isRunning = false;

  constructor(
    readonly account: string,
    readonly store: Store,
    private readonly send: Send,
    private readonly tabs: Tabs,
  ) {
    this.commands = new WaitingCommands(account, store, () => this.changed());
    this.outcomes = new Outcomes(store);
    tabs.listen((message) => this.hear(message));
  }

  /** Takes up, once, what an earlier page left behind; answers what waits. */
  async open(): Promise<Command[]> {
    await this.commands.open();
    return this.commands.all();
  }

  listen(listener: QueueListener): () => void {
    this.listeners.add(listener);
    listener.saveStateChanged?.(this.saveState());
    return () => this.listeners.delete(listener);
  }

  isWaitingFor(annotation: string): boolean {
    return this.commands.lastOf(annotation) !== undefined;
  }

  /** Writes the command down and sends it in its turn; answers its id. */
  add(intent: Intent, image: string, revision: number | null): string {
    const id = this.commands.add(intent, image, revision, (command) => this.tabs.send({ is: "added", command }));
    this.changed();
    return id;
  }

  /** Everything that was added is in the browser's store, or known not to be. */
  kept(): Promise<void> {
    return this.commands.written();
  }

  /** Tries at once: the network is back, or somebody asks. */
  hurry(): void {
    this.retry.hurry();
    this.tabs.send({ is: "hurry" });
  }

  async dismiss(id: string): Promise<void> {
    await this.outcomes.dismiss(id);
    this.tabs.send({ is: "dismissed", id });
  }

  announceHistory(key: string): void {
    this.tabs.send({ is: "history", key });
  }

  saveState(): SaveState {
    const { size: waiting, isKept, isWriting } = this.commands;
    const here = { waiting, isKept, isWriting };
    if (waiting === 0) return { state: "saved", retryAt: null, ...here };
    // Until the browser has it, nobody is told that it waits safely.
    if (isWriting) return { state: "saving", retryAt: null, ...here };
    const { problem } = this.retry;
    if (problem) return { ...problem, ...here };
    // While another tab sends, it knows how that goes.
    return { state: "saving", retryAt: null, ...this.elsewhere, ...here };
  }

  private changed(): void {
    this.showSaveState();
    if (this.commands.size > 0) this.run();
  }

  private run(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    void this.work();
  }

  private async work(): Promise<void> {
    try {
      // A store that does not open yet must not keep other tabs from sending.
      await this.commands.open();
      while (this.commands.size > 0) {
        const reply = await this.tabs.exclusively(() => this.sendFirst());
        if (reply) await this.retry.wait(reply, () => this.tellOfTrouble());
      }
    } finally {
      this.isRunning = false;
      this.showSaveState();
    }
  }

  private tellOfTrouble(): void {
    this.showSaveState();
    this.tabs.send({ is: "save-state", saveState: this.saveState() });
  }

  /** Null: go on. */
  private async sendFirst(): Promise<TryAgain | null> {
    const first = await this.commands.first(this.outcomes, () => this.each((listener) => listener.missed?.()));
    if (!first) return null;
    const before = first.follows === null ? null : await this.outcomes.answered(first.follows);
    const command = before?.isUndrawn ? { ...first, intent: drawnAnew(first.intent) } : first;
    if (before?.refusedAs && !before.isUndrawn) return this.fold(command, before.refusedAs);
    const reply = await this.ask({ ...command, revision: command.revision ?? before?.revision ?? null });
    if (reply.is === "later" || reply.is === "sign-in") return reply;
    if (reply.is === "failed" && !this.retry.isHopeless(command.id)) return reply;
    this.retry.succeeded();
    this.elsewhere = null;
    if (reply.is === "done") await this.finish(command, reply.answer, reply.position);
    else await this.refuse(command, reply.problem);
    return null;
  }

  private async ask(command: Command): Promise<Reply> {
    try {
      return await readReply(await this.send(command));
    } catch {
      return { is: "later", seconds: null };
    }
  }

  private async finish(command: Command, answer: Answer, position: number): Promise<void> {
    const revision = answer && "revision" in answer ? answer.revision : command.revision;
    const drew = answer && "copied" in answer ? answer.copied.map(({ annotation }) => annotation) : [];
    await this.settle(command, null, { revision, drew, refusedAs: null });
    this.tabs.send({ is: "done", command, answer, position });
    this.each((listener) => listener.done?.(command, answer, position));
    this.showSaveState();
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
    this.tabs.send({ is: "refused", command, refused });
    this.each((listener) => listener.refused?.(command, refused));
    this.showSaveState();
  }

  private async settle({ id }: Command, refused: Refused | null, rest: Omit<Answered, "id" | "at">): Promise<void> {
    await this.outcomes.settle({ id, at: Date.now(), ...rest }, refused);
    this.commands.remove(id);
  }

  private hear(message: TabMessage): void {
    if (message.is === "hurry") return this.retry.hurry();
    if (message.is === "added") this.commands.put(message.command);
    if (message.is === "save-state") this.elsewhere = message.saveState;
    if (message.is === "done" || message.is === "refused") {
      this.elsewhere = null;
      this.commands.remove(message.command.id);
      // Somebody got through.
      this.retry.hurry();
    }
    if (message.is === "done") {
      this.each((listener) => listener.done?.(message.command, message.answer, message.position));
    }
    if (message.is === "refused") this.each((listener) => listener.refused?.(message.command, message.refused));
    this.each((listener) => listener.heard?.(message));
    // It is sent from here should the tab it came from be closed before it is answered.
    this.changed();
  }

  private showSaveState(): void {
    const saveState = this.saveState();
    this.each((listener) => listener.saveStateChanged?.(saveState));
  }

  private each(call: (listener: QueueListener) => void): void {
    for (const listener of [...this.listeners]) call(listener);
  }
}
