// Fingers on the picture, as the browser gets them from a screen. Places are pixels of the image.

import { inWindow } from "./mouse.mjs";

export async function fingers(page) {
  const session = await page.context().newCDPSession(page);
  const send = (type, ...points) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const at = (place) => inWindow(page, place);
  const between = ([x1, y1], [x2, y2], part) => [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];

  const tap = async (place) => {
    await send("touchStart", await at(place));
    await send("touchEnd");
  };

  const drag = async (from, to) => {
    const [start, end] = [await at(from), await at(to)];
    await send("touchStart", start);
    for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await send("touchMove", between(start, end, part));
    await send("touchEnd");
  };

  /** Stays until what is waited for is there. */
  const press = async (place, arrives) => {
    await send("touchStart", await at(place));
    await arrives();
    await send("touchEnd");
  };

  /** From so many pixels of the screen between both fingers to so many. */
  const pinch = async (place, from, to) => {
    const [x, y] = await at(place);
    const both = (apart) => [
      [x - apart / 2, y],
      [x + apart / 2, y],
    ];
    await send("touchStart", ...both(from));
    for (const part of [0.25, 0.5, 0.75, 1]) await send("touchMove", ...both(from + (to - from) * part));
    await send("touchEnd");
  };

  return { tap, drag, press, pinch };
}
