/** A polygon: three nodes or more around an inside. */

import type { ShapeDefinition } from "./definition";
import { type PointList, pointList } from "./point-list";

export type Polygon = PointList<"polygon">;

export const polygon: ShapeDefinition<Polygon> = pointList({
  kind: "polygon",
  words: "polygon",
  fewest: 3,
  most: Infinity,
  isClosed: true,
  endsOnEscape: false,
});
