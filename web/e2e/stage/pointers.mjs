// Pen and touch together, as the page hears of them: browsers under test know only one of them at a time.

import { inWindow } from "./mouse.mjs";

export async function pointers(page) {
  const send = async (type, pointerType, place, pointerId, off = 0) => {
    const [x, y] = await inWindow(page, place);
    await page.locator("label-stage > svg").evaluate(
      (svg, [type, pointerType, clientX, clientY, pointerId]) => {
        // Only pointers that the browser knows of can be captured.
        svg.setPointerCapture = () => {};
        const buttons = type === "pointerup" ? 0 : 1;
        const button = type === "pointermove" ? -1 : 0;
        const event = { pointerType, clientX, clientY, pointerId, button, buttons, bubbles: true, cancelable: true };
        svg.dispatchEvent(new PointerEvent(type, event));
      },
      [type, pointerType, x + off, y + off, pointerId],
    );
  };
  return {
    down: (kind, place, id) => send("pointerdown", kind, place, id),
    move: (kind, place, id) => send("pointermove", kind, place, id),
    up: (kind, place, id) => send("pointerup", kind, place, id),
    /** A tap that slides by so many pixels of the screen. */
    tap: async (kind, place, slides) => {
      await send("pointerdown", kind, place, 7);
      await send("pointermove", kind, place, 7, slides);
      await send("pointerup", kind, place, 7, slides);
    },
  };
}
