/** Arrow keys and I J K L: a burst of presses is one gesture, hence one command. */

import type { Bench } from "../workspace/workspace";
import { drawn } from "../labels/labels";
import { grow, move, moveNode, sameShape } from "../shapes/reshape";
import type { Drawn } from "../shapes/shapes";
import { toast } from "../browser/toast";

const PAUSE = 400;

export type Way = "move" | "ten" | "grow";

export class Nudge {
  private timer = 0;

  constructor(private readonly bench: Bench, leaving: AbortSignal) {
    addEventListener("pagehide", () => this.settle(), { signal: leaving });
    leaving.addEventListener("abort", () => this.settle());
    bench.svg.addEventListener("pointerdown", () => this.settle(), { capture: true });
  }

  /** False if nothing is selected: then the keys are for something else. */
  by([dx, dy]: readonly [number, number], way: Way): boolean {
    const { bench } = this;
    const label = bench.current();
    const shape = bench.held?.id === label?.id ? bench.held?.shape : drawn(label ?? undefined);
    if (!label || !shape || !bench.mayAnnotate) return false;
    const changed = this.step(shape, dx, dy, way);
    if (way === "grow" && sameShape(changed, shape)) toast(shape.kind === "point" ? "A point has no size." : "It cannot go further that way.");
    bench.hold(label.id, changed);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PAUSE);
    return true;
  }

  settle(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.bench.release(true);
  }

  private step(shape: Drawn, dx: number, dy: number, way: Way): Drawn {
    const { frame, handles } = this.bench;
    const size = way === "ten" ? 10 : 1;
    const [x, y] = [dx * size, dy * size];
    const node = handles.focusedNode();
    const at = node === null ? undefined : shape.points[node];
    if (node !== null && at) return moveNode(shape, node, [at[0] + x, at[1] + y], frame);
    return way === "grow" ? grow(shape, dx, dy, frame) : move(shape, x, y, frame);
  }
}
