/** The drawing cursor of those who draw without a pointer: arrows move it, Enter draws with it, the picture follows it. */

import type { Bench } from "../workspace/workspace";
import type { Crosshair } from "../picture/crosshair";
import { describe, place } from "../labels/describe";
import { clip, clipLone } from "../shapes/geometry";
import type { Hand } from "./tool-state";
import { say } from "../browser/announce";
import type { Point } from "../shapes/shapes";
import type { Drawing } from "./drawing";
import { isPicking } from "./grab";

/** Pixels of the screen. */
const STEPS = { move: 10, ten: 50, grow: 1 } as const;

export class Aim {
  private at: Point | null = null;
  private isShown = false;

  constructor(
    private readonly bench: Bench,
    private readonly hand: Hand,
    private readonly drawing: Drawing,
    private readonly crosshair: Crosshair,
  ) {
    bench.host.addEventListener("view-change", () => this.isShown && this.show());
    bench.host.addEventListener("label-select", () => bench.selected && this.leave());
  }

  /** Where it is, if it is shown. */
  get place(): Point | null {
    return this.isShown ? this.at : null;
  }

  /** By a step; false where the keys are meant for something else. `from`: where it begins. */
  by([dx, dy]: readonly [number, number], way: keyof typeof STEPS, from: Point | null): boolean {
    const { bench } = this;
    if (!isAtPicture(bench.host)) return false;
    const step = STEPS[way] / bench.view.scale;
    const [x, y] = this.place ?? from ?? this.last();
    this.at = clip([x + dx * step, y + dy * step], bench.frame);
    this.isShown = true;
    bench.view.follow(this.at);
    this.show();
    this.drawing.sketch(this.at);
    this.tell(this.at);
    return true;
  }

  /** Enter: a node, a corner or a point here; when picking, the label that is here. False if the cursor is not shown. */
  press(): boolean {
    const { bench, drawing, place: at } = this;
    const type = bench.types.chosen();
    if (!at) return false;
    if (isPicking(bench, this.hand)) this.pick(at);
    else if (type?.kind === "point") bench.draw({ kind: "point", points: [clipLone(at, bench.frame)] });
    else drawing.place(at, 0);
    if (drawing.isOpen) say(`${drawing.placed} at ${place(at)}. ${drawing.hint}`);
    return true;
  }

  /** False if it was not there. */
  leave(): boolean {
    const wasShown = this.isShown;
    this.isShown = false;
    if (wasShown) this.crosshair.aim(null);
    return wasShown;
  }

  /** Where it was, or the middle of what is seen. */
  private last(): Point {
    const { left, top, right, bottom } = this.bench.view.window();
    const [x, y] = this.at ?? [-1, -1];
    const isSeen = x >= left && x <= right && y >= top && y <= bottom;
    return isSeen ? [x, y] : [(left + right) / 2, (top + bottom) / 2];
  }

  private show(): void {
    if (this.at) this.crosshair.aim(this.bench.view.toWindow(this.at), true);
  }

  private tell(at: Point): void {
    const under = this.bench.at(at, 6 / this.bench.view.scale)[0];
    const label = under && this.bench.labels.get(under.id);
    say(place(at) + (label ? `, on ${this.bench.nameOf(label)}` : ""));
  }

  private pick(at: Point): void {
    const { bench } = this;
    bench.select(bench.at(at, 6 / bench.view.scale)[0]?.id ?? null);
    const label = bench.current();
    say(label ? describe(bench, label) : "There is no label here");
  }
}

/** The keys of a list, a toolbar or a dialog stay theirs. */
function isAtPicture(host: HTMLElement): boolean {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.id === "main" || host.contains(focused);
}
