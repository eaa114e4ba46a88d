// A box around the ball on each picture, and on to the next.

import { imagesOf } from "../flow/made.mjs";
import { choose, open } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { clock } from "./clock.mjs";

export async function labelAll(page, set, balls) {
  const [first] = await imagesOf({ page }, set);
  await open(page, first);
  await choose(page, "ball");
  const [boxes, pictures] = [[], []];
  for (const [i, [from, to]] of balls.entries()) {
    const drawn = await clock(page, "pointerup", "#labels .label");
    await drag(page, from, to);
    boxes.push(await drawn());
    if (i === balls.length - 1) break;
    const image = await page.locator("label-stage").getAttribute("data-image");
    const shown = await clock(page, "keydown", `label-stage:not([data-image="${image}"]) .overlay`);
    await page.keyboard.press("f");
    pictures.push(await shown());
  }
  await page.locator("#save-state[data-state=saved]").waitFor({ timeout: 60_000 });
  return { boxes, pictures };
}
