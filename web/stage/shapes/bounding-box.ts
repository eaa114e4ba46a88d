/** A bounding box: its top-left and its bottom-right corner, at least one pixel wide and high. */

import { type BoundingBox, boxBetween, boxOf } from "./box";
import { BoxByCorners } from "./box-by-corners";
import { BoxByExtremes } from "./box-by-extremes";
import type { Corner, Handle, ShapeDefinition } from "./definition";
import {
  type Bounds,
  boundsOfPoints,
  centreOf,
  distanceToEdges,
  type Edge,
  edgesOf,
  type Frame,
  isInside,
  moveWithin,
  type Point,
  snap,
  trim,
} from "./geometry";
import { areNear, pointsFromWire } from "./point-list";

/** Below this many screen pixels the handles step outwards, so that the box can be seen. */
const SMALL = 28;

const bounds = ({ points }: BoundingBox): Bounds => boundsOfPoints(points);

function sides(shape: BoundingBox): Edge[] {
  const { left, top, right, bottom } = bounds(shape);
  return edgesOf(
    [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ],
    true,
  );
}

export const boundingBox: ShapeDefinition<BoundingBox> = {
  kind: "bounding_box",
  words: "bounding box",
  isValid({ points: [min, max, ...others] }) {
    return (
      min !== undefined && max !== undefined && others.length === 0 && max[0] - min[0] >= 1 && max[1] - min[1] >= 1
    );
  },
  equals: (a, b) => String(a.points) === String(b.points),
  isSimilar: (a, b) => areNear(a.points, b.points),

  hasSize: true,
  bounds,
  centre: (shape) => centreOf(bounds(shape)),
  distanceTo: (shape, place) => distanceToEdges(place, sides(shape)),
  contains: (shape, place) => isInside(place, sides(shape)),

  fromWire: (wire) => pointsFromWire("bounding_box", wire),
  element(shape) {
    const { left, top, right, bottom } = bounds(shape);
    return { tag: "rect", attributes: { x: left, y: top, width: trim(right - left), height: trim(bottom - top) } };
  },
  fromElement(element) {
    const n = (name: string): number => Number(element.getAttribute(name) ?? 0);
    const [left, top] = [n("x"), n("y")];
    return boxOf({ left, top, right: trim(left + n("width")), bottom: trim(top + n("height")) });
  },

  atPlace: null,
  between: boxBetween,
  takesExtremes: true,
  draft: ({ frame, isByExtremes }) => (isByExtremes ? new BoxByExtremes(frame) : new BoxByCorners(frame)),

  moved(shape, by, frame) {
    const [dx, dy] = moveWithin(bounds(shape), by, frame);
    return { kind: "bounding_box", points: shape.points.map(([x, y]) => [snap(x + dx), snap(y + dy)]) };
  },
  /** At its right and bottom edge, as in ImageTagger. */
  grown(shape, [dx, dy], frame) {
    const { right, bottom } = bounds(shape);
    return resized(shape, "se", [right + dx, bottom + dy], frame);
  },
  handles: cornersOf,
  reshaped(shape, handle, from, frame) {
    if (handle.is !== "corner") return () => shape;
    const { corner } = handle;
    const { left, top, right, bottom } = bounds(shape);
    const [x, y] = [corner.includes("w") ? left : right, corner.includes("n") ? top : bottom];
    // By as much as the handle was moved: it may lie outside of the box.
    return (to) => resized(shape, corner, [x + to[0] - from[0], y + to[1] - from[1]], frame);
  },

  hasFreeNodes: false,
  nodes: () => [],
  edges: () => [],
  withNodeAt: (shape) => shape,
  withNodeOn: (shape) => shape,
  withoutNode: (shape) => shape,
};

/** Takes one of the eight handles to a place; the opposite side stays, one pixel remains. */
function resized(shape: BoundingBox, corner: Corner, [x, y]: Point, frame: Frame): BoundingBox {
  let { left, top, right, bottom } = bounds(shape);
  if (corner.includes("w")) left = Math.min(x, right - 1);
  if (corner.includes("e")) right = Math.max(x, left + 1);
  if (corner.includes("n")) top = Math.min(y, bottom - 1);
  if (corner.includes("s")) bottom = Math.max(y, top + 1);
  return boxBetween([left, top], [right, bottom], frame);
}

function cornersOf(shape: BoundingBox, scale: number): Handle[] {
  const { left, top, right, bottom } = bounds(shape);
  const [width, height] = [(right - left) * scale, (bottom - top) * scale];
  const outwards = (side: number): number => Math.max(SMALL - side, 0) / 2 / scale;
  const [dx, dy] = [outwards(width), outwards(height)];
  const x = { w: left - dx, e: right + dx, m: (left + right) / 2 };
  const y = { n: top - dy, s: bottom + dy, m: (top + bottom) / 2 };
  const all: [Corner, Point][] = [
    ["nw", [x.w, y.n]],
    ["ne", [x.e, y.n]],
    ["se", [x.e, y.s]],
    ["sw", [x.w, y.s]],
    ["n", [x.m, y.n]],
    ["e", [x.e, y.m]],
    ["s", [x.m, y.s]],
    ["w", [x.w, y.m]],
  ];
  const isRoom = (corner: Corner): boolean =>
    corner.length === 2 || (corner === "n" || corner === "s" ? width : height) > SMALL;
  return all.filter(([corner]) => isRoom(corner)).map(([corner, at]) => ({ is: "corner", corner, at }));
}
