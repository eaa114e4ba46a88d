/** Labels and votes of others, as they happen. */

import { fromAnswer, type Label } from "./labels";
import type { Annotation } from "./shapes";

type Heard = (id: string, label: Label | null, position: number) => void;

export class Live {
  private source: EventSource | null = null;
  private failures = 0;

  constructor(
    private readonly image: string,
    private position: number,
    private readonly heard: Heard,
    /** The server is there (again). */
    private readonly reached: () => void,
  ) {
    this.connect();
  }

  close(): void {
    this.source?.close();
    this.source = null;
  }

  private connect(): void {
    const source = new EventSource(`/images/${this.image}/live?after=${this.position}`);
    source.addEventListener("label", (event) => this.take(event as MessageEvent<string>));
    source.onopen = () => {
      this.failures = 0;
      this.reached();
    };
    // The browser reconnects by itself with Last-Event-ID, but gives up on an error status.
    source.onerror = () => source.readyState === EventSource.CLOSED && this.again();
    this.source = source;
  }

  private again(): void {
    this.failures += 1;
    setTimeout(() => this.source && this.connect(), Math.min(2 ** this.failures, 60) * 1000);
  }

  private take({ data, lastEventId }: MessageEvent<string>): void {
    this.position = Number(lastEventId) || this.position;
    const said = JSON.parse(data) as Annotation | { annotation: string; erased: true };
    this.heard(said.annotation, "erased" in said ? null : fromAnswer(said), this.position);
  }
}
