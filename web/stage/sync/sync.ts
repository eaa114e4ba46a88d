/** Between one image and the server: gestures out through the page's queue, answers and live news in. */

import type { Answer } from "../saving/answers";
import type { Bench } from "../workspace/workspace";
import { aboutOf, type Command, foresee, type Intent } from "../saving/intents";
import { fromAnswer } from "../labels/labels";
import { live, type News } from "../images/live";
import { queueOf, signInFrom } from "../saving/outbox";
import type { Listener, Queue, Standing } from "../saving/queue";
import { Refusals } from "./refusals";
import type { Annotation } from "../shapes/shapes";
import { Status } from "../saving/save-status";
import type { Refused } from "../saving/store";
import type { Word } from "../saving/tabs";
import { toast } from "../browser/toast";
import { Gestures, type Step } from "../saving/undo";

export class Sync implements Listener {
  private readonly queue: Queue;
  private readonly gestures: Gestures;
  private readonly opened: Promise<void>;
  /** News about labels that are held or have commands waiting. */
  private readonly later = new Map<string, News>();
  /** Something was refused, and what was foreseen of it is still shown. */
  private isOutdated = false;
  /** Where one may only look, nothing is said of saving unless something waits from elsewhere. */
  private saysStanding: boolean;
  private readonly refusals: Refusals;
  private readonly status: Status;

  constructor(
    private readonly bench: Bench,
    private readonly account: string,
    private readonly leaving: AbortSignal,
  ) {
    this.queue = queueOf(account);
    this.saysStanding = bench.mayAnnotate;
    this.gestures = new Gestures(bench.labels, this.queue, bench.image);
    this.opened = this.gestures.open();
    this.refusals = new Refusals(bench, account, this);
    this.status = new Status(() => document.getElementById("save-state"), {
      retry: () => this.queue.hurry(),
      signIn: signInFrom(bench.host.dataset["signIn"]),
    });
  }

  async open(): Promise<void> {
    const { bench, leaving, queue } = this;
    const waiting = await queue.open();
    if (leaving.aborted) return;
    for (const { image, intent } of waiting) if (image === bench.image) foresee(intent, bench.labels, this.account);
    this.until(queue.listen(this));
    this.until(() => this.refusals.close());
    this.until(() => this.status.close());
    this.followLive(bench.host.dataset);
    for (const refused of await queue.store.refused(this.account)) if (!leaving.aborted) this.refusals.show(refused);
  }

  /** From here on news come as they happen; those that may have been missed are asked for. */
  private followLive({ set = "", image = "", position }: DOMStringMap): void {
    this.until(live.listen({ image, heard: (id, news) => this.hear(id, news), reached: () => this.queue.hurry() }));
    if (live.isDeafTo(set)) void this.reload();
    live.follow(set, image, Number(position ?? 0), this.bench.mayAnnotate);
  }

  /** The page shows another image from then on; what waits is sent all the same. */
  private until(ends: () => void): void {
    this.leaving.addEventListener("abort", ends);
  }

  /** As one gesture, which is shown at once. Resolves when the browser has written it down: only then it may be announced. */
  perform(...intents: readonly Intent[]): Promise<void> {
    this.gestures.perform(intents);
    return this.queue.kept();
  }

  undo(shown: (step: Step) => void): Promise<Step> {
    return this.step(() => this.gestures.undo(), shown);
  }

  redo(shown: (step: Step) => void): Promise<Step> {
    return this.step(() => this.gestures.redo(), shown);
  }

  private async step(does: () => Step, shown: (step: Step) => void): Promise<Step> {
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
    if (command.image !== this.bench.image) return;
    this.gestures.answered(command, answer);
    if (answer && "copied" in answer) return this.copied(answer.copied, answer.left_out.length, position);
    const about = aboutOf(command.intent);
    if (about === null) return;
    if (answer && "revision" in answer) this.heardOfMine(about, { label: fromAnswer(answer), position });
    else if (command.intent.does === "erase") this.hear(about, { label: null, position });
    this.catchUp(about);
  }

  refused(command: Command, refused: Refused | null): void {
    if (refused && !isFulfilled(refused)) this.refusals.show(refused);
    else if (refused) void this.queue.dismiss(refused.id);
    if (command.image !== this.bench.image) return;
    this.gestures.refused(command);
    if (command.intent.does === "draw") this.bench.labels.remove(command.intent.annotation);
    this.isOutdated = true;
  }

  missed(): void {
    void this.gestures.open();
    void this.reload();
  }

  standing(standing: Standing): void {
    this.saysStanding ||= standing.waiting > 0;
    if (this.saysStanding) this.status.show(standing);
    // Once for all that was refused in a row.
    if (this.isOutdated && standing.state !== "saving") void this.reload();
  }

  heard(word: Word): void {
    if (word.is === "dismissed") this.refusals.remove(word.id);
    if (word.is === "gestures" && this.gestures.isOf(word.key)) void this.gestures.open();
  }

  /** A label is free again: what was heard meanwhile counts now. */
  catchUp(id: string): void {
    const news = this.later.get(id);
    if (news) this.hear(id, news);
  }

  private copied(labels: readonly Annotation[], leftOut: number, position: number): void {
    for (const label of labels) this.hear(label.annotation, { label: fromAnswer(label), position });
    const count = labels.length === 1 ? "1 label copied" : `${labels.length} labels copied`;
    toast(leftOut === 0 ? `${count}.` : `${count}, ${leftOut} left out.`);
  }

  /** My own answer: while a hand holds the label, at least its revision is known, or the next change would seem stale. */
  private heardOfMine(id: string, news: News): void {
    const { labels } = this.bench;
    const label = labels.get(id);
    if (label && news.label) labels.read({ ...label, revision: news.label.revision });
    this.hear(id, news);
  }

  private hear(id: string, news: News): void {
    const isBusy = this.bench.held?.id === id || this.isWaitingFor(id);
    const known = this.later.get(id);
    const newest = known && known.position > news.position ? known : news;
    if (isBusy) this.later.set(id, newest);
    else {
      this.later.delete(id);
      this.bench.labels.learn(id, newest.label, newest.position);
      this.refusals.refresh(id);
    }
  }

  /** After a refusal the server's word replaces what was foreseen. */
  private async reload(): Promise<void> {
    this.isOutdated = false;
    const { image, labels } = this.bench;
    const response = await fetch(`/api/v1/images/${image}/annotations`, { headers: { Accept: "application/json" } }).catch(() => null);
    this.isOutdated = !response?.ok;
    if (!response?.ok || this.leaving.aborted) return;
    const { position, annotations } = (await response.json()) as { position: number; annotations: Annotation[] };
    const there = new Set(annotations.map(({ annotation }) => annotation));
    for (const annotation of annotations) this.hear(annotation.annotation, { label: fromAnswer(annotation), position });
    for (const { id } of labels.all()) if (!there.has(id)) this.hear(id, { label: null, position });
  }
}

/** Whoever deletes what somebody else has deleted has got what he wanted. */
const isFulfilled = ({ command, problem }: Refused): boolean => command.intent.does === "erase" && problem.code === "erased";
