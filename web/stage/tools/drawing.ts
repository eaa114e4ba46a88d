/** A shape that is drawn click by click: its nodes so far, and the line to the cursor. */

import type { Bench } from "../bench";
import { keepDraft, keptDraft } from "../drafts";
import type { Drawn, Point } from "../shapes";
import { Path } from "./path";

export class Drawing {
  private path: Path | null = null;

  constructor(private readonly bench: Bench) {}

  get isOpen(): boolean {
    return this.path !== null;
  }

  /** Places the next node, or the first of a new shape. `reach` is how near is the same place. */
  place(at: Point, reach: number): void {
    const type = this.bench.types.chosen();
    if (!type) return;
    if (!this.path) this.bench.select(null);
    this.path ??= new Path(type.kind, type.nodeCount, this.bench.frame);
    const shape = this.path.place(at, reach);
    if (shape) return this.drew(shape);
    this.keep();
    this.sketch(at);
  }

  /** Goes on with what was being drawn when the page went away. False: there was nothing. */
  resume(): boolean {
    const draft = keptDraft(this.bench.host);
    if (!draft || this.path || !this.bench.types.pick(draft.type)) return false;
    for (const node of draft.nodes) this.place(node, 0);
    return this.isOpen;
  }

  /** Ends the path if it has nodes enough. */
  finish(): boolean {
    const shape = this.path?.finish() ?? null;
    if (shape) this.drew(shape);
    return shape !== null;
  }

  /** Escape ends a multi-line that could stand. */
  endLine(): boolean {
    return this.path?.kind === "multi_line" && this.finish();
  }

  back(cursor: Point | null): boolean {
    if (!this.path) return false;
    if (!this.path.back()) this.drop();
    this.keep();
    this.sketch(cursor);
    return true;
  }

  /** Dropping nothing must not cost what an earlier page has kept. */
  drop(): void {
    const wasOpen = this.isOpen;
    this.path = null;
    if (wasOpen) this.keep();
    this.bench.overlay.sketch(null);
  }

  sketch(cursor: Point | null): void {
    if (!this.path) return;
    const points = cursor ? [...this.path.nodes, cursor] : this.path.nodes;
    const kind = this.path.kind === "polygon" && points.length < 3 ? "multi_line" : this.path.kind;
    this.bench.overlay.sketch({ kind, points }, this.bench.types.chosen()?.colour, this.bench.view.scale);
  }

  private keep(): void {
    const type = this.bench.types.chosen();
    keepDraft(this.bench.host, this.path && type && { type: type.id, nodes: this.path.nodes });
  }

  private drew(shape: Drawn): void {
    this.drop();
    this.bench.draw(shape);
  }
}
