/** Pure geometry in image pixels: snapping, clipping, measuring, reshaping. */

import type { Drawn, Frame, Point } from "./shapes";

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** To 1/100 px, which JSON and the log carry exactly. */
export const snap = (n: number): number => Math.round(n * 100) / 100 + 0;

const clamp = (n: number, min: number, max: number): number => Math.min(Math.max(n, min), max);

/** Into the image; edges are continuous, so a node may lie on the far edge. */
export const clip = ([x, y]: Point, frame: Frame): Point => [snap(clamp(x, 0, frame.width)), snap(clamp(y, 0, frame.height))];

/** A lone point must lie on a pixel, and there is none on the far edge. */
export const clipLone = ([x, y]: Point, frame: Frame): Point => [
  snap(clamp(x, 0, frame.width - 0.01)),
  snap(clamp(y, 0, frame.height - 0.01)),
];

/** The box between two corners in any order, at least one pixel wide and high. */
export function boxBetween(a: Point, b: Point, frame: Frame): Drawn {
  const [ax, ay] = clip(a, frame);
  const [bx, by] = clip(b, frame);
  const [left, right] = span(ax, bx, frame.width);
  const [top, bottom] = span(ay, by, frame.height);
  return { kind: "bounding_box", points: [[left, top], [right, bottom]] };
}

function span(a: number, b: number, end: number): [number, number] {
  const [min, max] = a < b ? [a, b] : [b, a];
  if (max - min >= 1) return [min, max];
  const start = Math.min(min, end - 1);
  return [snap(start), snap(start + 1)];
}

export function bounds(points: readonly Point[]): Bounds {
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

/** Area of the box around a shape: what "smallest first" compares. */
export function extent(shape: Drawn): number {
  const { left, top, right, bottom } = bounds(shape.points);
  return (right - left) * (bottom - top);
}

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export function distanceToEdge(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : clamp(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length, 0, 1);
  return distance(p, [a[0] + t * dx, a[1] + t * dy]);
}

export const middle = (a: Point, b: Point): Point => [snap((a[0] + b[0]) / 2), snap((a[1] + b[1]) / 2)];

/** The corners of a shape in drawing order; a box has four. */
export function outline({ kind, points }: Drawn): readonly Point[] {
  if (kind !== "bounding_box") return points;
  const { left, top, right, bottom } = bounds(points);
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

const isClosed = (shape: Drawn): boolean => shape.kind === "bounding_box" || shape.kind === "polygon";

/** Pairs of corners that an edge joins. */
export function edges(shape: Drawn): [Point, Point][] {
  const corners = outline(shape);
  const last = isClosed(shape) ? corners.length : corners.length - 1;
  return corners.slice(0, last).map((corner, i) => [corner, corners[(i + 1) % corners.length] as Point]);
}

/** How far a place is from the stroke of a shape. */
export function distanceTo(shape: Drawn, p: Point): number {
  if (shape.points.length === 1) return distance(shape.points[0] as Point, p);
  return Math.min(...edges(shape).map(([a, b]) => distanceToEdge(p, a, b)));
}

/** Whether a place is inside a box or polygon (even-odd). */
export function contains(shape: Drawn, [x, y]: Point): boolean {
  if (!isClosed(shape)) return false;
  let inside = false;
  for (const [[ax, ay], [bx, by]] of edges(shape)) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Whether no two nodes are equal, as every shape must be. */
export const distinct = (points: readonly Point[]): boolean => new Set(points.map(String)).size === points.length;
