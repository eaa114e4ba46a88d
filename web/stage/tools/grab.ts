/** What a press takes hold of. While drawing, other labels are ground to draw on: a point lies on a line, boxes touch. */

import type { Candidate } from "../labels/pick";
import type { Handle } from "../shapes/definition";
import type { Point } from "../shapes/geometry";
import { definitionOf } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import type { ToolState } from "./tool-state";

/** Whether a press selects and moves, rather than draws. */
export const isPicking = (workspace: Workspace, tool: ToolState): boolean =>
  tool.mode === "pick" || !workspace.mayAnnotate || !workspace.types.chosen();

/** While drawing, what is selected only because it was drawn last is ground like any other label. */
const isGround = (workspace: Workspace, tool: ToolState): boolean =>
  !isPicking(workspace, tool) && !workspace.isSelectedOnPurpose;

/** The handle at a place, of a label that somebody has selected. */
export function grabbedHandle(workspace: Workspace, tool: ToolState, place: Point, reach: number): Handle | null {
  if (!workspace.selected || isGround(workspace, tool)) return null;
  return workspace.display.handles.at(place, reach * 1.5);
}

/**
 * When picking, a stroke before the inside. While drawing only the stroke of the label that somebody has selected: one just
 * drawn is selected as well, and the next shape may begin at its edge.
 */
export function grabbed(workspace: Workspace, tool: ToolState, found: readonly Candidate[]): Candidate | undefined {
  const selected = found.find(({ id }) => id === workspace.selected);
  if (isPicking(workspace, tool)) return found.find(({ isOnStroke }) => isOnStroke) ?? selected ?? found[0];
  return selected?.isOnStroke && !isGround(workspace, tool) && !isMark(workspace) ? selected : undefined;
}

/** What a click draws may lie on anything. */
function isMark(workspace: Workspace): boolean {
  const type = workspace.types.chosen();
  return type !== null && definitionOf(type.kind).atPlace !== null;
}
