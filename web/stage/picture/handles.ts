/** The handles of the selected label on the screen; which there are its shape says. */

import type { Handle } from "../shapes/definition";
import { type Bounds, distance, type Point } from "../shapes/geometry";
import { definitionOf, isDrawn, type Shape } from "../shapes/shapes";
import { shownHandles } from "./shown-handles";
import { set, svg } from "./svg";

/** How they are seen: screen pixels for one image pixel, and the part of the image in the window. */
export interface Sight {
  readonly scale: number;
  readonly window: Bounds;
}

const NOWHERE: Sight = { scale: 1, window: { left: 0, top: 0, right: 0, bottom: 0 } };

export class Handles {
  /** All there are: each can be taken, whether it is drawn or lies too near to another. */
  private handles: Handle[] = [];
  /** The places among them of those that are drawn. */
  private shown: readonly number[] = [];
  private sight = NOWHERE;
  private nodes = 0;
  /** The place of the one that is held, or was last. */
  private held = -1;

  constructor(private readonly layer: SVGGElement) {}

  show(shape: Shape | null, sight: Sight, hasFreeNodes: boolean): void {
    const before = this.handles;
    this.handles = shape && isDrawn(shape) ? definitionOf(shape.kind).handles(shape, sight.scale, hasFreeNodes) : [];
    this.nodes = this.handles.filter(({ is }) => is === "node").length;
    // While a node is dragged the others stay as they were chosen.
    const isSame = before.length === this.handles.length && sameSight(sight, this.sight) && this.isShown(this.held);
    this.sight = sight;
    if (isSame && this.sameKinds()) this.update();
    else this.choose();
  }

  /** The handle within reach of a place, nodes before edges. */
  at(place: Point, reach: number): Handle | null {
    const weight = (handle: Handle): number => distance(handle.at, place) + (handle.is === "edge" ? reach / 2 : 0);
    let best: Handle | null = null;
    for (const handle of this.handles) {
      const isNearer = distance(handle.at, place) <= reach && (!best || weight(handle) < weight(best));
      if (isNearer) best = handle;
    }
    return best;
  }

  /** It is going to be dragged. */
  hold(handle: Handle): void {
    this.held = this.handles.indexOf(handle);
  }

  focusedNode(): number | null {
    const focused = document.activeElement;
    if (!focused || !this.layer.contains(focused)) return null;
    return Number(focused.getAttribute("data-node"));
  }

  focusNode(node: number): void {
    if (!this.elementOf(node)) this.choose(node);
    this.elementOf(node)?.focus({ preventScroll: true });
  }

  private elementOf(node: number): SVGElement | null {
    return this.layer.querySelector<SVGElement>(`[data-node="${node}"]`);
  }

  private isShown(place: number): boolean {
    return place < 0 || this.shown.includes(place);
  }

  /** The focus stays on the node it was on, or on the one in its place: the next key must not go to the label. */
  private choose(reached?: number): void {
    const focused = this.focusedNode();
    const kept = reached ?? (focused === null ? null : Math.min(focused, this.nodes - 1));
    const { scale, window } = this.sight;
    this.shown = shownHandles(this.handles, scale, window, new Set([this.held, kept ?? -1]));
    this.layer.replaceChildren(...this.drawn().map((handle) => draw(handle, this.nodes, scale)));
    if (focused !== null && kept !== null) this.focusNode(kept);
  }

  private drawn(): Handle[] {
    return this.shown.flatMap((place) => this.handles[place] ?? []);
  }

  private sameKinds(): boolean {
    return this.drawn().every((handle, i) => this.layer.children[i]?.classList.contains(handle.is));
  }

  private update(): void {
    const isLone = this.handles.length === 1;
    for (const [i, handle] of this.drawn().entries()) {
      set(this.layer.children[i] as Element, place(handle, isLone, this.sight.scale));
    }
  }
}

function sameSight(a: Sight, b: Sight): boolean {
  const { left, top, right, bottom } = a.window;
  const is = b.window;
  return a.scale === b.scale && left === is.left && top === is.top && right === is.right && bottom === is.bottom;
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
