/** A shape that is drawn click by click: its nodes so far, and the line to the cursor. */

import type { Bench } from "../bench";
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
    if (shape) this.drew(shape);
    else this.sketch(at);
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
    if (this.path.back()) this.sketch(cursor);
    else this.drop();
    return true;
  }

  drop(): void {
    this.path = null;
    this.bench.overlay.sketch(null);
  }

  sketch(cursor: Point | null): void {
    if (!this.path) return;
    const points = cursor ? [...this.path.nodes, cursor] : this.path.nodes;
    const kind = this.path.kind === "polygon" && points.length < 3 ? "multi_line" : this.path.kind;
    this.bench.overlay.sketch({ kind, points }, this.bench.types.chosen()?.colour, this.bench.view.scale);
  }

  private drew(shape: Drawn): void {
    this.drop();
    this.bench.draw(shape);
  }
}
