/** What a pressed pointer does until it is let go. */

import type { Workspace } from "../workspace/workspace";
import { boxBetween } from "../shapes/geometry";
import type { Handle } from "../picture/handles";
import { drawn } from "../labels/labels";
import { insertNode, move, moveNode, resize } from "../shapes/reshape";
import type { Drawn, Frame, Point } from "../shapes/shapes";
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
  const shape = drawn(label ?? undefined);
  if (!label || !shape || !workspace.mayAnnotate) return clicking(() => clicked());
  return changing(workspace, label.id, (place) => move(shape, place[0] - start[0], place[1] - start[1], workspace.frame), clicked);
}

/** Drags a handle of the selected label. */
export function reshaping(workspace: Workspace, handle: Handle, start: Point): Gesture | null {
  const label = workspace.current();
  const shape = drawn(label ?? undefined);
  if (!label || !shape) return null;
  const change = changeOf(handle, shape, start, workspace.frame);
  return changing(workspace, label.id, change, () => handle.is === "node" && workspace.handles.focusNode(handle.node));
}

function changeOf(handle: Handle, shape: Drawn, start: Point, frame: Frame): (place: Point) => Drawn {
  // Where within the handle it was taken must not make it jump.
  const offset: Point = [handle.at[0] - start[0], handle.at[1] - start[1]];
  const at = ([x, y]: Point): Point => [x + offset[0], y + offset[1]];
  if (handle.is === "node") return (place) => moveNode(shape, handle.node, at(place), frame);
  if (handle.is === "edge") return (place) => insertNode(shape, handle.edge, at(place), frame);
  const [left, top, right, bottom] = [...(shape.points[0] as Point), ...(shape.points[1] as Point)];
  return ([x, y]) => {
    const sx = handle.corner.includes("w") ? left : right;
    const sy = handle.corner.includes("n") ? top : bottom;
    return resize(shape, handle.corner, [sx + x - start[0], sy + y - start[1]], frame);
  };
}

function changing(workspace: Workspace, id: string, change: (place: Point) => Drawn, clicked: () => void): Gesture {
  return {
    isExact: true,
    drag: (place) => workspace.hold(id, change(place)),
    end: (_, isDrag) => (isDrag ? workspace.release(true) : clicked()),
    cancel: () => workspace.release(false),
  };
}

/** Draws a box; a click does what `clicked` says. */
export function boxing(workspace: Workspace, start: Point, colour: string, clicked: (place: Point) => void): Gesture {
  const box = (place: Point): Drawn => boxBetween(start, place, workspace.frame);
  return {
    isExact: true,
    drag: (place) => workspace.overlay.sketch(box(place), colour),
    end: (place, isDrag) => {
      workspace.overlay.sketch(null);
      if (isDrag) workspace.draw(box(place));
      else clicked(place);
    },
    cancel: () => workspace.overlay.sketch(null),
  };
}

/** Draws the first edge of a line or polygon in one drag, both ends of it; a click does what `clicked` says. */
export function tracing(drawing: Drawing, start: Point, clicked: (place: Point) => void): Gesture {
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
      drawing.place(place, 0);
    },
    cancel: () => drawing.drop(),
  };
}

/** Places the next node where the pointer is let go. */
export function placing(drawing: Drawing, reach: number): Gesture {
  return { isExact: true, drag: (place) => drawing.sketch(place), end: (place) => drawing.place(place, reach), cancel: () => {} };
}

/** Does something where the pointer is let go. */
export const clicking = (clicked: (place: Point, isDrag: boolean) => void): Gesture => ({
  isExact: false,
  drag: () => {},
  end: clicked,
  cancel: () => {},
});
