/** What others do in the image set: labels, votes, and who is where. One connection for the tab, whatever image it shows. */

import { newId } from "../browser/ids";
import type { Annotation } from "../labels/annotation";
import { fromAnswer, type Label } from "../labels/labels";

export interface LabelNews {
  readonly label: Label | null;
  readonly position: number;
}

/** Somebody at an image of the set. */
export interface PersonHere {
  readonly account: string;
  readonly name: string;
  readonly image: string;
}

export interface LiveListener {
  readonly image: string;
  heard(id: string, news: LabelNews): void;
  /** The server is there (again). */
  reached(): void;
}

/** Images whose news are kept: more than are fetched ahead. */
const MOST = 200;

/** People who only leaf through need not be told of. */
const SETTLE = 150;

export class Live {
  private source: EventSource | null = null;
  private imageSet = "";
  private position = 0;
  /** All news of the set after this position were heard and are still known. */
  private complete = 0;
  private failures = 0;
  private listener: LiveListener | null = null;
  private settling = 0;
  private readonly news = new Map<string, Map<string, LabelNews>>();
  /** This page, to the server. */
  private readonly tab = newId();
  here: readonly PersonHere[] = [];
  showHere: (here: readonly PersonHere[]) => void = () => {};
  private readonly imageListeners = new Set<(image: string, isLabel: boolean) => void>();

  /** What is heard of an image goes there; answers what lets go again. */
  listen(listener: LiveListener): () => void {
    this.listener = listener;
    return () => {
      if (this.listener === listener) this.listener = null;
    };
  }

  /** What happens on any image of the set: whether a label is there, or one has gone. Answers what lets go again. */
  listenToImages(heard: (image: string, isLabel: boolean) => void): () => void {
    this.imageListeners.add(heard);
    return () => this.imageListeners.delete(heard);
  }

  /** Whether a page made at that position may not know of everything that was heard of its set. */
  mayBeOlder(position: number): boolean {
    return [...this.news.values()].some((labels) => [...labels.values()].some((news) => news.position > position));
  }

  /** What happened on an image after the page of it was made. */
  since(image: string, position: number): [string, LabelNews][] {
    return [...(this.news.get(image) ?? [])].filter(([, news]) => news.position > position);
  }

  /** Whether nothing is missing that happened in the set since; one that is not followed is followed from there on. */
  isKnownSince(imageSet: string, position: number): boolean {
    return imageSet !== this.imageSet || position >= this.complete;
  }

  /** Shows an image of this set; `position` is that of its page. */
  follow(imageSet: string, image: string, position: number, isWorking: boolean): void {
    if (this.imageSet !== imageSet) this.begin(imageSet, position);
    clearTimeout(this.settling);
    if (isWorking) this.settling = setTimeout(() => void this.arrive(image), SETTLE);
  }

  /** Whether news of a set that is followed may be missing. */
  mayHaveMissed(imageSet: string): boolean {
    return this.imageSet === imageSet && this.source?.readyState !== EventSource.OPEN;
  }

  /** The server's answer to a command of ours is news as well. */
  note(image: string, id: string, news: LabelNews): void {
    const known = this.news.get(image) ?? new Map<string, LabelNews>();
    if ((known.get(id)?.position ?? -1) > news.position) return;
    this.news.delete(image);
    this.news.set(image, known.set(id, news));
    for (const [oldest, forgotten] of this.news) if (this.news.size > MOST) this.forget(oldest, forgotten);
    for (const heard of this.imageListeners) heard(image, news.label !== null);
  }

  private forget(image: string, forgotten: ReadonlyMap<string, LabelNews>): void {
    this.news.delete(image);
    this.complete = Math.max(this.complete, ...[...forgotten.values()].map(({ position }) => position));
  }

  private begin(imageSet: string, position: number): void {
    this.imageSet = imageSet;
    this.position = position;
    this.complete = position;
    this.failures = 0;
    this.here = [];
    this.connect();
  }

  private connect(): void {
    this.source?.close();
    const source = new EventSource(`/image-sets/${this.imageSet}/live?after=${this.position}&tab=${this.tab}`);
    source.addEventListener("label", (event) => this.readLabel(event as MessageEvent<string>));
    source.addEventListener("here", (event) =>
      this.showPeople(JSON.parse((event as MessageEvent<string>).data) as PersonHere[]),
    );
    source.onopen = () => this.opened();
    source.onerror = () => this.lost(source);
    this.source = source;
  }

  private opened(): void {
    if (this.failures > 0 && this.listener) void this.arrive(this.listener.image);
    this.failures = 0;
    this.listener?.reached();
  }

  /** The browser reconnects by itself with Last-Event-ID, but gives up on an error status. */
  private lost(source: EventSource): void {
    this.failures += 1;
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => this.source === source && this.connect(), Math.min(2 ** this.failures, 60) * 1000);
  }

  private readLabel({ data, lastEventId }: MessageEvent<string>): void {
    this.position = Number(lastEventId) || this.position;
    const said = JSON.parse(data) as
      | (Annotation & { image: string })
      | { annotation: string; image: string; erased: true };
    const news = { label: "erased" in said ? null : fromAnswer(said), position: this.position };
    this.note(said.image, said.annotation, news);
    if (this.listener?.image === said.image) this.listener.heard(said.annotation, news);
  }

  private showPeople(here: readonly PersonHere[]): void {
    this.here = here;
    this.showHere(here);
  }

  private async arrive(image: string): Promise<void> {
    // Presence is a courtesy: when it cannot be told, nothing is lost.
    const body = new URLSearchParams({ tab: this.tab });
    await fetch(`/images/${image}/presence`, {
      method: "POST",
      body,
      credentials: "same-origin",
      keepalive: true,
    }).catch(() => {});
  }
}

/** The tab's. */
export const live = new Live();
