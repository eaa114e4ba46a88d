/** Arrow keys and I J K L: a burst of presses is one gesture, hence one command. */

import type { Workspace } from "../workspace/workspace";
import { drawn } from "../labels/labels";
import { grow, move, moveNode, sameShape } from "../shapes/reshape";
import type { Drawn } from "../shapes/shapes";
import { toast } from "../browser/toast";

const PAUSE = 400;

export type NudgeKind = "move" | "ten" | "grow";

export class Nudge {
  private timer = 0;

  constructor(private readonly workspace: Workspace, leaving: AbortSignal) {
    addEventListener("pagehide", () => this.settle(), { signal: leaving });
    leaving.addEventListener("abort", () => this.settle());
    workspace.svg.addEventListener("pointerdown", () => this.settle(), { capture: true });
  }

  /** False if nothing is selected: then the keys are for something else. */
  by([dx, dy]: readonly [number, number], kind: NudgeKind): boolean {
    const { workspace } = this;
    const label = workspace.current();
    const shape = workspace.held?.id === label?.id ? workspace.held?.shape : drawn(label ?? undefined);
    if (!label || !shape || !workspace.mayAnnotate) return false;
    const changed = this.step(shape, dx, dy, kind);
    if (kind === "grow" && sameShape(changed, shape)) toast(shape.kind === "point" ? "A point has no size." : "It cannot go further that kind.");
    workspace.hold(label.id, changed);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PAUSE);
    return true;
  }

  settle(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.workspace.release(true);
  }

  private step(shape: Drawn, dx: number, dy: number, kind: NudgeKind): Drawn {
    const { frame, handles } = this.workspace;
    const size = kind === "ten" ? 10 : 1;
    const [x, y] = [dx * size, dy * size];
    const node = handles.focusedNode();
    const at = node === null ? undefined : shape.points[node];
    if (node !== null && at) return moveNode(shape, node, [at[0] + x, at[1] + y], frame);
    return kind === "grow" ? grow(shape, dx, dy, frame) : move(shape, x, y, frame);
  }
}
