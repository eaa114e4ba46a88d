/** The one list of shapes: everything that draws, changes, sends or shows them goes through it. */

import { boundingBox } from "./bounding-box";
import type { ShapeDefinition, WireShape } from "./definition";
import type { Bounds } from "./geometry";
import { line } from "./line";
import { multiLine } from "./multi-line";
import { point } from "./point";
import { polygon } from "./polygon";

export const SHAPES = [boundingBox, point, line, multiLine, polygon] as const;

type FieldsOf<Definition> = Definition extends ShapeDefinition<infer Fields> ? Fields : never;

/** A shape that lies somewhere in the image. */
export type Drawn = FieldsOf<(typeof SHAPES)[number]>;

export type Kind = Drawn["kind"];

/** What a label says: where the thing is, or that it is not in the image. */
export type Shape = Drawn | { readonly kind: "not_in_image" };

const BY_KIND = new Map<string, ShapeDefinition<Drawn>>(SHAPES.map((definition) => [definition.kind, definition]));

/** What can be asked about a shape of this kind. */
export function definitionOf(kind: Kind): ShapeDefinition<Drawn> {
  const definition = BY_KIND.get(kind);
  if (!definition) throw new TypeError(`This page knows no shape called ${kind}.`);
  return definition;
}

export const isDrawn = (shape: Shape): shape is Drawn => shape.kind !== "not_in_image";

export const words = (kind: Shape["kind"]): string =>
  kind === "not_in_image" ? "not in image" : definitionOf(kind).words;

export const boundsOf = (shape: Drawn): Bounds => definitionOf(shape.kind).bounds(shape);

export function sameShape(a: Shape, b: Shape): boolean {
  if (!isDrawn(a) || !isDrawn(b)) return a.kind === b.kind;
  return a.kind === b.kind && definitionOf(a.kind).equals(a, b);
}

/** Whether two labels of one type with these shapes would count as one. */
export function isSimilar(a: Shape, b: Shape): boolean {
  if (!isDrawn(a) || !isDrawn(b)) return a.kind === b.kind;
  return a.kind === b.kind && definitionOf(a.kind).isSimilar(a, b);
}

export function fromWire(wire: WireShape): Shape {
  const { kind } = wire;
  if (kind === "not_in_image") return { kind };
  const shape = definitionOf(kind as Kind).fromWire(wire);
  if (!shape) throw new TypeError(`This is no shape: ${JSON.stringify(wire)}`);
  return shape;
}
