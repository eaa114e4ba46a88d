/** What lies over the labels and belongs to nobody: the shape being drawn, refused ghosts, hatches. */

import type { Point } from "../shapes/geometry";
import { type Drawn, definitionOf, isDrawn, type Shape } from "../shapes/shapes";
import { hatches, scaleHatches } from "./hatches";
import { shapeElement } from "./shape-element";
import { set, svg } from "./svg";

export class Overlay {
  private readonly layer: SVGGElement;
  private readonly ghosts = svg("g", { class: "ghosts" });
  private readonly draft = svg("g", { class: "draft", "aria-hidden": "true" });
  readonly handles = svg("g", { class: "handles" });
  private readonly hatches = hatches();
  /** What is being drawn at the moment. */
  sketched: Drawn | null = null;

  constructor(root: SVGSVGElement, names: SVGGElement) {
    root.prepend(this.hatches);
    this.layer = root.appendChild(svg("g", { class: "overlay" }));
    this.layer.append(this.ghosts, names, this.draft, this.handles);
  }

  /** Shows a shape while it is being drawn, in the colour of its type. */
  sketch(shape: Drawn | null, colour = "type-0", scale = 1, dotted?: readonly Point[]): void {
    this.sketched = shape;
    if (!shape) return this.draft.replaceChildren();
    set(this.draft, { class: `draft label ${colour} kind-${shape.kind}` });
    const nodes = dotted ?? definitionOf(shape.kind).nodes(shape);
    const dots = nodes.map(([cx, cy]) => svg("circle", { class: "node", cx, cy, r: 4 / scale }));
    this.draft.replaceChildren(shapeElement(shape), ...dots);
  }

  /** A shape that was refused; reached by Tab, and `chosen` by Enter. */
  ghost(id: string, shape: Shape | null, colour = "type-0", sentence = "", chosen = (): void => {}): void {
    this.ghosts.querySelector(`[data-of="${id}"]`)?.remove();
    if (!shape || !isDrawn(shape)) return;
    const element = svg("g", {
      class: `label refused ${colour}`,
      "data-of": id,
      tabindex: 0,
      role: "button",
      "aria-label": sentence,
    });
    element.append(shapeElement(shape));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      chosen();
    });
    this.ghosts.append(element);
  }

  /** Nodes and hatches keep their size on the screen. */
  scale(scale: number): void {
    scaleHatches(this.hatches, scale);
    for (const element of this.draft.querySelectorAll(".node")) set(element, { r: 4 / scale });
  }
}
