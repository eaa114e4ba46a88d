/** Two fingers zoom and move the picture. */

import type { View } from "../picture/view";

type Finger = readonly [x: number, y: number];

export class Pinch {
  private readonly fingers = new Map<number, Finger>();
  private isPinching = false;

  constructor(private readonly view: View) {}

  /** True once two fingers are down: whatever one finger had begun is over. */
  down({ pointerType, pointerId, clientX, clientY }: PointerEvent): boolean {
    if (pointerType !== "touch") return false;
    this.fingers.set(pointerId, [clientX, clientY]);
    this.isPinching ||= this.fingers.size === 2;
    return this.isPinching;
  }

  /** A pen takes over. */
  end(): void {
    this.fingers.clear();
    this.isPinching = false;
  }

  move({ pointerId, clientX, clientY }: PointerEvent): boolean {
    if (!this.fingers.has(pointerId)) return false;
    const before = this.measure();
    this.fingers.set(pointerId, [clientX, clientY]);
    const now = this.measure();
    if (!before || !now) return this.isPinching;
    this.view.pan(now.x - before.x, now.y - before.y);
    this.view.zoom(now.spread / before.spread, this.view.toImage(now.x, now.y));
    return true;
  }

  /** True until the last finger of a pinch is lifted, so that none of them draws. */
  up({ pointerId }: PointerEvent): boolean {
    if (!this.fingers.delete(pointerId)) return false;
    const was = this.isPinching;
    if (this.fingers.size === 0) this.isPinching = false;
    return was;
  }

  private measure(): { x: number; y: number; spread: number } | null {
    const [a, b] = [...this.fingers.values()];
    if (!a || !b) return null;
    return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, spread: Math.max(Math.hypot(a[0] - b[0], a[1] - b[1]), 1) };
  }
}
