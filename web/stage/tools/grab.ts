/** What a press takes hold of. While drawing, other labels are ground to draw on: a point lies on a line, boxes touch. */

import type { Bench } from "../workspace/workspace";
import type { Hand } from "./tool-state";
import type { Candidate } from "../labels/pick";

/** Whether a press selects and moves, rather than draws. */
export const isPicking = (bench: Bench, hand: Hand): boolean => hand.mode === "pick" || !bench.mayAnnotate || !bench.types.chosen();

/**
 * When picking, a stroke before the inside. While drawing only the stroke of the label that somebody has selected: one just
 * drawn is selected as well, and the next shape may begin at its edge.
 */
export function grabbed(bench: Bench, hand: Hand, found: readonly Candidate[]): Candidate | undefined {
  const selected = found.find(({ id }) => id === bench.selected);
  if (isPicking(bench, hand)) return found.find(({ isOnStroke }) => isOnStroke) ?? selected ?? found[0];
  const isGround = bench.isJustDrawn || bench.types.chosen()?.kind === "point";
  return selected?.isOnStroke && !isGround ? selected : undefined;
}
