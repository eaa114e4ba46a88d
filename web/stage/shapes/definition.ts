/**
 * What the stage must know of a shape: everything else asks the definition, and never looks into a shape's fields.
 *
 * A new shape is one file with its fields and its definition, an entry in `SHAPES` (`shapes.ts`), and its line in
 * `shapes.test.ts`. A shape is plain data in the form of the API, because it is kept in the browser and sent as it is; the
 * definition is what can be asked about it. Whatever changes a shape returns another one, or the same one where that is
 * not allowed.
 */

import type { Bounds, Edge, Frame, Point } from "./geometry";

/** The fields of one shape, named as the API names them. Beside its kind they are known to its own file only. */
export interface ShapeFields {
  readonly kind: string;
}

/** A shape as it comes from the API, before anybody has looked at it. */
export interface WireShape {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface ShapeElement {
  readonly tag: "rect" | "circle" | "polyline" | "polygon";
  readonly attributes: Record<string, string | number>;
}

/** A handle of a box by compass: "nw", "n", … "se". */
export type Corner = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** What can be dragged of the selected label. On the screen `is` is its class. */
export type Handle =
  | { readonly is: "corner"; readonly corner: Corner; readonly at: Point }
  /** A node: reached by keyboard, too. */
  | { readonly is: "node"; readonly node: number; readonly at: Point }
  /** The middle of an edge: a node is added there. */
  | { readonly is: "edge"; readonly edge: number; readonly at: Point };

/** A shape that is drawn click by click. */
export interface Draft<S> {
  /** What was clicked so far: kept, should the page go away. */
  readonly nodes: readonly Point[];
  /** Takes one more place, and answers the shape if it is complete. `reach` is how near is the same place. */
  place(at: Point, reach: number): S | null;
  /** Why the latest place was not taken, or the shape cannot end yet, in words for people; null if there is nothing to say. */
  readonly refusal: string | null;
  /** What can be shown so far, with the cursor as the next place. */
  soFar(cursor: Point | null): S;
  /** The shape as it is, if it may end here. */
  finish(): S | null;
  /** Takes the last place back; false if none is left. */
  back(): boolean;
  /** Escape ends it where it could stand, instead of dropping it. */
  readonly endsOnEscape: boolean;
  /** What was placed last, in words. */
  readonly placed: string;
  /** What to do next, in words, for those who draw with keys; empty if there is nothing to say. */
  readonly hint: string;
  /** What it takes to go on and to end it, in words. `keys`: as they are written, empty where there is none. */
  wants(keys: DraftKeys): string;
  /** Clicks that are kept beside the shape: the outermost points of the thing. */
  readonly extremes: readonly Point[] | null;
}

/** The keys that end a shape and take its last node back. */
export interface DraftKeys {
  readonly end: string;
  readonly back: string;
}

/** The parts of the line that says what a shape wants; what there is no key for is left out. */
export const wish = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(" · ");

export const takesBack = ({ back }: DraftKeys): string => back && `${back} takes back`;

export interface DraftOptions {
  readonly frame: Frame;
  /** Fixed by the type, or free. */
  readonly nodeCount: number | null;
  /** By clicks on the outermost points of the thing, where the shape can be drawn so. */
  readonly isByExtremes: boolean;
}

/** What it is. */
export interface Identity<S extends ShapeFields> {
  readonly kind: S["kind"];
  /** As people say it. */
  readonly words: string;
  /** Whether it obeys the rules of its kind, whatever the image. */
  isValid(shape: S): boolean;
  equals(a: S, b: S): boolean;
  /** Whether two of one type would count as one label: the rule of five pixels. */
  isSimilar(a: S, b: S): boolean;
}

/** Where it is, in image pixels. */
export interface Placement<S> {
  /** False: a mark at a place, which is as large on the screen at any zoom. */
  readonly hasSize: boolean;
  bounds(shape: S): Bounds;
  centre(shape: S): Point;
  /** How far a place is from its stroke. */
  distanceTo(shape: S, place: Point): number;
  /** Whether a place is inside of it; never where there is no inside. */
  contains(shape: S, place: Point): boolean;
}

/** How it travels and how it looks. */
export interface Representation<S> {
  /** Null where that is no shape of this kind. */
  fromWire(wire: WireShape): S | null;
  /** `radius` is that of a mark, in image pixels. */
  element(shape: S, radius: number): ShapeElement;
  /** Reads the element that the server has drawn. */
  fromElement(element: Element): S;
}

/** How it is drawn. What cannot be done in one gesture is drawn click by click. */
export interface Creation<S> {
  /** Made at a place by one click; null: it takes more. */
  readonly atPlace: ((place: Point, frame: Frame) => S) | null;
  /** Made between two places by one drag; null: a drag draws its first edge. */
  readonly between: ((from: Point, to: Point, frame: Frame) => S) | null;
  /** May also be drawn by clicks on the outermost points of the thing. */
  readonly takesExtremes: boolean;
  /** Null where one click is all. */
  draft(options: DraftOptions): Draft<S> | null;
}

/** How it is changed. */
export interface Editing<S> {
  /** By a step, as far as the image allows. */
  moved(shape: S, by: Point, frame: Frame): S;
  /** Larger or smaller by so much, as the keys do it. */
  grown(shape: S, by: Point, frame: Frame): S;
  /** `scale`: screen pixels for one image pixel; `hasFreeNodes`: nodes may come and go. */
  handles(shape: S, scale: number, hasFreeNodes: boolean): Handle[];
  /** What dragging a handle from a place makes of it. */
  reshaped(shape: S, handle: Handle, from: Point, frame: Frame): (to: Point) => S;
}

/** Nodes that people reach one by one. A box has none: its corners are handles only. */
export interface NodeEditing<S> {
  /** Whether their number is free where the type fixes none. */
  readonly hasFreeNodes: boolean;
  nodes(shape: S): readonly Point[];
  /** The edges between them, each from the node of the same number. */
  edges(shape: S): readonly Edge[];
  withNodeAt(shape: S, node: number, to: Point, frame: Frame): S;
  withNodeOn(shape: S, edge: number, at: Point, frame: Frame): S;
  withoutNode(shape: S, node: number): S;
}

export interface ShapeDefinition<S extends ShapeFields>
  extends Identity<S>,
    Placement<S>,
    Representation<S>,
    Creation<S>,
    Editing<S>,
    NodeEditing<S> {}

/** Labels of one type within this many pixels, inclusive, are the same. */
export const SIMILAR = 5;
