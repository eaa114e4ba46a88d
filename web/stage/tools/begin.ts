/** Which gesture a press begins: that depends on what lies there, on the type chosen, and on what the hand is used for. */

import type { Bench } from "../bench";
import { boxing, clicking, type Gesture, lining, moving, panning, pointing, reshaping } from "../gestures";
import type { Hand } from "../hand";
import { dropNode } from "../nodes";
import { after, at } from "../pick";
import type { Point } from "../shapes";
import type { Drawing } from "./drawing";

type Found = ReturnType<typeof at>;

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
    if (this.drawing.isOpen) return this.node(reach);
    const handle = bench.selected ? bench.handles.at(place, reach * 1.5) : null;
    if (handle && !(handle.is === "node" && event.altKey)) return reshaping(bench, handle, place);
    if (handle?.is === "node") return clicking(() => dropNode(bench, handle.node));
    const found = bench.at(place, reach);
    if (event.altKey) return clicking(() => bench.select(after(found, bench.selected)));
    return this.onLabel(place, found, reach, event) ?? this.onPicture(place, found, reach, event);
  }

  private node(reach: number): Gesture {
    return clicking((end) => this.drawing.place(end, reach));
  }

  private get isPicking(): boolean {
    return this.hand.mode === "pick" || !this.bench.mayAnnotate;
  }

  /** A stroke is taken by the pointer; the inside only if selected already, or when picking. */
  private onLabel(place: Point, found: Found, reach: number, event: PointerEvent): Gesture | null {
    const { bench } = this;
    const selected = found.find(({ id }) => id === bench.selected);
    const stroke = found.find(({ isOnStroke }) => isOnStroke);
    const best = stroke ?? selected ?? (this.isPicking ? found[0] : undefined);
    if (!best) return null;
    const smallest = found[0]?.id ?? null;
    if (best.id === bench.selected) return moving(bench, place, () => this.pickOrDraw(place, smallest, reach, event));
    bench.select(best.id);
    return moving(bench, place, () => {});
  }

  private onPicture(place: Point, found: Found, reach: number, event: PointerEvent): Gesture {
    const { bench } = this;
    const type = bench.types.chosen();
    const smallest = found[0]?.id ?? null;
    const pick = (): void => bench.select(smallest);
    if (this.isPicking || !type) return withClick(panning(bench, event), pick);
    if (type.kind === "bounding_box" && !this.hand.boxesByClicks) return boxing(bench, place, type.colour, pick);
    if (type.kind === "point") return pointing(bench);
    if (type.kind === "line") return lining(bench, place, type.colour, () => this.drawing.place(place, reach));
    return this.node(reach);
  }

  /** A click within the selected label: the smallest there, or a node of a new shape. */
  private pickOrDraw(place: Point, smallest: string | null, reach: number, event: PointerEvent): void {
    const kind = this.bench.types.chosen()?.kind;
    const isClicked = kind !== "bounding_box" || this.hand.boxesByClicks;
    const isInside = this.bench.at(place, reach).every(({ isOnStroke }) => !isOnStroke);
    if (this.isPicking || !kind || !isClicked || !isInside) this.bench.select(smallest);
    else if (kind === "point") pointing(this.bench).end(place, false, event);
    else this.drawing.place(place, reach);
  }
}

const withClick = (gesture: Gesture, clicked: () => void): Gesture => ({
  ...gesture,
  end: (place, isDrag, event) => (isDrag ? gesture.end(place, isDrag, event) : clicked()),
});
