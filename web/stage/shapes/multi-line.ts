/** A multi-line: two nodes or more, joined in order, with two loose ends. */

import type { ShapeDefinition } from "./definition";
import { type PointList, pointList } from "./point-list";

export type MultiLine = PointList<"multi_line">;

export const multiLine: ShapeDefinition<MultiLine> = pointList({
  kind: "multi_line",
  words: "multi-line",
  fewest: 2,
  most: Infinity,
  isClosed: false,
  endsOnEscape: true,
});
