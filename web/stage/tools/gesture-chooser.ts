/** Which gesture a press begins: that depends on what lies there, on the type chosen, and on what the pointer is used for. */

import type { Workspace } from "../workspace/workspace";
import { boxing, clicking, type Gesture, moving, panning, placing, reshaping, tracing } from "./gestures";
import { clipLone } from "../shapes/geometry";
import type { ToolState } from "./tool-state";
import { dropNode } from "./nodes";
import { after, type Candidate } from "../labels/pick";
import type { Point } from "../shapes/shapes";
import type { Drawing } from "./drawing";
import { grabbed, isPicking } from "./grab";

export class GestureChooser {
  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
    private readonly drawing: Drawing,
  ) {}

  /** `reach` is how near counts, in image pixels. */
  gestureFor(place: Point, reach: number, event: PointerEvent): Gesture | null {
    const { workspace, tool } = this;
    if (event.button === 1 || tool.isSpaceDown || tool.mode === "look") return panning(workspace, event);
    if (this.drawing.isOpen) return placing(this.drawing, reach);
    const handle = workspace.selected ? workspace.handles.at(place, reach * 1.5) : null;
    if (handle && !event.altKey) return reshaping(workspace, handle, place);
    if (handle?.is === "node" && workspace.isFree(workspace.current())) return clicking(() => dropNode(workspace, handle.node));
    const found = workspace.at(place, reach);
    if (event.altKey) return clicking(() => workspace.select(after(found, workspace.selected)));
    const held = grabbed(workspace, tool, found);
    return held ? this.onLabel(place, held, found, reach) : this.onPicture(place, found, reach, event);
  }

  private onLabel(place: Point, held: Candidate, found: readonly Candidate[], reach: number): Gesture {
    const { workspace } = this;
    if (held.id === workspace.selected) return moving(workspace, place, () => this.click(place, found, reach));
    workspace.select(held.id);
    return moving(workspace, place, () => {});
  }

  private onPicture(place: Point, found: readonly Candidate[], reach: number, event: PointerEvent): Gesture {
    const { workspace } = this;
    const type = workspace.types.chosen();
    const click = (at: Point): void => this.click(at, found, reach);
    if (isPicking(workspace, this.tool) || !type) return withClick(panning(workspace, event), click);
    if (type.kind === "point") return { ...clicking((at, isDrag) => (isDrag ? this.point(at) : click(at))), isExact: true };
    if (type.kind !== "bounding_box") return tracing(this.drawing, place, click);
    return this.tool.boxesByClicks ? clicking(click) : boxing(workspace, place, type.colour, click);
  }

  /** A click that moved nothing: it selects what it can mean, or places the next node. */
  private click(place: Point, found: readonly Candidate[], reach: number): void {
    const meant = this.meant(found);
    const { kind } = this.workspace.types.chosen() ?? {};
    if (isPicking(this.workspace, this.tool) || meant) this.workspace.select(meant ?? null);
    else if (kind === "point") this.point(place);
    else this.drawing.place(place, reach);
  }

  /** The smallest label, where no node can be meant: when picking, for a box, and for a point on one of the same type. */
  private meant(found: readonly Candidate[]): string | undefined {
    const { workspace, tool } = this;
    const type = workspace.types.chosen();
    const smallest = found[0]?.id;
    if (isPicking(workspace, tool)) return smallest;
    const isOther = smallest !== workspace.selected;
    if (type?.kind === "bounding_box") return isOther && !tool.boxesByClicks ? smallest : undefined;
    return type?.kind === "point" ? found.find(({ id }) => workspace.labels.get(id)?.type === type.id)?.id : undefined;
  }

  private point(place: Point): void {
    this.workspace.draw({ kind: "point", points: [clipLone(place, this.workspace.frame)] });
  }
}

const withClick = (gesture: Gesture, clicked: (place: Point) => void): Gesture => ({
  ...gesture,
  end: (place, isDrag, event) => (isDrag ? gesture.end(place, isDrag, event) : clicked(place)),
});
