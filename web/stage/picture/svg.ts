/** SVG elements, made and changed by attributes alone: the page's policy knows no inline style. */

import { bounds } from "../shapes/geometry";
import type { Drawn } from "../shapes/shapes";

export type Attributes = Record<string, string | number | null>;

export function svg<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Attributes = {}): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(element, attributes);
  return element;
}

export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  }
}

const TAGS = { bounding_box: "rect", point: "circle", line: "polyline", multi_line: "polyline", polygon: "polygon" } as const;

/** The element a shape is drawn with. */
export function shapeElement(shape: Drawn): SVGElement {
  const element = svg(TAGS[shape.kind], { class: "shape" });
  setShape(element, shape);
  return element;
}

export function setShape(element: SVGElement, { kind, points }: Drawn): void {
  const { left, top, right, bottom } = bounds(points);
  const trim = (n: number): number => Math.round(n * 1e6) / 1e6;
  if (kind === "bounding_box") set(element, { x: left, y: top, width: trim(right - left), height: trim(bottom - top) });
  else if (kind === "point") set(element, { cx: left, cy: top, r: element.getAttribute("r") ?? 4 });
  else set(element, { points: points.map(([x, y]) => `${x},${y}`).join(" ") });
}
