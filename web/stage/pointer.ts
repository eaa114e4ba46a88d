/** Mouse, touch and pen: decides which gesture a press begins. */

import type { Bench } from "./bench";
import { distance } from "./geometry";
import { boxing, clicking, type Gesture, lining, moving, panning, pointing, reshaping } from "./gestures";
import { addNode, dropNode } from "./nodes";
import { after, at } from "./pick";
import { Pinch } from "./pinch";
import type { Point } from "./shapes";
import { Drawing } from "./tools/drawing";

export type Mode = "draw" | "pick" | "look";

interface Press {
  readonly id: number;
  readonly start: readonly [number, number];
  readonly gesture: Gesture;
  isDrag: boolean;
}

export class Pointer {
  mode: Mode = "draw";
  isSpaceDown = false;
  private press: Press | null = null;
  private readonly drawing: Drawing;
  private readonly pinch: Pinch;
  private cursor: Point | null = null;

  constructor(private readonly bench: Bench) {
    const { svg } = bench;
    this.pinch = new Pinch(bench.view);
    this.drawing = new Drawing(bench);
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.moved(event));
    svg.addEventListener("pointerup", (event) => this.up(event));
    svg.addEventListener("pointercancel", (event) => this.lost(event));
    svg.addEventListener("pointerleave", () => bench.overlay.aim(null));
    svg.addEventListener("dblclick", ({ clientX, clientY }) => addNode(bench, bench.view.toImage(clientX, clientY)));
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  /** Goes on with what an earlier page did not end. */
  resume(): boolean {
    return this.drawing.resume();
  }

  /** Drops whatever is being done; false if nothing was. */
  cancel(): boolean {
    const isBusy = this.press !== null || this.drawing.isOpen;
    this.cancelPress();
    this.drawing.drop();
    return isBusy;
  }

  /** Escape ends a multi-line that could stand, and drops anything else. */
  escape(): boolean {
    return this.drawing.endLine() || this.cancel();
  }

  finish(): boolean {
    return this.drawing.finish();
  }

  back(): boolean {
    return this.drawing.back(this.cursor);
  }

  private down(event: PointerEvent): void {
    if (this.pinch.down(event)) return void this.cancelPress();
    if (this.press || event.button === 2) return;
    const place = this.bench.view.toImage(event.clientX, event.clientY);
    const gesture = this.begin(place, event);
    if (!gesture) return;
    event.preventDefault();
    (this.bench.host.closest<HTMLElement>("[tabindex]") ?? this.bench.host).focus({ preventScroll: true });
    this.bench.svg.setPointerCapture(event.pointerId);
    this.press = { id: event.pointerId, start: [event.clientX, event.clientY], gesture, isDrag: false };
  }

  private begin(place: Point, event: PointerEvent): Gesture | null {
    const { bench } = this;
    if (event.button === 1 || this.isSpaceDown || this.mode === "look") return panning(bench, event);
    if (this.drawing.isOpen) return clicking((end) => this.drawing.place(end, this.reach(event)));
    const reach = this.reach(event);
    const handle = bench.selected ? bench.handles.at(place, reach * 1.5) : null;
    if (handle && !(handle.is === "node" && event.altKey)) return reshaping(bench, handle, place);
    if (handle?.is === "node") return clicking(() => dropNode(bench, handle.node));
    const found = at(bench.labels.all(), place, reach);
    if (event.altKey) return clicking(() => bench.select(after(found, bench.selected)));
    return this.onLabel(place, found, event) ?? this.onPicture(place, found, event);
  }

  /** A stroke is taken by the pointer; the inside only if selected already, or when picking. */
  private onLabel(place: Point, found: ReturnType<typeof at>, event: PointerEvent): Gesture | null {
    const { bench } = this;
    const isPicking = this.mode === "pick" || !bench.mayAnnotate;
    const selected = found.find(({ id }) => id === bench.selected);
    const stroke = found.find(({ isOnStroke }) => isOnStroke);
    const best = stroke ?? selected ?? (isPicking ? found[0] : undefined);
    if (!best) return null;
    const smallest = found[0]?.id ?? null;
    if (best.id === bench.selected) return moving(bench, place, () => this.pickOrDraw(place, smallest, event));
    bench.select(best.id);
    return moving(bench, place, () => {});
  }

  private onPicture(place: Point, found: ReturnType<typeof at>, event: PointerEvent): Gesture {
    const { bench } = this;
    const type = bench.types.chosen();
    const smallest = found[0]?.id ?? null;
    const pick = (): void => bench.select(smallest);
    if (this.mode === "pick" || !bench.mayAnnotate || !type) return withClick(panning(bench, event), pick);
    if (type.kind === "bounding_box") return boxing(bench, place, type.colour, pick);
    if (type.kind === "point") return pointing(bench);
    if (type.kind === "line") return lining(bench, place, type.colour, () => this.drawing.place(place, this.reach(event)));
    return clicking((end) => this.drawing.place(end, this.reach(event)));
  }

  /** A click within the selected label: the smallest there, or a node of a new shape. */
  private pickOrDraw(place: Point, smallest: string | null, event: PointerEvent): void {
    const kind = this.bench.types.chosen()?.kind;
    const isClicked = this.mode === "draw" && kind !== undefined && kind !== "bounding_box";
    const isInside = at(this.bench.labels.all(), place, this.reach(event)).every(({ isOnStroke }) => !isOnStroke);
    if (!isClicked || !isInside) this.bench.select(smallest);
    else if (kind === "point") pointing(this.bench).end(place, false, event);
    else this.drawing.place(place, this.reach(event));
  }

  private moved(event: PointerEvent): void {
    if (this.pinch.move(event)) return;
    const { bench, press } = this;
    const place = bench.view.toImage(event.clientX, event.clientY);
    this.cursor = place;
    const isAiming = this.mode === "draw" && bench.mayAnnotate && event.pointerType !== "touch";
    bench.overlay.aim(isAiming ? place : null);
    if (!press) return this.drawing.isOpen ? this.drawing.sketch(place) : this.hover(place, event);
    if (press.id !== event.pointerId) return;
    press.isDrag ||= distance(press.start, [event.clientX, event.clientY]) >= (event.pointerType === "touch" ? 8 : 2);
    if (press.isDrag) press.gesture.drag(place, event);
  }

  private up(event: PointerEvent): void {
    if (this.pinch.up(event)) return;
    const { press } = this;
    if (press?.id !== event.pointerId) return;
    this.press = null;
    press.gesture.end(this.bench.view.toImage(event.clientX, event.clientY), press.isDrag, event);
  }

  private lost(event: PointerEvent): void {
    this.pinch.up(event);
    if (this.press?.id === event.pointerId) this.cancelPress();
  }

  private cancelPress(): void {
    this.press?.gesture.cancel();
    this.press = null;
  }

  private hover(place: Point, event: PointerEvent): void {
    const { bench } = this;
    const handle = bench.selected ? bench.handles.at(place, this.reach(event) * 1.5) : null;
    const found = at(bench.labels.all(), place, this.reach(event));
    const best = handle ? undefined : (found.find(({ isOnStroke }) => isOnStroke) ?? found[0]);
    for (const element of bench.svg.querySelectorAll(".label.hover")) element.classList.remove("hover");
    if (best) bench.picture.element(best.id)?.classList.add("hover");
    const grabs = best && (best.isOnStroke || best.id === bench.selected || this.mode === "pick");
    bench.svg.dataset["cursor"] = handle ? (handle.is === "corner" ? handle.corner : "node") : grabs ? "move" : this.mode;
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    const factor = Math.exp(-Math.min(Math.max(step, -120), 120) * (event.ctrlKey ? 0.01 : 0.002));
    this.bench.view.zoom(factor, this.bench.view.toImage(event.clientX, event.clientY));
  }

  /** How near counts, in image pixels: more for a finger. */
  private reach(event: PointerEvent): number {
    return (event.pointerType === "touch" ? 14 : 6) / this.bench.view.scale;
  }
}

const withClick = (gesture: Gesture, clicked: () => void): Gesture => ({
  ...gesture,
  end: (place, isDrag, event) => (isDrag ? gesture.end(place, isDrag, event) : clicked()),
});
