/** Every gesture is performed here; taking one back is performing its inverse. Kept, so that it survives a reload. */

import type { Answer } from "./answers";
import { aboutOf, type Command, foresee, type Intent, inverse } from "./intents";
import type { Labels } from "./labels";
import type { Queue } from "./queue";

/** One gesture that can be taken back. */
interface Done {
  /** What takes it back. */
  readonly back: readonly Intent[];
  /** The commands it was sent as. */
  readonly made: readonly string[];
  /** Somebody else changed a label of it since. */
  readonly isOverlaid?: true;
}

/** The revision a label has as long as nobody else changes it; `command`: once this one is answered. */
interface Basis {
  readonly revision: number | null;
  readonly command: string | null;
}

/** As it lies in the browser, for one account and image. */
export interface Kept {
  readonly key: string;
  readonly done: readonly Done[];
  readonly undone: readonly Done[];
  readonly bases: readonly (readonly [annotation: string, basis: Basis])[];
}

/** What came of undo or redo. */
export type Step =
  | { readonly is: "nothing" }
  | { readonly is: "done"; readonly about: string | null }
  | { readonly is: "skipped"; readonly why: string; readonly about: string | null };

const MOST = 200;
const OVERLAID = "Somebody else changed this label since. Their work stays.";
const PARTLY = "Somebody else changed some of these labels since. Those stay.";
const NOT_YET = "Not copied yet: the server has not answered.";

export class Gestures {
  private done: Done[] = [];
  private undone: Done[] = [];
  private bases = new Map<string, Basis>();
  private readonly key: string;

  constructor(
    private readonly labels: Labels,
    private readonly queue: Queue,
    private readonly image: string,
  ) {
    this.key = `${queue.account}:${image}`;
  }

  /** Takes up what an earlier page, or another tab, has kept, and learns what was answered meanwhile. */
  async open(): Promise<void> {
    const kept = await this.queue.store.gestures(this.key).catch(() => null);
    if (!kept) return;
    [this.done, this.undone, this.bases] = [[...kept.done], [...kept.undone], new Map(kept.bases)];
    const waited = [...this.done, ...this.undone].flatMap(({ made }) => made);
    for (const id of new Set([...waited, ...[...this.bases.values()].flatMap(({ command }) => command ?? [])])) await this.recall(id);
  }

  isOf(key: string): boolean {
    return key === this.key;
  }

  /** As one gesture, which is taken back as one. */
  perform(intents: readonly Intent[]): void {
    const done = this.enact(intents);
    if (done.back.length === 0 && intents.every(({ does }) => does !== "copy")) return;
    this.done = [...this.done, done].slice(-MOST);
    this.undone = [];
    this.keep();
  }

  undo(): Step {
    return this.step("done", "undone");
  }

  redo(): Step {
    return this.step("undone", "done");
  }

  answered({ id, intent }: Command, answer: Answer): void {
    const about = aboutOf(intent);
    if (about !== null) this.learn(about, id, answer && "revision" in answer ? answer.revision : null);
    else if (answer && "copied" in answer) for (const { annotation, revision } of answer.copied) this.bases.set(annotation, { revision, command: null });
    if (answer && "copied" in answer) this.drew(id, answer.copied.map(({ annotation }) => annotation));
    this.keep();
  }

  /** A refused command has nothing to take back, and left the label as it was. */
  refused({ id, intent }: Command): void {
    const others = ({ made }: Done): boolean => !made.includes(id);
    [this.done, this.undone] = [this.done.filter(others), this.undone.filter(others)];
    const about = aboutOf(intent);
    if (about !== null) this.learn(about, id, null);
    this.keep();
  }

  private step(from: "done" | "undone", to: "done" | "undone"): Step {
    const last = this[from].at(-1);
    if (!last) return { is: "nothing" };
    if (last.back.length === 0) return { is: "skipped", why: NOT_YET, about: null };
    this[from] = this[from].slice(0, -1);
    const mine = last.isOverlaid ? [] : last.back.filter((intent) => this.isMine(intent));
    if (mine.length > 0) this[to] = [...this[to], this.enact(mine)];
    this.keep();
    const about = aboutOf((mine[0] ?? last.back[0]) as Intent);
    if (mine.length === last.back.length) return { is: "done", about };
    return { is: "skipped", why: mine.length === 0 ? OVERLAID : PARTLY, about };
  }

  /** Only what nobody else has touched may be taken back. */
  private isMine(intent: Intent): boolean {
    const about = aboutOf(intent);
    if (about === null) return true;
    const label = this.labels.get(about);
    if (intent.does === "restore" || intent.does === "draw") return label === undefined;
    return label !== undefined && (this.queue.isWaitingFor(about) || this.bases.get(about)?.revision === label.revision);
  }

  private enact(intents: readonly Intent[]): Done {
    const back: Intent[] = [];
    const made: string[] = [];
    for (const intent of intents) {
      const inverted = inverse(intent, this.labels);
      if (inverted) back.unshift(inverted);
      made.push(this.send(intent));
    }
    return { back, made };
  }

  private send(intent: Intent): string {
    const about = aboutOf(intent);
    const label = about === null ? undefined : this.labels.get(about);
    const isWaited = about !== null && this.queue.isWaitingFor(about);
    const id = this.queue.add(intent, this.image, label?.revision ?? null);
    foresee(intent, this.labels, this.queue.account);
    if (about === null) return id;
    const basis = this.bases.get(about);
    if (label && basis && !isWaited && basis.revision !== label.revision) this.overlay(about);
    this.bases.set(about, { revision: label?.revision ?? basis?.revision ?? null, command: id });
    return id;
  }

  /** What was done before somebody else's change can no longer be taken back. */
  private overlay(annotation: string): void {
    const mark = (done: Done): Done => (done.back.some((intent) => aboutOf(intent) === annotation) ? { ...done, isOverlaid: true } : done);
    [this.done, this.undone] = [this.done.map(mark), this.undone.map(mark)];
  }

  private learn(annotation: string, command: string, revision: number | null): void {
    const basis = this.bases.get(annotation);
    if (basis?.command === command) this.bases.set(annotation, { revision: revision ?? basis.revision, command: null });
  }

  private drew(command: string, annotations: readonly string[]): void {
    const back = annotations.map((annotation): Intent => ({ does: "erase", annotation }));
    this.done = this.done.flatMap((done) => {
      if (!done.made.includes(command) || done.back.length > 0) return [done];
      return back.length > 0 ? [{ ...done, back }] : [];
    });
  }

  private async recall(id: string): Promise<void> {
    const answered = await this.queue.store.answered(id);
    if (!answered) return;
    if (answered.refusedAs) {
      const others = ({ made }: Done): boolean => !made.includes(id);
      [this.done, this.undone] = [this.done.filter(others), this.undone.filter(others)];
    }
    for (const annotation of answered.drew) if (!this.bases.has(annotation)) this.bases.set(annotation, { revision: 1, command: null });
    this.drew(id, answered.drew);
    for (const [annotation, { command }] of this.bases) if (command === id) this.learn(annotation, id, answered.revision);
  }

  private keep(): void {
    const { key, done, undone, bases } = this;
    void this.queue.store.keepGestures({ key, done, undone, bases: [...bases] }).then(() => this.queue.keptGestures(key), () => {});
  }
}
