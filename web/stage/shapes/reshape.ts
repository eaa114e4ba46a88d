/** Pure changes of a shape: each returns the new shape, or the old one where the change is not allowed. */

import { bounds, boxBetween, clip, clipLone, distinct, snap } from "./geometry";
import { type Drawn, type Frame, minNodes, type Point } from "./shapes";

/** A box handle by compass: "nw", "n", … "se". */
export type Corner = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** Moves the whole shape as far as the image allows. */
export function move(shape: Drawn, dx: number, dy: number, frame: Frame): Drawn {
  const { left, top, right, bottom } = bounds(shape.points);
  const end = shape.kind === "point" ? 0.01 : 0;
  const x = Math.min(Math.max(dx, -left), frame.width - end - right);
  const y = Math.min(Math.max(dy, -top), frame.height - end - bottom);
  return { kind: shape.kind, points: shape.points.map(([px, py]) => [snap(px + x), snap(py + y)]) };
}

/** Drags one of the eight handles of a box; the opposite side stays, one pixel remains. */
export function resize(box: Drawn, corner: Corner, [x, y]: Point, frame: Frame): Drawn {
  let { left, top, right, bottom } = bounds(box.points);
  if (corner.includes("w")) left = Math.min(x, right - 1);
  if (corner.includes("e")) right = Math.max(x, left + 1);
  if (corner.includes("n")) top = Math.min(y, bottom - 1);
  if (corner.includes("s")) bottom = Math.max(y, top + 1);
  return boxBetween([left, top], [right, bottom], frame);
}

/** Moves one node. Equal nodes are refused by keeping the shape as it was. */
export function moveNode(shape: Drawn, node: number, to: Point, frame: Frame): Drawn {
  const place = shape.kind === "point" ? clipLone(to, frame) : clip(to, frame);
  return withPoints(shape, shape.points.map((point, i) => (i === node ? place : point)));
}

/** Adds a node on the edge that starts at `edge`. */
export function insertNode(shape: Drawn, edge: number, at: Point, frame: Frame): Drawn {
  const points = [...shape.points];
  points.splice(edge + 1, 0, clip(at, frame));
  return withPoints(shape, points);
}

/** Takes a node away, as long as enough remain. */
export function deleteNode(shape: Drawn, node: number): Drawn {
  if (shape.points.length <= minNodes(shape.kind)) return shape;
  return withPoints(shape, shape.points.filter((_, i) => i !== node));
}

/** Whether nodes of this shape may come and go: only where the type fixes no count. */
export const hasFreeNodes = (shape: Drawn, nodeCount: number | null): boolean =>
  nodeCount === null && (shape.kind === "multi_line" || shape.kind === "polygon");

/** A box grows or shrinks at its right and bottom edge, as in ImageTagger; any other shape about its middle, while it is inside. */
export function grow(shape: Drawn, dx: number, dy: number, frame: Frame): Drawn {
  const { left, top, right, bottom } = bounds(shape.points);
  if (shape.kind === "bounding_box") return resize(shape, "se", [right + dx, bottom + dy], frame);
  const [across, down] = [stretch(left, right, dx), stretch(top, bottom, dy)];
  const points = shape.points.map(([x, y]): Point => [snap(across(x)), snap(down(y))]);
  const isInside = points.every((point) => String(point) === String(clip(point, frame)));
  return isInside ? withPoints(shape, points) : shape;
}

/** What has no width gets none, and one pixel remains of what has. */
function stretch(from: number, to: number, by: number): (n: number) => number {
  const size = to - from;
  const middle = (from + to) / 2;
  const factor = size > 0 && size + by >= Math.min(size, 1) ? (size + by) / size : 1;
  return (n) => middle + (n - middle) * factor;
}

export const sameShape = (a: Drawn, b: Drawn): boolean => a.kind === b.kind && String(a.points) === String(b.points);

const withPoints = (shape: Drawn, points: readonly Point[]): Drawn =>
  distinct(points) ? { kind: shape.kind, points } : shape;
