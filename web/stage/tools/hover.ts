/** What lies under the pointer is lit up, and the cursor says what a press would do. */

import type { Bench } from "../workspace/workspace";
import type { Hand } from "./tool-state";
import type { Handle } from "../picture/handles";
import type { Point } from "../shapes/shapes";
import { grabbed } from "./grab";

export class Hover {
  private lit: Element | null = null;

  constructor(private readonly bench: Bench, private readonly hand: Hand) {}

  over(place: Point, reach: number): void {
    const { bench } = this;
    const handle = bench.selected ? bench.handles.at(place, reach * 1.5) : null;
    const found = handle ? [] : bench.at(place, reach);
    const held = grabbed(bench, this.hand, found);
    const best = held ?? found[0];
    this.light(best ? bench.picture.element(best.id) : null);
    bench.names.point(best?.id ?? null);
    bench.svg.dataset["cursor"] = handle ? cursorOf(handle) : held ? "move" : this.hand.mode;
  }

  private light(element: Element | null): void {
    if (this.lit === element) return;
    this.lit?.classList.remove("hover");
    element?.classList.add("hover");
    this.lit = element;
  }
}

const cursorOf = (handle: Handle): string => (handle.is === "corner" ? handle.corner : "node");
