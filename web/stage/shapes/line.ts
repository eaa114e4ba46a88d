/** A line: one straight edge between two nodes. */

import type { ShapeDefinition } from "./definition";
import { type PointList, pointList } from "./point-list";

export type Line = PointList<"line">;

export const line: ShapeDefinition<Line> = pointList({
  kind: "line",
  words: "line",
  fewest: 2,
  most: 2,
  isClosed: false,
  endsOnEscape: false,
});
