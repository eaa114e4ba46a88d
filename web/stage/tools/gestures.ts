/** What a pressed pointer does until it is let go. */

import { drawn } from "../labels/labels";
import type { Handle } from "../shapes/definition";
import { distance, type Frame, type Point } from "../shapes/geometry";
import { boundsOf, type Drawn, definitionOf } from "../shapes/shapes";
import type { Workspace } from "../workspace/workspace";
import type { Drawing } from "./drawing";

export interface Gesture {
  /** Whether single pixels matter while it lasts. */
  readonly isExact: boolean;
  /** Called only once the pointer has really moved. */
  drag(place: Point, event: PointerEvent): void;
  /** `isDrag` is false for a click. */
  end(place: Point, isDrag: boolean, event: PointerEvent): void;
  cancel(): void;
}

export function panning(workspace: Workspace, event: PointerEvent): Gesture {
  let [x, y] = [event.clientX, event.clientY];
  const drag = (_: Point, { clientX, clientY }: PointerEvent): void => {
    workspace.view.pan(clientX - x, clientY - y);
    [x, y] = [clientX, clientY];
  };
  return { isExact: false, drag, end: () => {}, cancel: () => {} };
}

/** Moves the selected label; a click does what `clicked` says. */
export function moving(workspace: Workspace, start: Point, clicked: () => void): Gesture {
  const label = workspace.current();
  const shape = drawn(label);
  if (!label || !shape || !workspace.mayAnnotate) return clicking(() => clicked());
  const definition = definitionOf(shape.kind);
  const change = ([x, y]: Point): Drawn => definition.moved(shape, [x - start[0], y - start[1]], workspace.frame);
  return changing(workspace, label.id, change, clicked);
}

/** Drags a handle of the selected label. */
export function reshaping(workspace: Workspace, handle: Handle, start: Point): Gesture | null {
  const label = workspace.current();
  const shape = drawn(label);
  if (!label || !shape) return null;
  workspace.display.handles.hold(handle);
  const change = definitionOf(shape.kind).reshaped(shape, handle, start, workspace.frame);
  return changing(
    workspace,
    label.id,
    change,
    () => handle.is === "node" && workspace.display.handles.focusNode(handle.node),
  );
}

function changing(workspace: Workspace, id: string, change: (place: Point) => Drawn, clicked: () => void): Gesture {
  return {
    isExact: true,
    drag: (place) => workspace.hold(id, change(place)),
    end: (_, isDrag) => (isDrag ? workspace.release(true) : clicked()),
    cancel: () => workspace.release(false),
  };
}

/** Less than this many pixels of the screen on both sides is nothing that anybody drew with a drag. */
export const TINY = 4;

/** Draws a shape between the ends of a drag, unless they came together again; a click does what `clicked` says. */
export function spanning(
  workspace: Workspace,
  start: Point,
  colour: string,
  between: (from: Point, to: Point, frame: Frame) => Drawn,
  clicked: (place: Point) => void,
): Gesture {
  const shape = (place: Point): Drawn => between(start, place, workspace.frame);
  return {
    isExact: true,
    drag: (place) => workspace.display.overlay.sketch(shape(place), colour),
    end: (place, isDrag) => {
      workspace.display.overlay.sketch(null);
      if (!isDrag) clicked(place);
      else if (!isTiny(shape(place), workspace.view.scale)) workspace.draw(shape(place));
    },
    cancel: () => workspace.display.overlay.sketch(null),
  };
}

function isTiny(shape: Drawn, scale: number): boolean {
  const { left, top, right, bottom } = boundsOf(shape);
  return Math.max(right - left, bottom - top) * scale < TINY;
}

/**
 * Draws the first edge in one drag, both ends of it; a click does what `clicked` says. What slid no further than `reach` is
 * one node, not two beside each other.
 */
export function tracing(drawing: Drawing, start: Point, reach: number, clicked: (place: Point) => void): Gesture {
  const begun = (): void => {
    if (!drawing.isOpen) drawing.place(start, 0);
  };
  return {
    isExact: true,
    drag: (place) => {
      begun();
      drawing.sketch(place);
    },
    end: (place, isDrag) => {
      if (!isDrag) return clicked(place);
      begun();
      if (distance(start, place) > reach) drawing.place(place, 0);
    },
    cancel: () => drawing.drop(),
  };
}

/** Places the next node where the pointer is let go. */
export function placing(drawing: Drawing, reach: number): Gesture {
  return {
    isExact: true,
    drag: (place) => drawing.sketch(place),
    end: (place) => drawing.place(place, reach),
    cancel: () => {},
  };
}

/** Does something where the pointer is let go. */
export const clicking = (clicked: (place: Point, isDrag: boolean) => void): Gesture => ({
  isExact: false,
  drag: () => {},
  end: clicked,
  cancel: () => {},
});
