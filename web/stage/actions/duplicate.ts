/** The selected label once more, beside itself: far enough that it does not count as the same. */

import { drawn } from "../labels/labels";
import { SIMILAR } from "../shapes/definition";
import { type Drawn, definitionOf, isSimilar } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";

/** In which it is tried. */
const SIDES = [
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/** Answers what to say when it cannot be. */
export function duplicate(workspace: Workspace): string | null {
  const label = workspace.current();
  const shape = drawn(label);
  if (!label || !shape) return "Select a label first.";
  if (!workspace.types.get(label.type)?.isActive) return "This type takes no new labels.";
  const others = workspace.labels
    .all()
    .filter(({ type }) => type === label.type)
    .map(drawn)
    .filter((other) => other !== null);
  const place = beside(workspace, shape, others);
  if (!place) return "There is no room beside it.";
  const { type, blurred, concealed } = label;
  workspace.put({ type, shape: place, blurred, concealed }, `${workspace.types.nameOf(type)} duplicated`);
  return null;
}

function beside(workspace: Workspace, shape: Drawn, others: readonly Drawn[]): Drawn | null {
  const step = Math.max(SIMILAR + 1, Math.round(14 / workspace.view.scale));
  for (let distance = step; distance <= step * 16; distance += step) {
    for (const [dx, dy] of SIDES) {
      const moved = definitionOf(shape.kind).moved(shape, [dx * distance, dy * distance], workspace.frame);
      if (others.every((other) => !isSimilar(moved, other))) return moved;
    }
  }
  return null;
}
