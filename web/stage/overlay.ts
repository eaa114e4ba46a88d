/** What lies over the labels and belongs to nobody: crosshair, the shape being drawn, names, refused ghosts. */

import { bounds } from "./geometry";
import { isDrawn, type Drawn, type Frame, type Point, type Shape } from "./shapes";
import { type Attributes, set, shapeElement, svg } from "./svg";

export class Overlay {
  private readonly layer: SVGGElement;
  private readonly ghosts = svg("g", { class: "ghosts" });
  private readonly names = svg("g", { class: "names", "aria-hidden": "true" });
  private readonly draft = svg("g", { class: "draft", "aria-hidden": "true" });
  private readonly crosshair = svg("g", { class: "crosshair", "aria-hidden": "true" });
  readonly handles = svg("g", { class: "handles" });

  constructor(root: SVGSVGElement, private readonly frame: Frame) {
    this.layer = root.appendChild(svg("g", { class: "overlay" }));
    this.crosshair.append(svg("line"), svg("line"));
    this.layer.append(this.ghosts, this.names, this.draft, this.handles, this.crosshair);
    this.aim(null);
  }

  aim(place: Point | null): void {
    const [across, down] = this.crosshair.children;
    if (!place || !across || !down) return set(this.crosshair, { visibility: "hidden" });
    set(this.crosshair, { visibility: null });
    set(across, { x1: 0, x2: this.frame.width, y1: place[1], y2: place[1] });
    set(down, { y1: 0, y2: this.frame.height, x1: place[0], x2: place[0] });
  }

  /** Shows a shape while it is being drawn, in the colour of its type. */
  sketch(shape: Drawn | null, colour = "type-0", scale = 1): void {
    if (!shape) return this.draft.replaceChildren();
    set(this.draft, { class: `draft label ${colour} kind-${shape.kind}` });
    const nodes = shape.kind === "bounding_box" ? [] : shape.points;
    const dots = nodes.map(([cx, cy]) => svg("circle", { class: "node", cx, cy, r: 4 / scale }));
    this.draft.replaceChildren(shapeElement(shape), ...dots);
  }

  name(id: string, shape: Shape | null, text: string, colour: string): void {
    const present = this.names.querySelector<SVGTextElement>(`[data-of="${id}"]`);
    if (!shape || !isDrawn(shape)) return present?.remove();
    const element = present ?? this.names.appendChild(svg("text", { "data-of": id }));
    set(element, { ...this.besides(shape), class: colour });
    element.textContent = text;
  }

  /** A shape that was refused; reached by Tab, and `chosen` by Enter. */
  ghost(id: string, shape: Shape | null, colour = "type-0", sentence = "", chosen = (): void => {}): void {
    this.ghosts.querySelector(`[data-of="${id}"]`)?.remove();
    if (!shape || !isDrawn(shape)) return;
    const element = svg("g", { class: `label refused ${colour}`, "data-of": id, tabindex: 0, role: "button", "aria-label": sentence });
    element.append(shapeElement(shape));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      chosen();
    });
    this.ghosts.append(element);
  }

  /** Text keeps its size on the screen. */
  scale(scale: number): void {
    set(this.names, { "font-size": 12 / scale });
    for (const element of this.ghosts.querySelectorAll("circle")) set(element, { r: 5 / scale });
    for (const element of this.draft.querySelectorAll(".node")) set(element, { r: 4 / scale });
  }

  moveName(id: string, shape: Drawn): void {
    const element = this.names.querySelector(`[data-of="${id}"]`);
    if (element) set(element, this.besides(shape));
  }

  /** A name stands above its label, but never beyond the picture's edge. */
  private besides({ points }: Drawn): Attributes {
    const { left, top } = bounds(points);
    const { width, height } = this.frame;
    return { x: left, y: top, dy: top < height * 0.03 ? "1.15em" : "-0.45em", "text-anchor": left > width * 0.92 ? "end" : "start" };
  }
}
