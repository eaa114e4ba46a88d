/** A line, multi-line or polygon while its nodes are being placed. Pure. */

import { clip, distance } from "./geometry";
import { type Drawn, type Frame, type Kind, minNodes, type Point } from "./shapes";

export class Path {
  private points: readonly Point[] = [];

  constructor(
    readonly kind: Kind,
    private readonly nodeCount: number | null,
    private readonly frame: Frame,
  ) {}

  get nodes(): readonly Point[] {
    return this.points;
  }

  /** Places a node, or ends the path; the finished shape if it is one. `reach` is how near is the same place. */
  place(at: Point, reach: number): Drawn | null {
    const node = clip(at, this.frame);
    const [first, last] = [this.points[0], this.points.at(-1)];
    if (last && distance(last, node) <= reach) return this.finish();
    if (first && this.kind === "polygon" && this.points.length > 2 && distance(first, node) <= reach) return this.finish();
    if (this.points.some((point) => String(point) === String(node))) return null;
    this.points = [...this.points, node];
    return this.isFull() ? this.finish() : null;
  }

  /** Whether there are nodes enough. */
  get canFinish(): boolean {
    return this.nodeCount === null ? this.points.length >= minNodes(this.kind) : this.points.length === this.nodeCount;
  }

  /** The shape, if there are nodes enough. */
  finish(): Drawn | null {
    return this.canFinish ? { kind: this.kind, points: this.points } : null;
  }

  /** Takes the last node back; false if none is left. */
  back(): boolean {
    this.points = this.points.slice(0, -1);
    return this.points.length > 0;
  }

  private isFull(): boolean {
    return this.points.length === (this.kind === "line" ? 2 : this.nodeCount);
  }
}
