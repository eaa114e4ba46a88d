/** Mouse, touch and pen: follows a press from down to up. */

import { Crosshair } from "../picture/crosshair";
import type { Point } from "../shapes/geometry";
import { Magnifier } from "../workspace/magnifier";
import type { Workspace } from "../workspace/workspace";
import type { DrawingControls } from "./controls";
import { Drawing } from "./drawing";
import { GestureChooser } from "./gesture-chooser";
import { type Gesture, TINY } from "./gestures";
import { isPicking } from "./grab";
import { Hover } from "./hover";
import { KeyboardCursor } from "./keyboard-cursor";
import { LongPress } from "./long-press";
import { addNode } from "./nodes";
import { Palm } from "./palm";
import { Pinch } from "./pinch";
import type { ToolState } from "./tool-state";

interface PointerPress {
  readonly id: number;
  readonly start: readonly [number, number];
  readonly gesture: Gesture;
  isDrag: boolean;
}

/** Opens what can be done with a label, or with the picture, at a place of the window. */
export type OpenMenu = (label: string | null, x: number, y: number) => void;

export class Pointer implements DrawingControls {
  readonly magnifier: Magnifier;
  readonly cursor: KeyboardCursor;
  private readonly crosshair: Crosshair;
  private press: PointerPress | null = null;
  private readonly drawing: Drawing;
  private readonly chooser: GestureChooser;
  private readonly pinch: Pinch;
  private readonly palm = new Palm();
  private readonly hover: Hover;
  private readonly long = new LongPress((x, y) => this.menuAt(x, y));
  /** Where the pointer is in the window, while it is over the picture. */
  private over: readonly [number, number] | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly tool: ToolState,
    private readonly openMenu: OpenMenu | null,
    keyOf: (action: string) => string,
  ) {
    const { svg } = workspace;
    this.pinch = new Pinch(workspace.view);
    this.drawing = new Drawing(workspace, tool, keyOf);
    this.chooser = new GestureChooser(workspace, tool, this.drawing);
    this.hover = new Hover(workspace, tool);
    this.magnifier = new Magnifier(workspace);
    this.crosshair = new Crosshair(workspace.host);
    this.cursor = new KeyboardCursor(workspace, tool, this.drawing, this.crosshair);
    this.on("pointerdown", (event) => this.down(event));
    this.on("pointermove", (event) => this.moved(event));
    this.on("pointerup", (event) => this.up(event));
    this.on("pointercancel", (event) => this.lost(event));
    svg.addEventListener("pointerleave", () => this.left());
    svg.addEventListener("dblclick", (event) => this.twice(event));
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    if (openMenu) svg.addEventListener("contextmenu", (event) => this.menu(event));
  }

  /** Whatever the palm beside a pen does is nothing. */
  private on(
    type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel",
    does: (event: PointerEvent) => void,
  ): void {
    this.workspace.svg.addEventListener(type, (event) => {
      if (!this.palm.rests(event, this.drawing.isOpen)) does(event);
    });
  }

  /** Goes on with what an earlier page did not end. */
  resume(): boolean {
    return this.drawing.resume();
  }

  cancel(): boolean {
    const isBusy = this.press !== null || this.drawing.isOpen;
    this.letGo();
    this.drawing.putAway();
    return isBusy;
  }

  escape(): boolean {
    return this.drawing.escape() || this.cancel();
  }

  finish(): boolean {
    return this.drawing.finish();
  }

  enter(): boolean {
    return this.cursor.press() || this.finish();
  }

  back(): boolean {
    return this.drawing.isOpen && this.undo();
  }

  undo(): boolean {
    return this.drawing.undo(this.place);
  }

  redo(): boolean {
    return this.drawing.redo(this.place);
  }

  get place(): Point | null {
    return this.cursor.place ?? (this.over && this.workspace.view.toImage(...this.over));
  }

  private down(event: PointerEvent): void {
    if (event.pointerType === "pen") this.takeOver(event);
    if (this.pinch.down(event)) return void this.letGo();
    if (this.press || event.button === 2) return;
    this.cursor.leave();
    const place = this.workspace.view.toImage(event.clientX, event.clientY);
    const gesture = this.chooser.gestureFor(place, reach(event, this.workspace), event);
    if (!gesture) return;
    event.preventDefault();
    (this.workspace.host.closest<HTMLElement>("[tabindex]") ?? this.workspace.host).focus({ preventScroll: true });
    this.workspace.svg.setPointerCapture(event.pointerId);
    this.press = { id: event.pointerId, start: [event.clientX, event.clientY], gesture, isDrag: false };
    if (this.openMenu && !this.drawing.isOpen) this.long.start(event);
  }

  /** What a palm began before the pen came is over. */
  private takeOver({ pointerId }: PointerEvent): void {
    if (this.press?.id !== pointerId) this.letGo();
    this.pinch.end();
  }

  private moved(event: PointerEvent): void {
    if (this.pinch.move(event)) return;
    const { workspace, press } = this;
    const place = workspace.view.toImage(event.clientX, event.clientY);
    if (!this.hasMoved(event)) return;
    this.cursor.leave();
    const isAiming = this.tool.mode === "draw" && workspace.mayAnnotate && event.pointerType !== "touch";
    this.crosshair.moveTo(isAiming ? event : null);
    if (!press) this.unpressed(place, event);
    else if (press.id === event.pointerId) this.dragged(press, place, event);
    if (this.drawing.isOpen || (press?.isDrag && press.gesture.isExact)) this.magnifier.show(place, event);
    else this.magnifier.hide();
  }

  /** Browsers tell of a move when it was the picture that moved. */
  private hasMoved({ clientX, clientY }: PointerEvent): boolean {
    const [x, y] = this.over ?? [];
    this.over = [clientX, clientY];
    return x !== clientX || y !== clientY;
  }

  private unpressed(place: Point, event: PointerEvent): void {
    if (this.drawing.isOpen) this.drawing.sketch(place);
    else this.hover.over(place, reach(event, this.workspace));
  }

  private dragged(press: PointerPress, place: Point, event: PointerEvent): void {
    press.isDrag ||= isFar(press.start, event);
    if (!press.isDrag) return;
    this.long.stop();
    press.gesture.drag(place, event);
  }

  private up(event: PointerEvent): void {
    this.long.stop();
    if (this.pinch.up(event)) return;
    const { press } = this;
    if (press?.id !== event.pointerId) return;
    this.press = null;
    press.gesture.end(this.workspace.view.toImage(event.clientX, event.clientY), press.isDrag, event);
    if (!this.drawing.isOpen) this.magnifier.hide();
  }

  private lost(event: PointerEvent): void {
    this.pinch.up(event);
    if (this.press?.id === event.pointerId) this.letGo();
  }

  private left(): void {
    this.over = null;
    if (!this.cursor.place) this.rest();
  }

  rest(): void {
    this.crosshair.moveTo(null);
    this.magnifier.hide();
  }

  /** Ends a press without effect; what is drawn click by click stays. */
  letGo(): void {
    this.long.stop();
    this.press?.gesture.cancel();
    this.press = null;
    this.magnifier.hide();
  }

  /** A double click adds a node to the label that somebody has selected. */
  private twice({ clientX, clientY }: MouseEvent): void {
    this.drawing.notBegun();
    if (isPicking(this.workspace, this.tool) || this.workspace.isSelectedOnPurpose) this.addNode(clientX, clientY);
  }

  private addNode(clientX: number, clientY: number): void {
    addNode(this.workspace, this.workspace.view.toImage(clientX, clientY));
  }

  private menu(event: MouseEvent): void {
    event.preventDefault();
    const focused = document.activeElement?.closest(".label")?.getAttribute("data-annotation");
    // By keyboard there is no place, only a label that has the focus.
    if (focused && event.button !== 2) this.openMenu?.(focused, event.clientX, event.clientY);
    else if (!this.drawing.isOpen) this.menuAt(event.clientX, event.clientY);
  }

  private menuAt(x: number, y: number): void {
    this.letGo();
    const { workspace } = this;
    const found = workspace.at(workspace.view.toImage(x, y), 14 / workspace.view.scale);
    this.openMenu?.(found.find(({ id }) => id === workspace.selected)?.id ?? found[0]?.id ?? null, x, y);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    const factor = Math.exp(-Math.min(Math.max(step, -120), 120) * (event.ctrlKey ? 0.01 : 0.002));
    this.workspace.view.zoom(factor, this.workspace.view.toImage(event.clientX, event.clientY));
  }
}

/** Whether a press has moved, and not only trembled: on either axis, more for a finger. */
const isFar = ([x, y]: readonly [number, number], { clientX, clientY, pointerType }: PointerEvent): boolean =>
  Math.max(Math.abs(clientX - x), Math.abs(clientY - y)) >= (pointerType === "touch" ? 2 * TINY : TINY);

/** How near counts, in image pixels: more for a finger. */
const reach = (event: PointerEvent, workspace: Workspace): number =>
  (event.pointerType === "touch" ? 14 : 6) / workspace.view.scale;
