/** What one draws with, in which direction one goes on, and what takes a gesture back. */

import { announce } from "../browser/announce";
import { toast } from "../browser/toast";
import { returnToVerifying } from "../images/navigation";
import type { ActionRequest } from "../keys/keys";
import type { DrawingControls, StepKind } from "../tools/controls";
import type { Nudge } from "../tools/nudge";
import type { Mode, ToolState } from "../tools/tool-state";
import type { Workspace } from "../workspace/workspace";
import type { Actions } from "./action";
import { next, previous } from "./beside";
import { keepsSelection, toggleKeeping } from "./keep-selection";
import { setPressed } from "./pressed";

export function drawingActions(workspace: Workspace, tool: ToolState, pointer: DrawingControls, nudge: Nudge): Actions {
  const mode = (mode: Mode) => (): void => take(tool, pointer, mode);
  // The selected label, or else the drawing cursor.
  const step =
    (kind: StepKind) =>
    ({ step = [0, 0] }: ActionRequest): boolean =>
      nudge.by(step, kind) || pointer.cursor.by(step, kind, pointer.place);
  return {
    next: () => next(workspace),
    previous: () => previous(workspace),
    return: () => returnToVerifying(),
    type: ({ digit = 0 }) => workspace.types.choose(workspace.types.byDigit(digit)),
    // As in CVAT, the key that begins a shape ends it, too.
    draw: () => pointer.finish() || mode("draw")(),
    pick: mode("pick"),
    "four-clicks": () => byClicks(tool, pointer),
    finish: () => pointer.enter(),
    nudge: step("move"),
    "nudge-ten": step("ten"),
    grow: step("grow"),
    undo: () => pointer.undo() || void again(workspace, "undo", "Undone", "Nothing to undo."),
    redo: () => pointer.redo() || void again(workspace, "redo", "Done again", "Nothing to redo."),
    save: () => toast(document.getElementById("save-state")?.textContent ?? ""),
    keep: () => {
      toggleKeeping();
      setPressed("keep", keepsSelection());
    },
  };
}

export function take(tool: ToolState, pointer: DrawingControls, mode: Mode): void {
  pointer.cancel();
  tool.mode = mode;
  setPressed("draw", mode === "draw");
  setPressed("pick", mode === "pick");
  setPressed("four-clicks", tool.boxesByClicks);
  document.querySelector("label-stage")?.classList.toggle("picking", mode === "pick");
  pointer.rest();
}

function byClicks(tool: ToolState, pointer: DrawingControls): void {
  pointer.cancel();
  tool.boxesByClicks = !tool.boxesByClicks;
  setPressed("four-clicks", tool.boxesByClicks);
  announce(tool.boxesByClicks ? "Boxes by four clicks" : "Boxes by dragging");
}

async function again(workspace: Workspace, way: "undo" | "redo", said: string, nothing: string): Promise<void> {
  const step = await workspace.saving[way](({ about }) => about && workspace.select(about, false));
  if (step.is === "nothing") toast(nothing);
  if (step.is === "done") announce(said);
  if (step.is === "skipped") toast(step.why, "kept");
}
