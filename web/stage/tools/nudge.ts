/** Arrow keys and I J K L: a burst of presses is one gesture, hence one command. */

import { toast } from "../browser/toast";
import { type Drawn, definitionOf, sameShape, words } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import type { StepKind } from "./controls";

const PAUSE = 400;

export class Nudge {
  private timer = 0;

  constructor(
    private readonly workspace: Workspace,
    leaving: AbortSignal,
  ) {
    addEventListener("pagehide", () => this.settle(), { signal: leaving });
    leaving.addEventListener("abort", () => this.settle());
    workspace.svg.addEventListener("pointerdown", () => this.settle(), { capture: true });
  }

  /** False if nothing is selected: then the keys are for something else. */
  by([dx, dy]: readonly [number, number], kind: StepKind): boolean {
    const { workspace } = this;
    const label = workspace.current();
    const shape = workspace.shape();
    if (!label || !shape || !workspace.mayAnnotate) return false;
    const changed = this.step(shape, dx, dy, kind);
    if (kind === "grow" && sameShape(changed, shape)) {
      const { hasSize } = definitionOf(shape.kind);
      toast(hasSize ? "It cannot go further that way." : `A ${words(shape.kind)} has no size.`);
    }
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

  private step(shape: Drawn, dx: number, dy: number, kind: StepKind): Drawn {
    const { frame, display } = this.workspace;
    const size = kind === "ten" ? 10 : 1;
    const [x, y] = [dx * size, dy * size];
    const definition = definitionOf(shape.kind);
    const node = display.handles.focusedNode();
    const at = node === null ? undefined : definition.nodes(shape)[node];
    if (node !== null && at) return definition.withNodeAt(shape, node, [at[0] + x, at[1] + y], frame);
    return kind === "grow" ? definition.grown(shape, [dx, dy], frame) : definition.moved(shape, [x, y], frame);
  }
}
