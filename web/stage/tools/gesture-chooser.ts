/** Which gesture a press begins: that depends on what lies there, on the type chosen, and on what the hand is used for. */

import type { Bench } from "../workspace/workspace";
import { boxing, clicking, type Gesture, moving, panning, placing, reshaping, tracing } from "./gestures";
import { clipLone } from "../shapes/geometry";
import type { Hand } from "./tool-state";
import { dropNode } from "./nodes";
import { after, type Candidate } from "../labels/pick";
import type { Point } from "../shapes/shapes";
import type { Drawing } from "./drawing";
import { grabbed, isPicking } from "./grab";

type Found = readonly Candidate[];

export class Beginning {
  constructor(
    private readonly bench: Bench,
    private readonly hand: Hand,
    private readonly drawing: Drawing,
  ) {}

  /** `reach` is how near counts, in image pixels. */
  begin(place: Point, reach: number, event: PointerEvent): Gesture | null {
    const { bench, hand } = this;
    if (event.button === 1 || hand.isSpaceDown || hand.mode === "look") return panning(bench, event);
    if (this.drawing.isOpen) return placing(this.drawing, reach);
    const handle = bench.selected ? bench.handles.at(place, reach * 1.5) : null;
    if (handle && !event.altKey) return reshaping(bench, handle, place);
    if (handle?.is === "node" && bench.isFree(bench.current())) return clicking(() => dropNode(bench, handle.node));
    const found = bench.at(place, reach);
    if (event.altKey) return clicking(() => bench.select(after(found, bench.selected)));
    const held = grabbed(bench, hand, found);
    return held ? this.onLabel(place, held, found, reach) : this.onPicture(place, found, reach, event);
  }

  private onLabel(place: Point, held: Candidate, found: Found, reach: number): Gesture {
    const { bench } = this;
    if (held.id === bench.selected) return moving(bench, place, () => this.click(place, found, reach));
    bench.select(held.id);
    return moving(bench, place, () => {});
  }

  private onPicture(place: Point, found: Found, reach: number, event: PointerEvent): Gesture {
    const { bench } = this;
    const type = bench.types.chosen();
    const click = (at: Point): void => this.click(at, found, reach);
    if (isPicking(bench, this.hand) || !type) return withClick(panning(bench, event), click);
    if (type.kind === "point") return { ...clicking((at, isDrag) => (isDrag ? this.point(at) : click(at))), isExact: true };
    if (type.kind !== "bounding_box") return tracing(this.drawing, place, click);
    return this.hand.boxesByClicks ? clicking(click) : boxing(bench, place, type.colour, click);
  }

  /** A click that moved nothing: it selects what it can mean, or places the next node. */
  private click(place: Point, found: Found, reach: number): void {
    const meant = this.meant(found);
    const { kind } = this.bench.types.chosen() ?? {};
    if (isPicking(this.bench, this.hand) || meant) this.bench.select(meant ?? null);
    else if (kind === "point") this.point(place);
    else this.drawing.place(place, reach);
  }

  /** The smallest label, where no node can be meant: when picking, for a box, and for a point on one of the same type. */
  private meant(found: Found): string | undefined {
    const { bench, hand } = this;
    const type = bench.types.chosen();
    const smallest = found[0]?.id;
    if (isPicking(bench, hand)) return smallest;
    const isOther = smallest !== bench.selected;
    if (type?.kind === "bounding_box") return isOther && !hand.boxesByClicks ? smallest : undefined;
    return type?.kind === "point" ? found.find(({ id }) => bench.labels.get(id)?.type === type.id)?.id : undefined;
  }

  private point(place: Point): void {
    this.bench.draw({ kind: "point", points: [clipLone(place, this.bench.frame)] });
  }
}

const withClick = (gesture: Gesture, clicked: (place: Point) => void): Gesture => ({
  ...gesture,
  end: (place, isDrag, event) => (isDrag ? gesture.end(place, isDrag, event) : clicked(place)),
});
