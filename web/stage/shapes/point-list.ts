/** What shapes have in common that are a list of points: the nodes that people draw, joined in order. */

import type {
  Creation,
  Editing,
  Handle,
  Identity,
  NodeEditing,
  Placement,
  Representation,
  ShapeDefinition,
  WireShape,
} from "./definition";
import { SIMILAR } from "./definition";
import {
  areInLine,
  boundsOfPoints,
  centreOf,
  clip,
  distance,
  distanceToEdges,
  edgesOf,
  isInside,
  middle,
  moveWithin,
  type Point,
  samePoint,
  snap,
} from "./geometry";
import { Path, type PathRules, type PointList } from "./path";

export type { PointList } from "./path";

type Rules<Kind extends string> = PathRules<Kind>;

/** Edges shorter than this on the screen have no handle of their own. */
const LONG = 28;

export const pointList = <Kind extends string>(rules: Rules<Kind>): ShapeDefinition<PointList<Kind>> => ({
  ...identity(rules),
  ...place(rules),
  ...form(rules),
  ...drawing(rules),
  ...editing(rules),
  ...nodes(rules),
});

const identity = <Kind extends string>(rules: Rules<Kind>): Identity<PointList<Kind>> => ({
  kind: rules.kind,
  words: rules.words,
  isValid: (shape) => isValid(rules, shape.points),
  equals: (a, b) =>
    a.points.length === b.points.length && a.points.every((one, i) => samePoint(one, b.points[i] ?? one)),
  isSimilar: (a, b) => areNear(a.points, b.points),
});

const place = <Kind extends string>({ isClosed }: Rules<Kind>): Placement<PointList<Kind>> => ({
  hasSize: true,
  bounds: ({ points }) => boundsOfPoints(points),
  centre: ({ points }) => centreOf(boundsOfPoints(points)),
  distanceTo: ({ points }, at) => distanceToEdges(at, edgesOf(points, isClosed)),
  contains: ({ points }, at) => isClosed && isInside(at, edgesOf(points, true)),
});

const form = <Kind extends string>({ kind, isClosed }: Rules<Kind>): Representation<PointList<Kind>> => ({
  fromWire: (wire) => pointsFromWire(kind, wire),
  // Of a polygon that has two nodes so far there is one edge.
  element: ({ points }) => ({
    tag: isClosed && points.length > 2 ? "polygon" : "polyline",
    attributes: { points: points.map(([x, y]) => `${x},${y}`).join(" ") },
  }),
  fromElement: (element) => ({ kind, points: pointsFrom(element.getAttribute("points") ?? "") }),
});

const drawing = <Kind extends string>(rules: Rules<Kind>): Creation<PointList<Kind>> => ({
  atPlace: null,
  between: null,
  takesExtremes: false,
  draft: (options) => new Path(rules, options),
});

const editing = <Kind extends string>(rules: Rules<Kind>): Editing<PointList<Kind>> => ({
  moved(shape, by, frame) {
    const [dx, dy] = moveWithin(boundsOfPoints(shape.points), by, frame);
    return { kind: rules.kind, points: shape.points.map(([x, y]) => [snap(x + dx), snap(y + dy)]) };
  },
  /** About its middle, as long as it stays inside. */
  grown(shape, [dx, dy], frame) {
    const { left, top, right, bottom } = boundsOfPoints(shape.points);
    const [across, down] = [stretch(left, right, dx), stretch(top, bottom, dy)];
    const points = shape.points.map(([x, y]): Point => [snap(across(x)), snap(down(y))]);
    return points.every((one) => samePoint(one, clip(one, frame))) ? changed(rules, shape, points) : shape;
  },
  handles({ points }, scale, hasFreeNodes) {
    const all = points.map((at, node): Handle => ({ is: "node", node, at }));
    if (!hasFreeNodes) return all;
    for (const [i, edge] of edgesOf(points, rules.isClosed).entries()) {
      if (distance(...edge) * scale > LONG) all.push({ is: "edge", edge: i, at: middle(edge) });
    }
    return all;
  },
  reshaped(shape, handle, from, frame) {
    // Where within the handle it was taken must not make it jump.
    const offset: Point = [handle.at[0] - from[0], handle.at[1] - from[1]];
    const at = ([x, y]: Point): Point => [x + offset[0], y + offset[1]];
    const { withNodeAt, withNodeOn } = nodes(rules);
    if (handle.is === "node") return (to) => withNodeAt(shape, handle.node, at(to), frame);
    if (handle.is === "edge") return (to) => withNodeOn(shape, handle.edge, at(to), frame);
    return () => shape;
  },
});

const nodes = <Kind extends string>(rules: Rules<Kind>): NodeEditing<PointList<Kind>> => ({
  hasFreeNodes: rules.fewest !== rules.most,
  nodes: ({ points }) => points,
  edges: ({ points }) => edgesOf(points, rules.isClosed),
  withNodeAt: (shape, node, to, frame) => changed(rules, shape, shape.points.with(node, clip(to, frame))),
  withNodeOn: (shape, edge, at, frame) => changed(rules, shape, shape.points.toSpliced(edge + 1, 0, clip(at, frame))),
  withoutNode: (shape, node) => changed(rules, shape, shape.points.toSpliced(node, 1)),
});

const isValid = ({ fewest, most, isClosed }: PathRules<string>, points: readonly Point[]): boolean =>
  points.length >= fewest && points.length <= most && areDistinct(points) && !(isClosed && areInLine(points));

/** With these points, if that is allowed. */
function changed<S extends PointList<string>>(rules: PathRules<string>, shape: S, points: readonly Point[]): S {
  return isValid(rules, points) ? { ...shape, points } : shape;
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
  const numbers = attribute
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
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
