/** With very many labels only those in and around the window are drawn; which they are is looked up now and then, not in every frame. */

import { drawn, type Label } from "../labels/labels";
import type { Bounds } from "../shapes/geometry";
import { boundsOf } from "../shapes/shapes";

/** Fewer than this are always drawn. */
const MANY = 400;

export class Culling {
  private around: Bounds | null = null;
  private drawnFor = 0;
  private isOff = new Set<string>();

  constructor(
    private readonly labels: () => readonly Label[],
    private readonly element: (id: string) => Element | null,
    private readonly seen: (ids: ReadonlySet<string> | null) => void,
  ) {}

  /** The window moved. */
  update(window: Bounds): void {
    const size = window.right - window.left;
    if (this.around && holds(this.around, window) && size > this.drawnFor / 3) return;
    this.choose(window, size);
  }

  /** Labels came or went. */
  reset(): void {
    this.around = null;
  }

  private choose(window: Bounds, size: number): void {
    const labels = this.labels();
    this.around = widened(window);
    this.drawnFor = size;
    const isCrowded = labels.length >= MANY;
    const ids = new Set<string>();
    for (const label of labels) {
      const shape = drawn(label);
      const isNear = !isCrowded || (shape !== null && meet(boundsOf(shape), this.around));
      if (isNear) ids.add(label.id);
      if (isNear !== this.isOff.has(label.id)) continue;
      this.element(label.id)?.classList.toggle("off", !isNear);
      if (isNear) this.isOff.delete(label.id);
      else this.isOff.add(label.id);
    }
    this.seen(isCrowded ? ids : null);
  }
}

const holds = (a: Bounds, b: Bounds): boolean =>
  a.left <= b.left && a.top <= b.top && a.right >= b.right && a.bottom >= b.bottom;
const meet = (a: Bounds, b: Bounds): boolean =>
  a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;

/** Half a window more on every side, so that a pan does not run into nothing. */
function widened({ left, top, right, bottom }: Bounds): Bounds {
  const [dx, dy] = [(right - left) / 2, (bottom - top) / 2];
  return { left: left - dx, top: top - dy, right: right + dx, bottom: bottom + dy };
}
