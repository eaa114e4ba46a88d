/** A list of points while its nodes are being placed, one click each. */

import { type Draft, type DraftKeys, type DraftOptions, takesBack, wish } from "./definition";
import { areInLine, clip, distance, type Point, samePoint } from "./geometry";

const COVERS_NOTHING = "These points lie on one line: the shape would cover no area.";

export interface PointList<Kind extends string> {
  readonly kind: Kind;
  readonly points: readonly Point[];
}

export interface PathRules<Kind extends string> {
  readonly kind: Kind;
  /** As people say it. */
  readonly words: string;
  readonly fewest: number;
  readonly most: number;
  /** The last node is joined with the first, and there is an inside. */
  readonly isClosed: boolean;
  /** Escape ends it while it is drawn, if it could stand. */
  readonly endsOnEscape: boolean;
}

export class Path<Kind extends string> implements Draft<PointList<Kind>> {
  refusal: string | null = null;
  readonly extremes = null;
  private points: readonly Point[] = [];

  constructor(
    private readonly rules: PathRules<Kind>,
    private readonly options: DraftOptions,
  ) {}

  get nodes(): readonly Point[] {
    return this.points;
  }

  get endsOnEscape(): boolean {
    return this.rules.endsOnEscape;
  }

  get placed(): string {
    return `Node ${this.points.length}`;
  }

  get hint(): string {
    return this.canFinish && !this.isFlat(this.points) ? "Enter here once more ends it" : "";
  }

  /**
   * A place near the last node ends the path, as one near the first does where that closes it. Of a full path that covers
   * nothing the place is not taken.
   */
  place(at: Point, reach: number): PointList<Kind> | null {
    this.refusal = null;
    const node = clip(at, this.options.frame);
    const [first, last] = [this.points[0], this.points.at(-1)];
    if (last && distance(last, node) <= reach) return this.end();
    const isClosing = this.rules.isClosed && this.points.length > 2;
    if (first && isClosing && distance(first, node) <= reach) return this.end();
    if (this.points.some((point) => samePoint(point, node))) return null;
    const points = [...this.points, node];
    const isFull = points.length === this.most;
    if (isFull && this.isFlat(points)) this.refusal = COVERS_NOTHING;
    else this.points = points;
    return isFull && !this.refusal ? this.end() : null;
  }

  wants(keys: DraftKeys): string {
    const { isClosed } = this.rules;
    const missing = this.most - this.points.length;
    if (Number.isFinite(missing)) return wish(`click ${count(missing, "more node")}`, takesBack(keys));
    const again = isClosed ? "the first node" : "the last node again";
    return wish("click nodes", `${keys.end ? `${keys.end} or ` : ""}${again} ends`, takesBack(keys));
  }

  soFar(cursor: Point | null): PointList<Kind> {
    return { kind: this.rules.kind, points: cursor ? [...this.points, cursor] : this.points };
  }

  finish(): PointList<Kind> | null {
    const shape = this.end();
    if (!this.canFinish) this.refusal = this.tooFew();
    return shape;
  }

  /** The shape, if it may end here; a click that cannot end it is no reason to complain of too few nodes. */
  private end(): PointList<Kind> | null {
    const isFlat = this.canFinish && this.isFlat(this.points);
    this.refusal = isFlat ? COVERS_NOTHING : null;
    return this.canFinish && !isFlat ? { kind: this.rules.kind, points: this.points } : null;
  }

  back(): boolean {
    this.points = this.points.slice(0, -1);
    return this.points.length > 0;
  }

  private tooFew(): string {
    const { words, fewest } = this.rules;
    const { nodeCount } = this.options;
    const needed = nodeCount ?? fewest;
    const least = nodeCount === null ? "at least " : "";
    return `This ${words} needs ${least}${count(needed, "node")}: ${needed - this.points.length} more.`;
  }

  private get most(): number {
    return Math.min(this.options.nodeCount ?? Infinity, this.rules.most);
  }

  private get canFinish(): boolean {
    const { nodeCount } = this.options;
    return nodeCount === null ? this.points.length >= this.rules.fewest : this.points.length === nodeCount;
  }

  private isFlat(points: readonly Point[]): boolean {
    return this.rules.isClosed && areInLine(points);
  }
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
