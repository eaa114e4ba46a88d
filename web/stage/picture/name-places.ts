/** Where names may stand beside their labels, so that none covers another. */

import type { Bounds, Frame } from "../shapes/geometry";
import type { Attributes } from "./svg";

/** Widths of letters are some more than half their height. */
const LETTER = 0.6;
/** Of a line of text, by its size. */
const LINE = 1.1;

export interface NamePlace {
  /** Of the text element. */
  readonly attributes: Attributes;
  /** What it covers, in image pixels. */
  readonly box: Bounds;
}

export interface NameText {
  readonly bounds: Bounds;
  /** False: a mark, which the text stands beside. */
  readonly hasSize: boolean;
  readonly letters: number;
}

/** The best first: above, below, to the right. `size` is that of the text in image pixels. */
export function placesOf(text: NameText, size: number, frame: Frame): NamePlace[] {
  const { bounds, hasSize } = text;
  const { left, top, right, bottom } = bounds;
  const width = text.letters * LETTER * size;
  const isAtEnd = left + width > frame.width && right >= width;
  const anchor = isAtEnd ? "end" : "start";
  const x = isAtEnd ? right : left;
  const aside = hasSize ? 0 : isAtEnd ? -0.9 : 0.9;
  const at = (y: number, dy: number, from = x, dx = aside, is: "start" | "end" = anchor): NamePlace => {
    const start = from + dx * size - (is === "end" ? width : 0);
    const base = y + dy * size;
    return {
      attributes: { x: from, y, dx: dx === 0 ? null : `${dx}em`, dy: `${dy}em`, "text-anchor": is },
      box: { left: start, top: base - LINE * size * 0.8, right: start + width, bottom: base + LINE * size * 0.2 },
    };
  };
  const above = at(top, top < frame.height * 0.03 ? 1.15 : -0.45);
  const others = [at(bottom, 1.05), at(top, 0.9, right, 0.35, "start")];
  return [above, ...others.filter(({ box }) => box.right <= frame.width && box.bottom <= frame.height)];
}

/** For each of the names, in their order, the best place that is free; null where there is none. */
export function choosePlaces(names: readonly (readonly NamePlace[])[]): (NamePlace | null)[] {
  const taken: Bounds[] = [];
  return names.map((places) => {
    const free = places.find(({ box }) => !taken.some((other) => overlap(box, other))) ?? null;
    if (free) taken.push(free.box);
    return free;
  });
}

export const overlap = (a: Bounds, b: Bounds): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
