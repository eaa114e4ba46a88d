/** The SVG element of a shape, the same as the server draws. */

import { type Drawn, definitionOf } from "../shapes/shapes";
import { set, svg } from "./svg";

/** Of a mark that is not on the picture itself, in image pixels. */
const RADIUS = 4;

export function shapeElement(shape: Drawn, radius = RADIUS): SVGElement {
  const { tag, attributes } = definitionOf(shape.kind).element(shape, radius);
  return svg(tag, { class: "shape", ...attributes });
}

/** Changes the element that is there, if it can stay; answers whether it did. */
export function setShape(element: Element, shape: Drawn, radius: number): boolean {
  const { tag, attributes } = definitionOf(shape.kind).element(shape, radius);
  if (element.tagName !== tag) return false;
  set(element, attributes);
  return true;
}
