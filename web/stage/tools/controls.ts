/** What keys and buttons can ask of the one who draws, whether by pointer or by the cursor of the keyboard. */

import type { Point } from "../shapes/geometry";

/** One pixel, ten, or one more in size; without a label in the cursor's own measure. */
export type StepKind = "move" | "ten" | "grow";

export interface DrawingControls {
  /** What is pointed at, by keys or by pointer. */
  readonly place: Point | null;
  readonly cursor: CursorControls;
  /** Calls off whatever is being done, and puts away what is being drawn; false if nothing was. */
  cancel(): boolean;
  /** Escape ends what could stand, and puts anything else away. */
  escape(): boolean;
  /** Ends the shape, or says what it still lacks; false if nothing is being drawn. */
  finish(): boolean;
  /** Enter draws where the cursor of the keyboard is; with a pointer it ends what is drawn. */
  enter(): boolean;
  /** Takes the last node back; false if nothing is being drawn. */
  back(): boolean;
  /** Undo and redo of what is being drawn; false if they are for the labels. */
  undo(): boolean;
  redo(): boolean;
  /** Nothing is pointed at. */
  rest(): void;
}

/** The cursor of those who draw without a pointer. */
export interface CursorControls {
  /** By a step; false where the keys are meant for something else. `from`: where it begins. */
  by(step: Point, kind: StepKind, from: Point | null): boolean;
  /** False if it was not there. */
  leave(): boolean;
}
