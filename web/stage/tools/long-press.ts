/** A finger that stays where it is asks for the menu, as the right button of a mouse does. */

const LONG = 500;

export class LongPress {
  private timer = 0;

  constructor(private readonly held: (x: number, y: number) => void) {}

  start({ pointerType, clientX, clientY }: PointerEvent): void {
    this.stop();
    if (pointerType !== "mouse") this.timer = setTimeout(() => this.held(clientX, clientY), LONG);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
