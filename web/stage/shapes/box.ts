/** The fields of a bounding box, and how one is made inside the image. */

import { type Bounds, clip, type Frame, type Point, snap } from "./geometry";

export interface BoundingBox {
  readonly kind: "bounding_box";
  /** Top-left and bottom-right. */
  readonly points: readonly Point[];
}

export const boxOf = ({ left, top, right, bottom }: Bounds): BoundingBox => ({
  kind: "bounding_box",
  points: [
    [left, top],
    [right, bottom],
  ],
});

/** The box between two corners in any order, at least one pixel wide and high. */
export function boxBetween(a: Point, b: Point, frame: Frame): BoundingBox {
  const [ax, ay] = clip(a, frame);
  const [bx, by] = clip(b, frame);
  const [left, right] = span(ax, bx, frame.width);
  const [top, bottom] = span(ay, by, frame.height);
  return boxOf({ left, top, right, bottom });
}

function span(a: number, b: number, end: number): [number, number] {
  const [min, max] = a < b ? [a, b] : [b, a];
  if (max - min >= 1) return [min, max];
  const start = Math.min(min, end - 1);
  return [snap(start), snap(start + 1)];
}
