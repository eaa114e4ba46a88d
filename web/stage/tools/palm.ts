/** Tells a palm from a finger: while a pen draws, what touches the picture besides it only rests there. */

type PressEvent = Pick<PointerEvent, "type" | "pointerId" | "pointerType" | "timeStamp">;

/** Milliseconds after which a pen that was near the picture is away. */
const AWAY = 1000;

export class Palm {
  private readonly touching = new Set<number>();
  private readonly resting = new Set<number>();
  private isPenDown = false;
  private penSeen = -Infinity;
  /** The pen began what is being drawn. */
  private isPenDrawing = false;

  /** `isOpen`: a shape is being drawn node by node. True: leave this event alone. */
  rests(event: PressEvent, isOpen: boolean): boolean {
    const { type, pointerId, pointerType } = event;
    if (pointerType === "pen") this.pen(event);
    else if (type === "pointerdown" && !isOpen) this.isPenDrawing = false;
    if (pointerType !== "touch") return false;
    if (type === "pointerdown") this.touch(event, isOpen);
    const isResting = this.resting.has(pointerId);
    if (type === "pointerup" || type === "pointercancel") this.lift(pointerId);
    return isResting;
  }

  /** What lay there before the pen came rests, too. */
  private pen({ type, timeStamp }: PressEvent): void {
    this.penSeen = timeStamp;
    if (type === "pointerdown") {
      this.isPenDown = this.isPenDrawing = true;
      for (const id of this.touching) this.resting.add(id);
    }
    if (type === "pointerup" || type === "pointercancel") this.isPenDown = false;
  }

  private touch({ pointerId, timeStamp }: PressEvent, isOpen: boolean): void {
    this.touching.add(pointerId);
    const isNear = this.isPenDown || timeStamp - this.penSeen < AWAY;
    if (isNear || (isOpen && this.isPenDrawing)) this.resting.add(pointerId);
  }

  private lift(id: number): void {
    this.touching.delete(id);
    this.resting.delete(id);
  }
}
