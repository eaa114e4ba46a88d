/** The product's words for what lies on an image, as the API writes them. */

export type Point = readonly [x: number, y: number];
export type Kind = "bounding_box" | "point" | "line" | "multi_line" | "polygon";

export interface Drawn {
  readonly kind: Kind;
  readonly points: readonly Point[];
}

export type Shape = Drawn | { readonly kind: "not_in_image" };

/** Size of the image in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

const WORDS: Record<Shape["kind"], string> = {
  bounding_box: "bounding box",
  point: "point",
  line: "line",
  multi_line: "multi-line",
  polygon: "polygon",
  not_in_image: "not in image",
};

export const words = (kind: Shape["kind"]): string => WORDS[kind];

export const isDrawn = (shape: Shape): shape is Drawn => shape.kind !== "not_in_image";

/** Fewest nodes a shape of this kind can have. */
export const minNodes = (kind: Kind): number => ({ bounding_box: 2, point: 1, line: 2, multi_line: 2, polygon: 3 })[kind];
