/** Points and boxes in image pixels: snapping, clipping, measuring. Pure, and without a word about any shape. */

export type Point = readonly [x: number, y: number];

export type Edge = readonly [from: Point, to: Point];

/** Size of the image in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** To 1/100 px, which JSON and the log carry exactly. */
export const snap = (n: number): number => Math.round(n * 100) / 100 + 0;

/** Undoes what adding or subtracting does beyond the sixth decimal, which is as many as the server keeps. */
export const trim = (n: number): number => Math.round(n * 1e6) / 1e6;

const clamp = (n: number, min: number, max: number): number => Math.min(Math.max(n, min), max);

/** Into the image; edges are continuous, so a node may lie on the far edge. */
export const clip = ([x, y]: Point, frame: Frame): Point => [
  snap(clamp(x, 0, frame.width)),
  snap(clamp(y, 0, frame.height)),
];

export const samePoint = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];

/** Whether all places lie on one line, exactly as the server decides it; no two of them are equal. */
export function areInLine(points: readonly Point[]): boolean {
  const exact = (n: number): bigint => BigInt(Math.round(n * 1e6));
  const [first, second, ...rest] = points;
  if (!first || !second) return true;
  const fromFirst = ([x, y]: Point): [bigint, bigint] => [exact(x) - exact(first[0]), exact(y) - exact(first[1])];
  const [dx, dy] = fromFirst(second);
  return rest.every((point) => {
    const [x, y] = fromFirst(point);
    return dx * y === dy * x;
  });
}

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export const middle = ([a, b]: Edge): Point => [snap((a[0] + b[0]) / 2), snap((a[1] + b[1]) / 2)];

export function boundsOfPoints(points: readonly Point[]): Bounds {
  const first = points[0] ?? [0, 0];
  let [left, top] = first;
  let [right, bottom] = first;
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

export const centreOf = ({ left, top, right, bottom }: Bounds): Point => [(left + right) / 2, (top + bottom) / 2];

export const areaOf = ({ left, top, right, bottom }: Bounds): number => (right - left) * (bottom - top);

/** As much of a move as keeps these bounds inside the image; `margin` is what must remain before the far edges. */
export function moveWithin({ left, top, right, bottom }: Bounds, [dx, dy]: Point, frame: Frame, margin = 0): Point {
  return [clamp(dx, -left, frame.width - margin - right), clamp(dy, -top, frame.height - margin - bottom)];
}

/** The edges that join corners in order; `isClosed`: also the last with the first. */
export function edgesOf(corners: readonly Point[], isClosed: boolean): Edge[] {
  const starts = isClosed ? corners : corners.slice(0, -1);
  return starts.map((corner, i) => [corner, corners[(i + 1) % corners.length] ?? corner]);
}

export function distanceToEdge(p: Point, [a, b]: Edge): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : clamp(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, 0, 1);
  return distance(p, [a[0] + t * dx, a[1] + t * dy]);
}

/** Edges can be more than a function takes arguments. */
export const distanceToEdges = (p: Point, edges: readonly Edge[]): number =>
  edges.reduce((nearest, edge) => Math.min(nearest, distanceToEdge(p, edge)), Infinity);

/** Whether a place is inside closed edges (even-odd). */
export function isInside([x, y]: Point, edges: readonly Edge[]): boolean {
  let inside = false;
  for (const [[ax, ay], [bx, by]] of edges) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
