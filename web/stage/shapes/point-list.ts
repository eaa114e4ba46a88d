/** What shapes have in common that are a list of points: the nodes that people draw, joined in order. */

import type { Handle, ShapeDefinition, WireShape } from "./definition";
import { SIMILAR } from "./definition";
import {
  boundsOfPoints,
  centreOf,
  clip,
  distance,
  distanceToEdges,
  type Edge,
  edgesOf,
  type Frame,
  isInside,
  middle,
  moveWithin,
  type Point,
  samePoint,
  snap,
} from "./geometry";
import { Path, type PathRules, type PointList } from "./path";

export type { PointList } from "./path";

interface Rules<Kind extends string> extends PathRules<Kind> {
  /** As people say it. */
  readonly words: string;
}

/** Edges shorter than this on the screen have no handle of their own. */
const LONG = 28;

export function pointList<Kind extends string>(rules: Rules<Kind>): ShapeDefinition<PointList<Kind>> {
  type S = PointList<Kind>;
  const { kind, words, fewest, most, isClosed } = rules;
  const isValid = ({ points }: S): boolean => points.length >= fewest && points.length <= most && areDistinct(points);
  const edges = ({ points }: S): Edge[] => edgesOf(points, isClosed);
  const changed = (shape: S, points: readonly Point[]): S => {
    const made = { kind, points };
    return isValid(made) ? made : shape;
  };
  const withNodeAt = (shape: S, node: number, to: Point, frame: Frame): S =>
    changed(shape, shape.points.map((point, i) => (i === node ? clip(to, frame) : point)));
  const withNodeOn = (shape: S, edge: number, at: Point, frame: Frame): S =>
    changed(shape, shape.points.toSpliced(edge + 1, 0, clip(at, frame)));
  return {
    kind,
    words,
    isValid,
    equals: (a, b) => a.points.length === b.points.length && a.points.every((point, i) => samePoint(point, b.points[i] ?? point)),
    isSimilar: (a, b) => areNear(a.points, b.points),

    hasSize: true,
    bounds: ({ points }) => boundsOfPoints(points),
    centre: ({ points }) => centreOf(boundsOfPoints(points)),
    distanceTo: (shape, place) => distanceToEdges(place, edges(shape)),
    contains: (shape, place) => isClosed && isInside(place, edges(shape)),

    toWire: ({ points }) => ({ kind, points }),
    fromWire: (wire) => pointsFromWire(kind, wire),
    // Of a polygon that has two nodes so far there is one edge.
    element: ({ points }) => ({
      tag: isClosed && points.length > 2 ? "polygon" : "polyline",
      attributes: { points: points.map(([x, y]) => `${x},${y}`).join(" ") },
    }),
    fromElement: (element) => ({ kind, points: pointsFrom(element.getAttribute("points") ?? "") }),

    atPlace: null,
    between: null,
    takesExtremes: false,
    draft: (options) => new Path(rules, options),

    moved(shape, by, frame) {
      const [dx, dy] = moveWithin(boundsOfPoints(shape.points), by, frame);
      return { kind, points: shape.points.map(([x, y]) => [snap(x + dx), snap(y + dy)]) };
    },
    /** About its middle, as long as it stays inside. */
    grown(shape, [dx, dy], frame) {
      const { left, top, right, bottom } = boundsOfPoints(shape.points);
      const [across, down] = [stretch(left, right, dx), stretch(top, bottom, dy)];
      const points = shape.points.map(([x, y]): Point => [snap(across(x)), snap(down(y))]);
      return points.every((point) => samePoint(point, clip(point, frame))) ? changed(shape, points) : shape;
    },
    handles(shape, scale, hasFreeNodes) {
      const nodes = shape.points.map((at, node): Handle => ({ is: "node", node, at }));
      if (!hasFreeNodes) return nodes;
      const middles = edges(shape).flatMap((edge, i): Handle[] => {
        const isLong = distance(...edge) * scale > LONG;
        return isLong ? [{ is: "edge", edge: i, at: middle(edge) }] : [];
      });
      return [...nodes, ...middles];
    },
    reshaped(shape, handle, from, frame) {
      // Where within the handle it was taken must not make it jump.
      const offset: Point = [handle.at[0] - from[0], handle.at[1] - from[1]];
      const at = ([x, y]: Point): Point => [x + offset[0], y + offset[1]];
      if (handle.is === "node") return (to) => withNodeAt(shape, handle.node, at(to), frame);
      if (handle.is === "edge") return (to) => withNodeOn(shape, handle.edge, at(to), frame);
      return () => shape;
    },

    hasFreeNodes: fewest !== most,
    nodes: ({ points }) => points,
    edges,
    withNodeAt,
    withNodeOn,
    withoutNode: (shape, node) => changed(shape, shape.points.toSpliced(node, 1)),
  };
}

/** No two nodes may be equal. */
const areDistinct = (points: readonly Point[]): boolean => new Set(points.map(String)).size === points.length;

/** Node for node, as the server compares. */
export function areNear(some: readonly Point[], others: readonly Point[]): boolean {
  const isNear = ([x, y]: Point, [a, b]: Point): boolean => Math.abs(x - a) <= SIMILAR && Math.abs(y - b) <= SIMILAR;
  return some.length === others.length && some.every((point, i) => isNear(point, others[i] ?? [NaN, NaN]));
}

export function pointsFromWire<Kind extends string>(kind: Kind, wire: WireShape): PointList<Kind> | null {
  const { points } = wire;
  return wire.kind === kind && Array.isArray(points) ? { kind, points: points as Point[] } : null;
}

function pointsFrom(attribute: string): Point[] {
  const numbers = attribute.split(/[\s,]+/).filter(Boolean).map(Number);
  const pairs = Array.from({ length: Math.floor(numbers.length / 2) }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
  return pairs.map(([x = 0, y = 0]) => [x, y]);
}

/** What has no width gets none, and one pixel remains of what has. */
function stretch(from: number, to: number, by: number): (n: number) => number {
  const size = to - from;
  const centre = (from + to) / 2;
  const factor = size > 0 && size + by >= Math.min(size, 1) ? (size + by) / size : 1;
  return (n) => centre + (n - centre) * factor;
}
