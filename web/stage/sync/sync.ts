/** Between one image and the server: gestures out through the page's queue, answers and live news in. */

import { toast } from "../browser/toast";
import { type LabelNews, live } from "../images/live";
import type { Annotation } from "../labels/annotation";
import { fromAnswer } from "../labels/labels";
import type { Answer } from "../saving/answers";
import { aboutOf, applyOptimistically, type Command, type Intent } from "../saving/intents";
import { queueOf, signInFrom } from "../saving/outbox";
import type { Queue, QueueListener } from "../saving/queue";
import type { SaveState } from "../saving/save-state";
import { SaveStatus } from "../saving/save-status";
import type { Saving, UndoResult } from "../saving/saving";
import type { Refused } from "../saving/store";
import type { TabMessage } from "../saving/tabs";
import { UndoHistory } from "../saving/undo";
import type { Workspace } from "../workspace/workspace";
import { Refusals } from "./refusals";

export class Sync implements Saving, QueueListener {
  private readonly queue: Queue;
  private readonly history: UndoHistory;
  private readonly opened: Promise<void>;
  /** News about labels that are held or have commands waiting. */
  private readonly later = new Map<string, LabelNews>();
  /** Something was refused, and its effect is still shown. */
  private isOutdated = false;
  /** Where one may only look, nothing is said of saving unless something waits from elsewhere. */
  private saysSaveState: boolean;
  private readonly refusals: Refusals;
  private readonly status: SaveStatus;

  constructor(
    private readonly workspace: Workspace,
    private readonly account: string,
    private readonly leaving: AbortSignal,
  ) {
    this.queue = queueOf(account);
    this.saysSaveState = workspace.mayAnnotate;
    this.history = new UndoHistory(workspace.labels, this.queue, workspace.image);
    this.opened = this.history.open();
    this.refusals = new Refusals(workspace, account, this);
    this.status = new SaveStatus(() => document.getElementById("save-state"), {
      retry: () => this.queue.hurry(),
      signIn: signInFrom(workspace.host.dataset["signIn"]),
    });
  }

  async open(): Promise<void> {
    const { workspace, leaving, queue } = this;
    const waiting = await queue.open();
    if (leaving.aborted) return;
    for (const { image, intent } of waiting) {
      if (image === workspace.image) applyOptimistically(intent, workspace.labels, this.account);
    }
    this.until(queue.listen(this));
    this.until(() => this.refusals.close());
    this.until(() => this.status.close());
    this.followLive(workspace.host.dataset);
    for (const refused of await queue.store.refused(this.account)) if (!leaving.aborted) this.refusals.show(refused);
  }

  /** From here on news come as they happen; those that may have been missed are asked for. */
  private followLive({ set = "", image = "", position }: DOMStringMap): void {
    this.until(live.listen({ image, heard: (id, news) => this.learn(id, news), reached: () => this.queue.hurry() }));
    if (live.mayHaveMissed(set)) void this.reload();
    live.follow(set, image, Number(position ?? 0), this.workspace.mayAnnotate);
  }

  /** The page shows another image from then on; what waits is sent all the same. */
  private until(ends: () => void): void {
    this.leaving.addEventListener("abort", ends);
  }

  perform(...intents: readonly Intent[]): Promise<void> {
    this.history.perform(intents);
    return this.queue.kept();
  }

  get depth(): number {
    return this.history.depth;
  }

  undo(shown: (result: UndoResult) => void): Promise<UndoResult> {
    return this.step(() => this.history.undo(), shown);
  }

  redo(shown: (result: UndoResult) => void): Promise<UndoResult> {
    return this.step(() => this.history.redo(), shown);
  }

  private async step(does: () => UndoResult, shown: (result: UndoResult) => void): Promise<UndoResult> {
    await this.opened;
    const step = does();
    shown(step);
    await this.queue.kept();
    return step;
  }

  isWaitingFor(id: string): boolean {
    return this.queue.isWaitingFor(id);
  }

  /** Somebody chose what becomes of a refused command. */
  settle(refused: Refused, does: readonly Intent[]): void {
    if (does.length > 0) void this.perform(...does);
    void this.queue.dismiss(refused.id);
  }

  done(command: Command, answer: Answer, position: number): void {
    const { image, intent } = command;
    const told = aboutOf(intent);
    const label = answer && "revision" in answer ? fromAnswer(answer) : null;
    if (told !== null && (label || intent.does === "erase")) live.note(image, told, { label, position });
    if (command.image !== this.workspace.image) return;
    this.history.answered(command, answer);
    if (answer && "erased" in answer) return this.erased(answer.erased, answer.left_out.length, position);
    if (answer && "copied" in answer) return this.copied(answer.copied, answer.left_out.length, position);
    const about = aboutOf(command.intent);
    if (about === null) return;
    if (answer && "revision" in answer) this.learnOwn(about, { label: fromAnswer(answer), position });
    else if (command.intent.does === "erase") this.learn(about, { label: null, position });
    this.catchUp(about);
  }

  refused(command: Command, refused: Refused | null): void {
    if (refused && !isFulfilled(refused)) this.refusals.show(refused);
    else if (refused) void this.queue.dismiss(refused.id);
    if (command.image !== this.workspace.image) return;
    this.history.refused(command);
    if (command.intent.does === "draw") this.workspace.labels.remove(command.intent.annotation);
    this.isOutdated = true;
  }

  missed(): void {
    void this.history.open();
    void this.reload();
  }

  saveStateChanged(saveState: SaveState): void {
    this.saysSaveState ||= saveState.waiting > 0;
    if (this.saysSaveState) this.status.show(saveState);
    // Once for all that was refused in a row.
    if (this.isOutdated && saveState.state !== "saving") void this.reload();
  }

  heard(message: TabMessage): void {
    if (message.is === "dismissed") this.refusals.remove(message.id);
    if (message.is === "history" && this.history.isOf(message.key)) void this.history.open();
  }

  catchUp(id: string): void {
    const news = this.later.get(id);
    if (news) this.learn(id, news);
  }

  private copied(labels: readonly Annotation[], leftOut: number, position: number): void {
    for (const label of labels) this.learn(label.annotation, { label: fromAnswer(label), position });
    const count = labels.length === 1 ? "1 label copied" : `${labels.length} labels copied`;
    if (leftOut === 0) toast(`${count}.`);
    else toast(`${count}, ${leftOut} left out.`, "kept");
  }

  private erased(ids: readonly string[], leftOut: number, position: number): void {
    for (const id of ids) this.learn(id, { label: null, position });
    if (leftOut === 0) return;
    toast(leftOut === 1 ? "1 label stays: it was changed since." : `${leftOut} labels stay: they were changed since.`);
    void this.reload();
  }

  /** My own answer: while a gesture holds the label, at least its revision is known, or the next change would seem stale. */
  private learnOwn(id: string, news: LabelNews): void {
    const { labels } = this.workspace;
    const label = labels.get(id);
    if (label && news.label) labels.read({ ...label, revision: news.label.revision });
    this.learn(id, news);
  }

  private learn(id: string, news: LabelNews): void {
    const isBusy = this.workspace.held?.id === id || this.isWaitingFor(id);
    const known = this.later.get(id);
    const newest = known && known.position > news.position ? known : news;
    if (isBusy) this.later.set(id, newest);
    else {
      this.later.delete(id);
      this.workspace.labels.learn(id, newest.label, newest.position);
      this.refusals.refresh(id);
    }
  }

  /** After a refusal the server's word replaces what was shown optimistically. */
  private async reload(): Promise<void> {
    this.isOutdated = false;
    const { image, labels } = this.workspace;
    const response = await fetch(`/api/v1/images/${image}/annotations`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    this.isOutdated = !response?.ok;
    if (!response?.ok || this.leaving.aborted) return;
    const { position, annotations } = (await response.json()) as { position: number; annotations: Annotation[] };
    const there = new Set(annotations.map(({ annotation }) => annotation));
    for (const annotation of annotations) {
      this.learn(annotation.annotation, { label: fromAnswer(annotation), position });
    }
    for (const { id } of labels.all()) if (!there.has(id)) this.learn(id, { label: null, position });
  }
}

/** Whoever deletes what somebody else has deleted has got what he wanted. */
const isFulfilled = ({ command, problem }: Refused): boolean =>
  command.intent.does === "erase" && problem.code === "erased";
