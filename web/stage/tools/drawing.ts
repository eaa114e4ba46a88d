/** A shape that is drawn click by click: its nodes so far, and the line to the cursor. */

import { toast } from "../browser/toast";
import type { AnnotationType } from "../labels/annotation-types";
import { DraftPrompt } from "../picture/draft-prompt";
import type { Draft } from "../shapes/definition";
import type { Point } from "../shapes/geometry";
import { type Drawn, definitionOf, words } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import { DraftUndo } from "./draft-undo";
import { keepDraft, keptDraft, type StoredDraft } from "./drafts";
import type { ToolState } from "./tool-state";

export class Drawing {
  private draft: Draft<Drawn> | null = null;
  /** Of the draft. */
  private type: AnnotationType | null = null;
  /** What was selected on purpose before it began. */
  private instead: string | null = null;
  private readonly history: DraftUndo;
  private readonly prompt: DraftPrompt;

  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
    keyOf: (action: string) => string,
  ) {
    const depth = (): number => workspace.saving.depth;
    this.history = new DraftUndo(depth);
    this.prompt = new DraftPrompt(workspace.host, { keyOf, depth, window: () => workspace.view.window() });
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
    this.history.placed();
    this.put(draft, at, reach);
  }

  /** Goes on with what was being drawn when the page went away. False: there was nothing. */
  resume(): boolean {
    const kept = keptDraft(this.workspace.host);
    return kept !== null && !this.draft && this.open(kept);
  }

  /** A double click on what was selected begins nothing there. */
  notBegun(): void {
    if (this.instead && this.draft && this.draft.nodes.length < 2) this.takeBack();
  }

  /** Ends the shape if it could stand; if not, it says why. False: there is none. */
  finish(): boolean {
    const { draft } = this;
    const shape = draft?.finish() ?? null;
    if (draft?.refusal) toast(draft.refusal);
    if (shape) this.drew(shape);
    return draft !== null;
  }

  /** Escape ends some shapes, if they could stand. */
  escape(): boolean {
    const shape = this.draft?.endsOnEscape ? this.draft.finish() : null;
    if (shape) this.drew(shape);
    return shape !== null;
  }

  /** Takes the last node back, or brings back what was put away last; false: undo is for the labels. */
  undo(cursor: Point | null): boolean {
    const { draft } = this;
    if (!draft) return this.bringBack();
    const node = draft.nodes.at(-1);
    if (node && this.type) this.history.tookBack(this.type.id, node);
    if (!draft.back()) this.drop();
    this.keep();
    this.sketch(cursor);
    return true;
  }

  /** Places the node again that was taken back last; false: redo is for the labels. */
  redo(cursor: Point | null): boolean {
    const next = this.history.next(this.isOpen);
    if (next) this.again(next, cursor);
    else if (this.isOpen) toast("Nothing to redo.");
    return next !== null || this.isOpen;
  }

  /** Away with it; undo brings it back. False: there is nothing. */
  putAway(): boolean {
    const { draft, type } = this;
    if (!draft || !type) return false;
    const nodes = draft.nodes;
    this.drop();
    if (nodes.length === 0) return true;
    this.history.putAway({ type: type.id, nodes });
    this.prompt.takenBack(words(type.kind));
    return true;
  }

  /** Dropping nothing must not cost what an earlier page has kept. */
  drop(): void {
    const wasOpen = this.isOpen;
    this.draft = null;
    if (wasOpen) this.keep();
    if (wasOpen) this.prompt.hide();
    this.workspace.display.overlay.sketch(null);
  }

  sketch(cursor: Point | null): void {
    const { draft, workspace } = this;
    if (!draft) return;
    workspace.display.overlay.sketch(draft.soFar(cursor), this.type?.colour, workspace.view.scale, draft.nodes);
    this.prompt.dodge(cursor);
  }

  private put(draft: Draft<Drawn>, at: Point, reach: number): void {
    const shape = draft.place(at, reach);
    if (shape) return this.drew(shape);
    if (draft.nodes.length === 0) return this.takeBack();
    if (draft.refusal) toast(draft.refusal);
    this.keep();
    this.sketch(at);
  }

  private bringBack(): boolean {
    const away = this.history.bringBack();
    return away !== null && this.open(away);
  }

  private again({ type, node }: { readonly type: string; readonly node: Point }, cursor: Point | null): void {
    if (!this.draft) this.open({ type, nodes: [node] });
    else this.put(this.draft, node, 0);
    this.sketch(cursor);
  }

  /** With these nodes; false if its type takes no labels any more. */
  private open({ type, nodes }: StoredDraft): boolean {
    const { types } = this.workspace;
    if (types.chosen()?.id !== type && !types.pick(type)) return false;
    // Of two corners the second would have ended the box.
    const draft = this.begin(this.tool.boxesByClicks || nodes.length > 1);
    for (const node of nodes) if (draft && this.draft === draft) this.put(draft, node, 0);
    return this.isOpen;
  }

  private begin(isByExtremes: boolean): Draft<Drawn> | null {
    const { workspace } = this;
    const { frame, selected, isSelectedOnPurpose } = workspace;
    this.type = workspace.types.chosen();
    if (!this.type) return null;
    this.instead = isSelectedOnPurpose ? selected : null;
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
    toast(`You are drawing a ${type.name}: Enter ends it, Escape puts it away.`);
  }

  private takeBack(): void {
    this.drop();
    this.workspace.select(this.instead);
  }

  private keep(): void {
    const { draft, type } = this;
    keepDraft(this.workspace.host, draft && type && { type: type.id, nodes: draft.nodes });
    if (draft && type) this.prompt.show(words(type.kind), draft);
  }

  private drew(shape: Drawn): void {
    const clicks = this.draft?.extremes ?? null;
    this.drop();
    this.history.drew();
    this.workspace.draw(shape, this.type, clicks);
  }
}
