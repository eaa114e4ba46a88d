/** A point: a mark at one place. It has no size, so it is drawn as large at any zoom. */

import type { ShapeDefinition } from "./definition";
import { clip, distance, type Frame, moveWithin, type Point, snap } from "./geometry";
import { type PointList, pointList } from "./point-list";

export type PointShape = PointList<"point">;

/** It must lie on a pixel, and there is none on the far edge. */
const MARGIN = 0.01;

const clipMark = (place: Point, { width, height }: Frame): Point =>
  clip(place, { width: width - MARGIN, height: height - MARGIN });

const at = (place: Point, frame: Frame): PointShape => ({ kind: "point", points: [clipMark(place, frame)] });

const placeOf = ({ points: [place] }: PointShape): Point => place ?? [0, 0];

export const point: ShapeDefinition<PointShape> = {
  ...pointList({ kind: "point", words: "point", fewest: 1, most: 1, isClosed: false, endsOnEscape: false }),

  hasSize: false,
  centre: placeOf,
  distanceTo: (shape, place) => distance(placeOf(shape), place),

  element(shape, radius) {
    const [cx, cy] = placeOf(shape);
    return { tag: "circle", attributes: { cx, cy, r: radius } };
  },
  fromElement(element) {
    const [x, y] = [element.getAttribute("cx"), element.getAttribute("cy")];
    return { kind: "point", points: [[Number(x), Number(y)]] };
  },

  atPlace: at,
  draft: () => null,

  moved(shape, by, frame) {
    const [x, y] = placeOf(shape);
    const [dx, dy] = moveWithin({ left: x, top: y, right: x, bottom: y }, by, frame, MARGIN);
    return { kind: "point", points: [[snap(x + dx), snap(y + dy)]] };
  },
  grown: (shape) => shape,
  reshaped:
    (_, handle, from, frame) =>
    ([x, y]) =>
      at([x + handle.at[0] - from[0], y + handle.at[1] - from[1]], frame),

  edges: () => [],
  withNodeAt: (_, __, to, frame) => at(to, frame),
  withNodeOn: (shape) => shape,
};
