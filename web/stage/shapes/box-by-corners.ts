/** A box from two opposite corners, click by click. */

import { type BoundingBox, boxBetween, boxOf } from "./box";
import { type Draft, type DraftKeys, takesBack, wish } from "./definition";
import { boundsOfPoints, clip, distance, type Frame, type Point } from "./geometry";

export class BoxByCorners implements Draft<BoundingBox> {
  refusal: string | null = null;
  readonly endsOnEscape = false;
  readonly placed = "First corner";
  readonly hint = "Enter sets the opposite corner";
  readonly extremes = null;
  private first: Point | null = null;

  constructor(private readonly frame: Frame) {}

  get nodes(): readonly Point[] {
    return this.first ? [this.first] : [];
  }

  /** Places the first corner, or the opposite one; in the same place as the first it takes that back. */
  place(at: Point, reach: number): BoundingBox | null {
    const { first } = this;
    this.refusal = null;
    const corner = clip(at, this.frame);
    this.first = first ? null : corner;
    return first && distance(first, corner) > reach ? boxBetween(first, corner, this.frame) : null;
  }

  soFar(cursor: Point | null): BoundingBox {
    return boxOf(boundsOfPoints(cursor ? [...this.nodes, cursor] : this.nodes));
  }

  wants(keys: DraftKeys): string {
    return wish("click the opposite corner", takesBack(keys));
  }

  /** One corner is no box yet. */
  finish(): null {
    this.refusal = "This box needs its opposite corner, too.";
    return null;
  }

  back(): boolean {
    this.first = null;
    return false;
  }
}
