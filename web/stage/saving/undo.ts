/** Every gesture is performed here; taking one back is performing its inverse. Kept, so that it survives a reload. */

import type { Labels } from "../labels/labels";
import type { Answer } from "./answers";
import { aboutOf, applyOptimistically, type Command, type Copy, type Intent, inverse } from "./intents";
import type { Queue } from "./queue";
import type { UndoResult } from "./saving";
import type { Answered } from "./store";
import {
  type BaseRevision,
  backOf,
  copyOf,
  drew,
  newest,
  overlaid,
  type StoredHistory,
  type UndoPart,
  type UndoStep,
  without,
} from "./undo-steps";

const MOST = 200;
/** In what outlives the page: some ten gestures on a shape of thousands of nodes, and all on usual ones. */
const MOST_POINTS = 60_000;
const OVERLAID = "Somebody else changed this label since. Their work stays.";
const PARTLY = "Somebody else changed some of these labels since. Those stay.";
const NOT_YET = "Not copied yet: the server has not answered.";

export class UndoHistory {
  private done: readonly UndoStep[] = [];
  private undone: readonly UndoStep[] = [];
  private bases = new Map<string, BaseRevision>();
  private readonly key: string;
  private isOpen = false;
  /** Answers that came before what was kept was read. */
  private readonly early: (() => void)[] = [];
  /** Counts what was done on this page. */
  private steps = 0;

  constructor(
    private readonly labels: Labels,
    private readonly queue: Queue,
    private readonly image: string,
  ) {
    this.key = `${queue.account}:${image}`;
  }

  /**
   * Takes up what an earlier page, or another tab, has kept, and learns what was answered meanwhile. What is performed
   * before that is read comes on top of it.
   */
  async open(): Promise<void> {
    const before = this.steps;
    const memory = await this.queue.store.history(this.key).catch(() => null);
    // What was done here meanwhile has been written, and is newer.
    if (this.isOpen && this.steps > before) return;
    const [done, bases] = this.isOpen ? [[], []] : [this.done, [...this.bases]];
    if (memory) this.takeUp(memory.kept, memory.answered);
    if (!this.isOpen && this.steps > 0) this.putOnTop(done, bases);
    this.isOpen = true;
    for (const answer of this.early.splice(0)) answer();
    if (done.length > 0) this.keep();
  }

  private takeUp({ done, undone, bases }: StoredHistory, answers: readonly Answered[]): void {
    [this.done, this.undone, this.bases] = [done, undone, new Map(bases)];
    for (const answered of answers) this.recall(answered);
  }

  private putOnTop(done: readonly UndoStep[], bases: readonly (readonly [string, BaseRevision])[]): void {
    for (const [annotation, basis] of bases) {
      const known = this.bases.get(annotation);
      if (known?.command === null && known.revision !== basis.revision) this.overlay(annotation);
      this.bases.set(annotation, basis);
    }
    this.done = [...this.done, ...done].slice(-MOST);
    if (done.length > 0) this.undone = [];
  }

  isOf(key: string): boolean {
    return key === this.key;
  }

  /** As one gesture, which is taken back as one. */
  perform(intents: readonly Intent[]): void {
    this.steps += 1;
    const done = this.enact(intents);
    if (!done) return;
    this.done = [...this.done, done].slice(-MOST);
    this.undone = [];
    this.keep();
  }

  /** How many gestures can be taken back. */
  get depth(): number {
    return this.done.length;
  }

  undo(): UndoResult {
    return this.step("done", "undone");
  }

  redo(): UndoResult {
    return this.step("undone", "done");
  }

  /** Whichever tab made the command: what became of it can be read again, and is not written here. */
  answered(command: Command, answer: Answer): void {
    if (!this.isOpen) return void this.early.push(() => this.answered(command, answer));
    const about = aboutOf(command.intent);
    if (about !== null) this.learn(about, command.id, answer && "revision" in answer ? answer.revision : null);
    if (!answer || !("copied" in answer)) return;
    for (const { annotation, revision } of answer.copied) this.bases.set(annotation, { revision, command: null });
    this.drew(
      command.id,
      answer.copied.map(({ annotation }) => annotation),
    );
  }

  /** The label is as it was. */
  refused(command: Command): void {
    if (!this.isOpen) return void this.early.push(() => this.refused(command));
    this.forget(command.id);
    const about = aboutOf(command.intent);
    if (about !== null) this.learn(about, command.id, null);
  }

  private step(from: "done" | "undone", to: "done" | "undone"): UndoResult {
    const last = this[from].at(-1);
    if (!last) return { is: "nothing", about: null };
    const back = backOf(last);
    if (back.length === 0) return { is: "skipped", why: NOT_YET, about: null };
    this.steps += 1;
    this[from] = this[from].slice(0, -1);
    const mine = last.isOverlaid ? [] : back.filter((intent) => this.isMine(intent));
    const copy = copyOf(last);
    const done = copy && from === "done" ? this.eraseCopies(mine, copy) : this.enact(mine);
    if (done) this[to] = [...this[to], done];
    this.keep();
    const about = aboutOf((mine[0] ?? back[0]) as Intent);
    if (mine.length === back.length) return { is: "done", about };
    return { is: "skipped", why: mine.length === 0 ? OVERLAID : PARTLY, about };
  }

  /** Only what nobody else has touched may be taken back. */
  private isMine(intent: Intent): boolean {
    const about = aboutOf(intent);
    if (about === null) return true;
    const label = this.labels.get(about);
    if (intent.does === "restore" || intent.does === "draw") return label === undefined;
    return (
      label !== undefined && (this.queue.isWaitingFor(about) || this.bases.get(about)?.revision === label.revision)
    );
  }

  /** Null if there is nothing in it that could be taken back. */
  private enact(intents: readonly Intent[]): UndoStep | null {
    const parts: UndoPart[] = [];
    for (const intent of intents) {
      const inverted = inverse(intent, this.labels);
      const command = this.send(intent);
      if (intent.does === "copy") parts.push({ command, back: [], copy: intent });
      else if (inverted) parts.push({ command, back: [inverted] });
    }
    return parts.length > 0 ? { parts } : null;
  }

  /** With one command, however many labels they are; done again it is copying again. */
  private eraseCopies(mine: readonly Intent[], copy: Copy): UndoStep | null {
    const annotations = mine.flatMap((intent) => this.seen(aboutOf(intent) ?? "") ?? []);
    // What has a command of its own on its way is deleted after that.
    if (annotations.length === 0 || annotations.length < mine.length) return this.enact(mine);
    return { parts: [{ command: this.send({ does: "erase-all", annotations }), back: [copy] }] };
  }

  private seen(annotation: string): { readonly annotation: string; readonly revision: number } | null {
    const label = this.labels.get(annotation);
    return label && !this.queue.isWaitingFor(annotation) ? { annotation, revision: label.revision } : null;
  }

  private send(intent: Intent): string {
    const about = aboutOf(intent);
    const label = about === null ? undefined : this.labels.get(about);
    const isWaited = about !== null && this.queue.isWaitingFor(about);
    const id = this.queue.add(intent, this.image, label?.revision ?? null);
    applyOptimistically(intent, this.labels, this.queue.account);
    if (about === null) return id;
    const basis = this.bases.get(about);
    if (label && basis && !isWaited && basis.revision !== label.revision) this.overlay(about);
    this.bases.set(about, { revision: label?.revision ?? basis?.revision ?? null, command: id });
    return id;
  }

  private overlay(annotation: string): void {
    [this.done, this.undone] = [overlaid(annotation, this.done), overlaid(annotation, this.undone)];
  }

  private learn(annotation: string, command: string, revision: number | null): void {
    const basis = this.bases.get(annotation);
    if (basis?.command === command) this.bases.set(annotation, { revision: revision ?? basis.revision, command: null });
  }

  private drew(command: string, annotations: readonly string[]): void {
    this.done = drew(command, annotations, this.done);
  }

  private forget(command: string): void {
    [this.done, this.undone] = [without(command, this.done), without(command, this.undone)];
  }

  private recall({ id, revision, drew, refusedAs }: Answered): void {
    if (refusedAs) this.forget(id);
    for (const annotation of drew) {
      if (!this.bases.has(annotation)) this.bases.set(annotation, { revision: 1, command: null });
    }
    this.drew(id, drew);
    for (const [annotation, { command }] of this.bases) if (command === id) this.learn(annotation, id, revision);
  }

  private keep(): void {
    // What is kept is not known yet; it is written together with that.
    if (!this.isOpen) return;
    const { key, bases } = this;
    const [done, undone] = [newest(this.done, MOST_POINTS), newest(this.undone, MOST_POINTS)];
    const kept = { key, at: Date.now(), done, undone, bases: [...bases] };
    void this.queue.store.keepHistory(kept).then(
      () => this.queue.announceHistory(key),
      () => {},
    );
  }
}
