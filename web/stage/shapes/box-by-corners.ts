/** A box from two opposite corners, click by click. Pure. */

import { boxBetween, clip, distance } from "./geometry";
import type { Drawn, Frame, Kind, Point } from "./shapes";

export class Corners {
  readonly kind: Kind = "bounding_box";
  private first: Point | null = null;

  constructor(private readonly frame: Frame) {}

  get nodes(): readonly Point[] {
    return this.first ? [this.first] : [];
  }

  /** Places the first corner, or the opposite one; in the same place as the first it takes that back. */
  place(at: Point, reach: number): Drawn | null {
    const { first } = this;
    const corner = clip(at, this.frame);
    this.first = first ? null : corner;
    return first && distance(first, corner) > reach ? boxBetween(first, corner, this.frame) : null;
  }

  /** One corner is no box yet. */
  finish(): Drawn | null {
    return null;
  }

  back(): boolean {
    this.first = null;
    return false;
  }
}
