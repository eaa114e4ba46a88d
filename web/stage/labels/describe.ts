/** A label in words, for those who do not see where it is. */

import type { Point } from "../shapes/geometry";
import { boundsOf, type Drawn, definitionOf, words } from "../shapes/shapes";
import { drawn, type Label } from "./labels";

/** `ball, bounding box, blurred, 60 by 80 pixels at 100, 120` */
export function describe(label: Label, typeName: string): string {
  const shape = drawn(label);
  const marks = [label.blurred && "blurred", label.concealed && "concealed"];
  return [typeName, words(label.shape.kind), ...marks, shape && extent(shape)].filter(Boolean).join(", ");
}

export function votesOf({ accepts, rejects, vote }: Label): string {
  const all =
    accepts === null || rejects === null
      ? "votes are hidden until you have voted"
      : `${accepts} accept, ${rejects} reject`;
  return vote ? `${all}, yours is ${vote}` : all;
}

/** To whole pixels, as one says it. */
export const place = ([x, y]: Point): string => `${Math.round(x)}, ${Math.round(y)}`;

function extent(shape: Drawn): string {
  const { left, top, right, bottom } = boundsOf(shape);
  const size = definitionOf(shape.kind).hasSize
    ? `${Math.round(right - left)} by ${Math.round(bottom - top)} pixels `
    : "";
  return `${size}at ${place([left, top])}`;
}
