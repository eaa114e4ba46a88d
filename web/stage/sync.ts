/** Between the page and the server: gestures out through the queue, answers and live news in. */

import type { Bench } from "./bench";
import { type Command, foresee, type Intent } from "./intents";
import { fromAnswer, type Label } from "./labels";
import { Live } from "./live";
import { outbox } from "./outbox";
import type { Queue, State } from "./queue";
import { type Annotation, type Shape } from "./shapes";
import { showRefusal, showState } from "./status";
import type { Refused, Store } from "./store";
import { Gestures } from "./undo";

interface News {
  readonly label: Label | null;
  readonly position: number;
}

export class Sync {
  private queue: Queue | null = null;
  private store: Store | null = null;
  private gestures: Gestures | null = null;
  private readonly early: Intent[] = [];
  /** News about labels that are held or have commands waiting. */
  private readonly later = new Map<string, News>();

  constructor(
    private readonly bench: Bench,
    private readonly account: string,
    private readonly leaving: AbortSignal,
  ) {}

  async open(): Promise<void> {
    const { bench, leaving } = this;
    const box = await outbox(this.account);
    const { queue, store } = box;
    this.store = store;
    this.queue = queue;
    this.gestures = new Gestures(box.gesturesOn(bench.image), bench.labels, queue, this.account, bench.image);
    for (const { image, intent } of queue.waiting()) if (image === bench.image) foresee(intent, bench.labels, this.account);
    for (const intent of this.early.splice(0)) this.perform(intent);
    if (leaving.aborted) return;
    leaving.addEventListener("abort", box.listen(this));
    const live = new Live(bench.image, Number(bench.host.dataset["position"] ?? 0), (id, label, position) => this.hear(id, { label, position }));
    leaving.addEventListener("abort", () => live.close());
    for (const refused of await store.refused(this.account)) if (!leaving.aborted) this.mourn(refused);
  }


  perform(intent: Intent): void {
    if (this.gestures) this.gestures.perform(intent);
    else this.early.push(intent);
  }

  undo(): string | null {
    return this.gestures?.undo() ?? null;
  }

  redo(): string | null {
    return this.gestures?.redo() ?? null;
  }

  done(command: Command, answer: Annotation | null, position: number): void {
    if (command.image !== this.bench.image) return;
    const { annotation, does } = command.intent;
    if (answer) this.hear(annotation, { label: fromAnswer(answer), position });
    else if (does === "erase") this.hear(annotation, { label: null, position });
    this.catchUp(annotation);
  }

  refused(refused: Refused): void {
    this.mourn(refused);
    const { intent } = refused.command;
    this.gestures?.forget(intent.annotation);
    if (intent.does === "draw") this.bench.labels.remove(intent.annotation);
    if (refused.command.image === this.bench.image) void this.reload();
  }

  state(state: State, waiting: number): void {
    const here = encodeURIComponent(location.pathname + location.search);
    showState(state, waiting, `${this.bench.host.dataset["signIn"] ?? "/sign-in"}?next=${here}`);
  }

  /** A label is free again: what was heard meanwhile counts now. */
  catchUp(id: string): void {
    const news = this.later.get(id);
    if (news) this.hear(id, news);
  }

  private hear(id: string, news: News): void {
    const isBusy = this.bench.held?.id === id || this.queue?.isWaitingFor(id);
    const known = this.later.get(id);
    const newest = known && known.position > news.position ? known : news;
    if (isBusy) this.later.set(id, newest);
    else {
      this.later.delete(id);
      this.bench.labels.learn(id, newest.label, newest.position);
    }
  }

  /** After a refusal the server's word replaces what was foreseen. */
  private async reload(): Promise<void> {
    const { image, labels } = this.bench;
    const response = await fetch(`/api/v1/images/${image}/annotations`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok) return;
    const { position, annotations } = (await response.json()) as { position: number; annotations: Annotation[] };
    const there = new Set(annotations.map(({ annotation }) => annotation));
    for (const annotation of annotations) this.hear(annotation.annotation, { label: fromAnswer(annotation), position });
    for (const { id } of labels.all()) if (!there.has(id)) this.hear(id, { label: null, position });
  }

  private mourn(refused: Refused): void {
    const { command, problem } = refused;
    const isHere = command.image === this.bench.image;
    const { shape, type } = this.lost(command.intent);
    const name = isHere ? (this.bench.types.get(type)?.name ?? "Label") : "On another image";
    if (isHere) this.bench.overlay.ghost(refused.id, shape, this.bench.colour(type));
    showRefusal(refused, name, () => {
      this.bench.overlay.ghost(refused.id, null, "");
      void this.store?.dismiss(refused.id);
    });
    if (isHere && problem.subject) this.bench.select(problem.subject);
  }

  private lost(intent: Intent): { shape: Shape | null; type: string } {
    if (intent.does === "draw") return intent;
    const type = this.bench.labels.get(intent.annotation)?.type ?? "";
    return { shape: intent.does === "change" ? (intent.changes.shape ?? null) : null, type };
  }
}
