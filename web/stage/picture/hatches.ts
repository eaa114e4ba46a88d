/** Patterns, marks and masks that say blurred or concealed without a word. The server's labels refer to them, too. */

import { type Attributes, set, svg } from "./svg";

/** Of a tile of a pattern, in screen pixels. */
const TILE = 12;
/** Of a mark on a node, in screen pixels. */
const MARK = 15;

const WAVE = "M0 4 q3 -3 6 0 t6 0 M0 10 q3 -3 6 0 t6 0";
const STRIPE = "M-3 9 L3 15 M0 0 L12 12 M9 -3 L15 3";
const RING = "M2.5 7.5 a5 5 0 1 0 10 0 a5 5 0 1 0 -10 0";
const CROSS = "M3 3 L12 12 M12 3 L3 12";

/** `labels.css` refers to them by their ids. */
export function hatches(): SVGDefsElement {
  const defs = svg("defs");
  defs.append(pattern("hatch-blurred", WAVE), pattern("hatch-concealed", STRIPE), pattern("hatch-both", WAVE, STRIPE));
  defs.append(mark("mark-blurred", RING), mark("mark-concealed", CROSS), mark("mark-both", RING, CROSS));
  defs.append(mask("mask-blurred", hole()), mask("mask-concealed", cross()), mask("mask-both", hole(), cross()));
  return defs;
}

/** They keep their size on the screen. */
export function scaleHatches(defs: SVGDefsElement, scale: number): void {
  for (const pattern of defs.querySelectorAll("pattern")) set(pattern, { patternTransform: `scale(${1 / scale})` });
  for (const mark of defs.querySelectorAll("marker")) {
    set(mark, { markerWidth: MARK / scale, markerHeight: MARK / scale });
  }
}

function pattern(id: string, ...lines: readonly string[]): SVGPatternElement {
  const element = svg("pattern", { id, width: TILE, height: TILE, patternUnits: "userSpaceOnUse" });
  element.append(...lines.flatMap((line) => strokes(line, 2.5, 1, 0.8)));
  return element;
}

function mark(id: string, ...lines: readonly string[]): SVGMarkerElement {
  const element = svg("marker", {
    id,
    viewBox: `0 0 ${MARK} ${MARK}`,
    refX: MARK / 2,
    refY: MARK / 2,
    markerUnits: "userSpaceOnUse",
  });
  element.append(...lines.flatMap((line) => strokes(line, 4, 2, 1)));
  return element;
}

/** Dark below light: visible on any ground. */
function strokes(d: string, below: number, above: number, opacity: number): SVGPathElement[] {
  const stroke = (look: Attributes): SVGPathElement =>
    svg("path", { d, fill: "none", "stroke-dasharray": "none", ...look });
  return [
    stroke({ stroke: "#000", "stroke-width": below, opacity: opacity / 2 + 0.05 }),
    stroke({ stroke: "#fff", "stroke-width": above, opacity }),
  ];
}

/** What is left of the form of a point. */
function mask(id: string, ...missing: readonly SVGElement[]): SVGMaskElement {
  const element = svg("mask", { id, maskContentUnits: "objectBoundingBox" });
  element.append(svg("rect", { x: -0.1, y: -0.1, width: 1.2, height: 1.2, fill: "#fff" }), ...missing);
  return element;
}

const hole = (): SVGElement => svg("circle", { cx: 0.5, cy: 0.5, r: 0.24 });
const cross = (): SVGElement => svg("path", { d: "M0 0 L1 1 M1 0 L0 1", stroke: "#000", "stroke-width": 0.16 });
