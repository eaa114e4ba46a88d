/** What undo and redo know of the shape being drawn: nodes that were taken back, and a shape that was put away. */

import type { Point } from "../shapes/geometry";
import type { StoredDraft } from "./drafts";

interface PutAway {
  readonly draft: StoredDraft;
  /** How many gestures undo could take back then: what was done since comes first. */
  readonly depth: number;
}

interface TakenBack {
  readonly type: string;
  readonly nodes: readonly Point[];
  readonly depth: number;
}

/** The node that redo places, and the type of its shape. */
export interface NextNode {
  readonly type: string;
  readonly node: Point;
}

export class DraftUndo {
  private away: PutAway | null = null;
  /** The one taken back last is the last. */
  private taken: TakenBack | null = null;

  /** `depth`: how many saved gestures undo could take back now. */
  constructor(private readonly depth: () => number) {}

  /** A node was placed by hand: there is another way forth from here. */
  placed(): void {
    this.taken = null;
  }

  /** The shape has become a label, which undo takes back as a whole. */
  drew(): void {
    this.taken = null;
  }

  tookBack(type: string, node: Point): void {
    const nodes = this.taken?.type === type ? this.taken.nodes : [];
    this.taken = { type, nodes: [...nodes, node], depth: this.depth() };
  }

  putAway(draft: StoredDraft): void {
    this.away = { draft, depth: this.depth() };
    this.taken = null;
  }

  /** What was put away, unless something was done since that is still there: then null, and undo is for that. */
  bringBack(): StoredDraft | null {
    const { away } = this;
    if (!away || this.depth() > away.depth) return null;
    this.away = null;
    return away.draft;
  }

  /** The next node for redo; null if there is none, or if labels that were taken back after it come first. */
  next(isOpen: boolean): NextNode | null {
    const { taken } = this;
    const node = taken?.nodes.at(-1);
    if (!taken || !node || (!isOpen && this.depth() !== taken.depth)) return null;
    this.taken = { ...taken, nodes: taken.nodes.slice(0, -1) };
    return { type: taken.type, node };
  }
}
