/** The handles of the selected label on the screen; which there are its shape says. */

import type { Handle } from "../shapes/definition";
import { distance, type Point } from "../shapes/geometry";
import { definitionOf, isDrawn, type Shape } from "../shapes/shapes";
import { set, svg } from "./svg";

export class Handles {
  private handles: Handle[] = [];

  constructor(private readonly layer: SVGGElement) {}

  show(shape: Shape | null, scale: number, hasFreeNodes: boolean): void {
    this.handles = shape && isDrawn(shape) ? definitionOf(shape.kind).handles(shape, scale, hasFreeNodes) : [];
    if (this.layer.children.length === this.handles.length && this.sameKinds()) this.update(scale);
    else this.replace(scale);
  }

  /** The focus stays on the node it was on, or on the one in its place: the next key must not go to the label. */
  private replace(scale: number): void {
    const focused = this.focusedNode();
    const nodes = this.handles.filter(({ is }) => is === "node").length;
    this.layer.replaceChildren(...this.handles.map((handle) => draw(handle, nodes, scale)));
    if (focused !== null) this.focusNode(Math.min(focused, nodes - 1));
  }

  /** The handle within reach of a place, nodes before edges. */
  at(place: Point, reach: number): Handle | null {
    const near = this.handles.filter((handle) => distance(handle.at, place) <= reach);
    const weight = (handle: Handle): number => distance(handle.at, place) + (handle.is === "edge" ? reach / 2 : 0);
    return near.sort((a, b) => weight(a) - weight(b))[0] ?? null;
  }

  focusedNode(): number | null {
    const focused = document.activeElement;
    if (!focused || !this.layer.contains(focused)) return null;
    return Number(focused.getAttribute("data-node"));
  }

  focusNode(node: number): void {
    this.layer.querySelector<SVGElement>(`[data-node="${node}"]`)?.focus({ preventScroll: true });
  }

  private sameKinds(): boolean {
    return this.handles.every((handle, i) => this.layer.children[i]?.classList.contains(handle.is));
  }

  private update(scale: number): void {
    const isLone = this.handles.length === 1;
    for (const [i, handle] of this.handles.entries()) {
      set(this.layer.children[i] as Element, place(handle, isLone, scale));
    }
  }
}

function draw(handle: Handle, nodes: number, scale: number): SVGElement {
  const isLone = handle.is === "node" && nodes === 1;
  const element = svg(handle.is === "corner" ? "rect" : "circle", {
    class: `handle ${handle.is}${isLone ? " lone" : ""}`,
  });
  if (handle.is === "corner") set(element, { "data-corner": handle.corner });
  if (handle.is === "node") {
    set(element, {
      "data-node": handle.node,
      tabindex: 0,
      role: "button",
      "aria-label": isLone ? "the point" : `node ${handle.node + 1} of ${nodes}`,
    });
  }
  set(element, place(handle, isLone, scale));
  return element;
}

/** A lone node leaves the point in it to be seen. */
function place({ is, at: [x, y] }: Handle, isLone: boolean, scale: number): Record<string, number> {
  const r = (isLone ? 12 : is === "edge" ? 3.5 : 4.5) / scale;
  return is === "corner" ? { x: x - r, y: y - r, width: 2 * r, height: 2 * r } : { cx: x, cy: y, r };
}
