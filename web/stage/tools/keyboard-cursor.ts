/** The drawing cursor of those who draw without a pointer: arrows move it, Enter draws with it, the picture follows it. */

import { announce } from "../browser/announce";
import { describe, place } from "../labels/describe";
import type { Crosshair } from "../picture/crosshair";
import { clip, type Point } from "../shapes/geometry";
import { definitionOf } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import type { CursorControls, StepKind } from "./controls";
import type { Drawing } from "./drawing";
import { isPicking } from "./grab";
import type { ToolState } from "./tool-state";

/** Pixels of the screen. */
const STEPS: Record<StepKind, number> = { move: 10, ten: 50, grow: 1 };

export class KeyboardCursor implements CursorControls {
  private at: Point | null = null;
  private isShown = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
    private readonly drawing: Drawing,
    private readonly crosshair: Crosshair,
  ) {
    workspace.host.addEventListener("view-change", () => this.isShown && this.show());
    workspace.host.addEventListener("label-select", () => workspace.selected && this.leave());
  }

  /** Where it is, if it is shown. */
  get place(): Point | null {
    return this.isShown ? this.at : null;
  }

  by([dx, dy]: Point, kind: StepKind, from: Point | null): boolean {
    const { workspace } = this;
    if (!isAtPicture(workspace.host)) return false;
    const step = STEPS[kind] / workspace.view.scale;
    const [x, y] = this.place ?? from ?? this.last();
    this.at = clip([x + dx * step, y + dy * step], workspace.frame);
    this.isShown = true;
    workspace.view.follow(this.at);
    this.show();
    this.drawing.sketch(this.at);
    this.tell(this.at);
    return true;
  }

  /** Enter: a node, a corner or a point here; when picking, the label that is here. False if the cursor is not shown. */
  press(): boolean {
    const { workspace, drawing, place: at } = this;
    const type = workspace.types.chosen();
    const atPlace = type && definitionOf(type.kind).atPlace;
    if (!at) return false;
    if (isPicking(workspace, this.tool)) this.pick(at);
    else if (atPlace) workspace.draw(atPlace(at, workspace.frame));
    else this.placeHere(at);
    if (drawing.isOpen) announce(`${drawing.placed} at ${place(at)}. ${drawing.hint}`);
    return true;
  }

  /** Enter where the last node is ends the shape, or says what it lacks. */
  private placeHere(at: Point): void {
    const { drawing } = this;
    const before = drawing.placed;
    drawing.place(at, 0);
    if (drawing.isOpen && drawing.placed === before) drawing.finish();
  }

  leave(): boolean {
    const wasShown = this.isShown;
    this.isShown = false;
    if (wasShown) this.crosshair.moveTo(null);
    return wasShown;
  }

  /** Where it was, or the middle of what is seen. */
  private last(): Point {
    const { left, top, right, bottom } = this.workspace.view.window();
    const [x, y] = this.at ?? [-1, -1];
    const isSeen = x >= left && x <= right && y >= top && y <= bottom;
    return isSeen ? [x, y] : [(left + right) / 2, (top + bottom) / 2];
  }

  private show(): void {
    if (this.at) this.crosshair.moveTo(this.workspace.view.toWindow(this.at), true);
  }

  private tell(at: Point): void {
    const under = this.workspace.at(at, 6 / this.workspace.view.scale)[0];
    const label = under && this.workspace.labels.get(under.id);
    announce(place(at) + (label ? `, on ${this.workspace.nameOf(label)}` : ""));
  }

  private pick(at: Point): void {
    const { workspace } = this;
    workspace.select(workspace.at(at, 6 / workspace.view.scale)[0]?.id ?? null);
    const label = workspace.current();
    announce(label ? describe(label, workspace.types.nameOf(label.type)) : "There is no label here");
  }
}

/** The keys of a list, a toolbar or a dialog stay theirs. */
function isAtPicture(host: HTMLElement): boolean {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.id === "main" || host.contains(focused);
}
