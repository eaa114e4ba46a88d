/** A shape that is drawn click by click: its nodes so far, and the line to the cursor. */

import type { Workspace } from "../workspace/workspace";
import { bounds } from "../shapes/geometry";
import { keepDraft, keptDraft } from "./drafts";
import type { ToolState } from "./tool-state";
import type { Drawn, Point } from "../shapes/shapes";
import { toast } from "../browser/toast";
import type { AnnotationType } from "../labels/annotation-types";
import { Corners } from "../shapes/box-by-corners";
import { Extremes } from "../shapes/box-by-extremes";
import { Path } from "../shapes/path";

type Begun = Path | Corners | Extremes;

export class Drawing {
  private path: Begun | null = null;
  /** Of the path. */
  private type: AnnotationType | null = null;
  /** What was selected before it began. */
  private instead: string | null = null;

  constructor(private readonly workspace: Workspace, private readonly tool: ToolState) {
    workspace.types.listen(() => this.retype());
  }

  get isOpen(): boolean {
    return this.path !== null;
  }

  /** What was placed last, in words. */
  get placed(): string {
    const { path } = this;
    return path instanceof Corners ? "First corner" : `${path?.kind === "bounding_box" ? "Point" : "Node"} ${path?.nodes.length ?? 0}`;
  }

  /** What to do next, in words. */
  get hint(): string {
    const { path } = this;
    if (path instanceof Corners) return "Enter sets the opposite corner";
    return path instanceof Path && path.canFinish ? "Enter here once more ends it" : "";
  }

  /** Places the next node, or the first of a new shape. `reach` is how near is the same place. */
  place(at: Point, reach: number): void {
    const path = this.path ?? this.begin(this.tool.boxesByClicks);
    if (!path) return;
    const isLast = path instanceof Extremes && path.nodes.length === 3;
    const shape = path.place(at, reach);
    if (shape) return this.drew(shape);
    if (path.nodes.length === 0) return this.takeBack();
    if (isLast) toast("These points make no box: it is at least one pixel wide and high.");
    this.keep();
    this.sketch(at);
  }

  /** Goes on with what was being drawn when the page went away. False: there was nothing. */
  resume(): boolean {
    const draft = keptDraft(this.workspace.host);
    if (!draft || this.path || !this.workspace.types.pick(draft.type)) return false;
    // Of two corners the second would have ended the box.
    this.begin(this.tool.boxesByClicks || draft.nodes.length > 1);
    for (const node of draft.nodes) this.place(node, 0);
    return this.isOpen;
  }

  /** A double click on what was selected begins nothing there. */
  notBegun(): void {
    if (this.instead && this.path && this.path.nodes.length < 2) this.takeBack();
  }

  /** Ends the path if it has nodes enough. */
  finish(): boolean {
    const shape = this.path?.finish() ?? null;
    if (shape) this.drew(shape);
    return shape !== null;
  }

  /** Escape ends a multi-line that could stand. */
  endLine(): boolean {
    return this.path?.kind === "multi_line" && this.finish();
  }

  back(cursor: Point | null): boolean {
    if (!this.path) return false;
    if (!this.path.back()) this.drop();
    this.keep();
    this.sketch(cursor);
    return true;
  }

  /** Dropping nothing must not cost what an earlier page has kept. */
  drop(): void {
    const wasOpen = this.isOpen;
    this.path = null;
    if (wasOpen) this.keep();
    this.workspace.overlay.sketch(null);
  }

  sketch(cursor: Point | null): void {
    const { path, workspace } = this;
    if (!path) return;
    const points = cursor ? [...path.nodes, cursor] : path.nodes;
    workspace.overlay.sketch(soFar(path, points), this.type?.colour, workspace.view.scale, path.nodes);
  }

  private begin(isByExtremes: boolean): Begun | null {
    const { workspace } = this;
    const { frame, selected } = workspace;
    this.type = workspace.types.chosen();
    if (!this.type) return null;
    this.instead = selected;
    workspace.select(null);
    const { kind, nodeCount } = this.type;
    if (kind !== "bounding_box") this.path = new Path(kind, nodeCount, frame);
    else this.path = isByExtremes ? new Extremes(frame) : new Corners(frame);
    return this.path;
  }

  /** In the middle of a path only a type that it would fit can take its place. */
  private retype(): void {
    const { path, type, workspace } = this;
    const chosen = workspace.types.chosen();
    if (!path || !type || !chosen || chosen.id === type.id) return;
    if (chosen.kind === type.kind && chosen.nodeCount === type.nodeCount) {
      this.type = chosen;
      this.keep();
      return this.sketch(null);
    }
    workspace.types.pick(type.id);
    toast(`You are drawing a ${type.name}: Enter ends it, Escape drops it.`);
  }

  private takeBack(): void {
    this.drop();
    this.workspace.select(this.instead);
  }

  private keep(): void {
    keepDraft(this.workspace.host, this.path && this.type && { type: this.type.id, nodes: this.path.nodes });
  }

  private drew(shape: Drawn): void {
    const clicks = this.path instanceof Extremes ? this.path.nodes : null;
    this.drop();
    this.workspace.draw(shape, this.type, clicks);
  }
}

/** What can be shown of a shape that is not complete. */
function soFar({ kind }: Begun, points: readonly Point[]): Drawn {
  if (kind === "polygon" && points.length < 3) return { kind: "multi_line", points };
  if (kind !== "bounding_box") return { kind, points };
  const { left, top, right, bottom } = bounds(points);
  return { kind, points: [[left, top], [right, bottom]] };
}
