/** A box from four clicks on the outermost points of the thing, in any order. */

import { type BoundingBox, boxOf } from "./box";
import { type Draft, type DraftKeys, takesBack, wish } from "./definition";
import { boundsOfPoints, clip, type Frame, type Point } from "./geometry";

const TOO_THIN = "These points make no box: it is at least one pixel wide and high.";

export class BoxByExtremes implements Draft<BoundingBox> {
  readonly endsOnEscape = false;
  readonly hint = "";
  refusal: string | null = null;
  private points: readonly Point[] = [];

  constructor(private readonly frame: Frame) {}

  get nodes(): readonly Point[] {
    return this.points;
  }

  get extremes(): readonly Point[] {
    return this.points;
  }

  get placed(): string {
    return `Point ${this.points.length}`;
  }

  /** Places a point; with the fourth there is a box, unless it would be thinner than a pixel: then that point is not taken. */
  place(at: Point): BoundingBox | null {
    const points = [...this.points, clip(at, this.frame)];
    const bounds = boundsOfPoints(points);
    const isThin = bounds.right - bounds.left < 1 || bounds.bottom - bounds.top < 1;
    this.refusal = points.length === 4 && isThin ? TOO_THIN : null;
    if (this.refusal) return null;
    this.points = points;
    return points.length === 4 ? boxOf(bounds) : null;
  }

  soFar(cursor: Point | null): BoundingBox {
    return boxOf(boundsOfPoints(cursor ? [...this.points, cursor] : this.points));
  }

  wants(keys: DraftKeys): string {
    return wish("click the outermost points", `${4 - this.points.length} more`, takesBack(keys));
  }

  /** Three points are no box yet. */
  finish(): null {
    this.refusal = `This box needs four points: ${4 - this.points.length} more.`;
    return null;
  }

  back(): boolean {
    this.points = this.points.slice(0, -1);
    return this.points.length > 0;
  }
}
