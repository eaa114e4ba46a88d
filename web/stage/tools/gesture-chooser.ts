/** Which gesture a press begins: that depends on what lies there, on the type chosen, and on what the pointer is used for. */

import { after, type Candidate } from "../labels/pick";
import type { Frame, Point } from "../shapes/geometry";
import { type Drawn, definitionOf, type Kind } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import type { Drawing } from "./drawing";
import { clicking, type Gesture, moving, panning, placing, reshaping, spanning, tracing } from "./gestures";
import { grabbed, grabbedHandle, isPicking } from "./grab";
import { dropNode } from "./nodes";
import type { ToolState } from "./tool-state";

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
    const handle = grabbedHandle(workspace, tool, place, reach);
    if (handle && !event.altKey) return reshaping(workspace, handle, place);
    const node = event.altKey && workspace.selected ? workspace.display.handles.at(place, reach * 1.5) : null;
    if (node?.is === "node" && workspace.isFree(workspace.current())) {
      return clicking(() => dropNode(workspace, node.node));
    }
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
    const { atPlace, between } = definitionOf(type.kind);
    if (atPlace) return { ...clicking((at, isDrag) => (isDrag ? this.draw(at, atPlace) : click(at))), isExact: true };
    if (!between) return tracing(this.drawing, place, reach, click);
    return this.isByExtremes(type.kind) ? clicking(click) : spanning(workspace, place, type.colour, between, click);
  }

  /** A click that moved nothing: it selects what it can mean, deselects what was selected, or places the next node. */
  private click(place: Point, found: readonly Candidate[], reach: number): void {
    const { workspace } = this;
    const meant = this.meant(found);
    const type = workspace.types.chosen();
    const atPlace = type && definitionOf(type.kind).atPlace;
    if (isPicking(workspace, this.tool) || meant) workspace.select(meant ?? null);
    else if (workspace.isSelectedOnPurpose && found.length === 0) workspace.select(null);
    else if (atPlace) this.draw(place, atPlace);
    else this.drawing.place(place, reach);
  }

  /** The smallest label, where no node can be meant: when picking, for what a drag draws, and on one of the same type for what a click draws. */
  private meant(found: readonly Candidate[]): string | undefined {
    const { workspace } = this;
    const type = workspace.types.chosen();
    const smallest = found[0]?.id;
    if (isPicking(workspace, this.tool) || !type) return smallest;
    const { atPlace, between } = definitionOf(type.kind);
    if (between) return this.isByExtremes(type.kind) ? undefined : this.meantBesideBoxes(found);
    return atPlace ? found.find(({ id }) => workspace.labels.get(id)?.type === type.id)?.id : undefined;
  }

  /** The edge of what was just drawn is where the next one begins; its inside selects it. */
  private meantBesideBoxes(found: readonly Candidate[]): string | undefined {
    const { selected, isSelectedOnPurpose } = this.workspace;
    const own = found.find(({ id }) => id === selected);
    if (own && !isSelectedOnPurpose && own.isOnStroke) return undefined;
    const smallest = found[0]?.id;
    return smallest === selected && isSelectedOnPurpose ? undefined : smallest;
  }

  private isByExtremes(kind: Kind): boolean {
    return this.tool.boxesByClicks && definitionOf(kind).takesExtremes;
  }

  private draw(place: Point, atPlace: (place: Point, frame: Frame) => Drawn): void {
    this.workspace.draw(atPlace(place, this.workspace.frame));
  }
}

const withClick = (gesture: Gesture, clicked: (place: Point) => void): Gesture => ({
  ...gesture,
  end: (place, isDrag, event) => (isDrag ? gesture.end(place, isDrag, event) : clicked(place)),
});
