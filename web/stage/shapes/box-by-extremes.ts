/** A box from four clicks on the outermost points of the thing, in any order. Pure. */

import { bounds, clip } from "./geometry";
import type { Drawn, Frame, Kind, Point } from "./shapes";

export class Extremes {
  readonly kind: Kind = "bounding_box";
  private points: readonly Point[] = [];

  constructor(private readonly frame: Frame) {}

  get nodes(): readonly Point[] {
    return this.points;
  }

  /** Places a point; with the fourth there is a box, unless it would be thinner than a pixel: then that point is not taken. */
  place(at: Point): Drawn | null {
    const points = [...this.points, clip(at, this.frame)];
    const { left, top, right, bottom } = bounds(points);
    const isThin = right - left < 1 || bottom - top < 1;
    if (points.length === 4 && isThin) return null;
    this.points = points;
    return points.length === 4 ? { kind: "bounding_box", points: [[left, top], [right, bottom]] } : null;
  }

  /** Three points are no box yet. */
  finish(): Drawn | null {
    return null;
  }

  back(): boolean {
    this.points = this.points.slice(0, -1);
    return this.points.length > 0;
  }
}
