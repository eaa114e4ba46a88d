/** Which label is meant by a place: the stroke before the inside, the smallest before the large. */

import { areaOf, type Point } from "../shapes/geometry";
import { boundsOf, type Drawn, definitionOf } from "../shapes/shapes";
import { drawn, type Label } from "./labels";

export interface Candidate {
  readonly id: string;
  readonly shape: Drawn;
  readonly isOnStroke: boolean;
}

/** All labels at a place, likeliest first. `reach` is how near a stroke counts, in image pixels. */
export function at(labels: readonly Label[], place: Point, reach: number): Candidate[] {
  const found: Candidate[] = [];
  for (const label of labels) {
    const shape = drawn(label);
    if (!shape || isFar(shape, place, reach)) continue;
    const definition = definitionOf(shape.kind);
    const isOnStroke = definition.distanceTo(shape, place) <= reach;
    if (isOnStroke || definition.contains(shape, place)) found.push({ id: label.id, shape, isOnStroke });
  }
  return found.sort((a, b) => areaOf(boundsOf(a.shape)) - areaOf(boundsOf(b.shape)));
}

/** A cheap look first: with thousands of labels this is asked at every move of the pointer. */
function isFar(shape: Drawn, [x, y]: Point, reach: number): boolean {
  const { left, top, right, bottom } = boundsOf(shape);
  return x < left - reach || x > right + reach || y < top - reach || y > bottom + reach;
}

/** The next one under the cursor, for Alt and a click. */
export function after(found: readonly { readonly id: string }[], current: string | null): string | null {
  const place = found.findIndex(({ id }) => id === current);
  return found[(place + 1) % found.length]?.id ?? null;
}
