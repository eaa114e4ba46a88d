/** A shape that is drawn click by click: its nodes so far, and the line to the cursor. */

import { toast } from "../browser/toast";
import type { AnnotationType } from "../labels/annotation-types";
import type { Draft } from "../shapes/definition";
import type { Point } from "../shapes/geometry";
import { type Drawn, definitionOf } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import { keepDraft, keptDraft } from "./drafts";
import type { ToolState } from "./tool-state";

export class Drawing {
  private draft: Draft<Drawn> | null = null;
  /** Of the draft. */
  private type: AnnotationType | null = null;
  /** What was selected before it began. */
  private instead: string | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
  ) {
    workspace.types.listen(() => this.retype());
  }

  get isOpen(): boolean {
    return this.draft !== null;
  }

  /** What was placed last, in words. */
  get placed(): string {
    return this.draft?.placed ?? "";
  }

  /** What to do next, in words. */
  get hint(): string {
    return this.draft?.hint ?? "";
  }

  /** Places the next node, or the first of a new shape. `reach` is how near is the same place. */
  place(at: Point, reach: number): void {
    const draft = this.draft ?? this.begin(this.tool.boxesByClicks);
    if (!draft) return;
    const shape = draft.place(at, reach);
    if (shape) return this.drew(shape);
    if (draft.nodes.length === 0) return this.takeBack();
    if (draft.refusal) toast(draft.refusal);
    this.keep();
    this.sketch(at);
  }

  /** Goes on with what was being drawn when the page went away. False: there was nothing. */
  resume(): boolean {
    const kept = keptDraft(this.workspace.host);
    if (!kept || this.draft || !this.workspace.types.pick(kept.type)) return false;
    // Of two corners the second would have ended the box.
    this.begin(this.tool.boxesByClicks || kept.nodes.length > 1);
    for (const node of kept.nodes) this.place(node, 0);
    return this.isOpen;
  }

  /** A double click on what was selected begins nothing there. */
  notBegun(): void {
    if (this.instead && this.draft && this.draft.nodes.length < 2) this.takeBack();
  }

  /** Ends the shape if it could stand; if not, it says why, where there is something to say. */
  finish(): boolean {
    const shape = this.draft?.finish() ?? null;
    if (this.draft?.refusal) toast(this.draft.refusal);
    if (shape) this.drew(shape);
    return shape !== null;
  }

  /** Escape ends some shapes, if they could stand. */
  escape(): boolean {
    return this.draft?.endsOnEscape === true && this.finish();
  }

  back(cursor: Point | null): boolean {
    if (!this.draft) return false;
    if (!this.draft.back()) this.drop();
    this.keep();
    this.sketch(cursor);
    return true;
  }

  /** Dropping nothing must not cost what an earlier page has kept. */
  drop(): void {
    const wasOpen = this.isOpen;
    this.draft = null;
    if (wasOpen) this.keep();
    this.workspace.display.overlay.sketch(null);
  }

  sketch(cursor: Point | null): void {
    const { draft, workspace } = this;
    if (!draft) return;
    workspace.display.overlay.sketch(draft.soFar(cursor), this.type?.colour, workspace.view.scale, draft.nodes);
  }

  private begin(isByExtremes: boolean): Draft<Drawn> | null {
    const { workspace } = this;
    const { frame, selected } = workspace;
    this.type = workspace.types.chosen();
    if (!this.type) return null;
    this.instead = selected;
    workspace.select(null);
    const { kind, nodeCount } = this.type;
    this.draft = definitionOf(kind).draft({ frame, nodeCount, isByExtremes });
    return this.draft;
  }

  /** In the middle of a shape only a type that it would fit can take its place. */
  private retype(): void {
    const { draft, type, workspace } = this;
    const chosen = workspace.types.chosen();
    if (!draft || !type || !chosen || chosen.id === type.id) return;
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
    keepDraft(this.workspace.host, this.draft && this.type && { type: this.type.id, nodes: this.draft.nodes });
  }

  private drew(shape: Drawn): void {
    const clicks = this.draft?.extremes ?? null;
    this.drop();
    this.workspace.draw(shape, this.type, clicks);
  }
}
