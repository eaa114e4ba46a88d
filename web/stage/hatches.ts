/** Patterns over shapes that are blurred or concealed, so that it is seen without reading. The server's labels refer to them, too. */

import { type Attributes, svg } from "./svg";

const SIZE = 12;

/** `labels.css` fills shapes with them by their ids. */
export function hatches(): SVGDefsElement {
  const defs = svg("defs");
  const wave = "M0 4 q3 -3 6 0 t6 0 M0 10 q3 -3 6 0 t6 0";
  const stripe = "M-3 9 L3 15 M0 0 L12 12 M9 -3 L15 3";
  defs.append(pattern("hatch-blurred", wave), pattern("hatch-concealed", stripe), pattern("hatch-both", wave, stripe));
  return defs;
}

function pattern(id: string, ...lines: readonly string[]): SVGPatternElement {
  const element = svg("pattern", { id, width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse" });
  // Dark below light: visible on any ground.
  const stroke = (d: string, look: Attributes): SVGPathElement => svg("path", { d, fill: "none", ...look });
  for (const d of lines) {
    element.append(stroke(d, { stroke: "#000", "stroke-width": 2.5, opacity: 0.45 }), stroke(d, { stroke: "#fff", "stroke-width": 1, opacity: 0.8 }));
  }
  return element;
}
