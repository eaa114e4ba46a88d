/** Which handles are drawn: of a shape of thousands of nodes only those in the window, and no two on top of each other. */

import type { Handle } from "../shapes/definition";
import { type Bounds, distance } from "../shapes/geometry";

/** As many as this are all drawn. */
const FEW = 200;
/** Of more, those that are so many pixels of the screen apart. */
const APART = 12;

/** The places in the list of those to be drawn, in order. `kept` are drawn wherever they are in the window or out of it. */
export function shownHandles(
  handles: readonly Handle[],
  scale: number,
  window: Bounds,
  kept: ReadonlySet<number>,
): number[] {
  if (handles.length <= FEW) return handles.map((_, place) => place);
  const apart = APART / scale;
  let last: Handle | null = null;
  return [...handles.keys()].filter((place) => {
    const handle = handles[place] as Handle;
    if (kept.has(place)) return true;
    const isCrowded = last !== null && last.is === handle.is && distance(last.at, handle.at) < apart;
    if (isCrowded || !isInside(handle, window, apart)) return false;
    last = handle;
    return true;
  });
}

function isInside({ at: [x, y] }: Handle, { left, top, right, bottom }: Bounds, margin: number): boolean {
  return x >= left - margin && x <= right + margin && y >= top - margin && y <= bottom + margin;
}
