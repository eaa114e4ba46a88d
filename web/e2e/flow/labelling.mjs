// A person who labels what the queue hands out, until nothing is left.

import { drag } from "../stage/mouse.mjs";
import { imageShown } from "./going.mjs";

/**
 * Every third picture has nothing on it, the others a box; each person's at a place of its own, so that a second one on
 * the same picture would be no repetition that is refused. Goes on at once, before anything is answered. Answers the
 * images in order. `pause`: milliseconds of thought at each.
 */
export async function labelAll(page, set, { left, pause = 0 }) {
  const seen = [];
  await page.goto(`${set}/next?to=label`);
  while (await isAtAnImage(page)) {
    const image = await imageShown(page);
    if (seen.at(-1) === image) throw new Error(`${image} came again at once`);
    if (pause > 0) await page.waitForTimeout(pause);
    if (seen.length % 3 === 2) await page.keyboard.press("g");
    else await drag(page, [left, 100], [left + 60, 160]);
    await page.waitForFunction(() => document.querySelectorAll("#label-list tr[data-annotation]").length > 0);
    seen.push(image);
    await page.keyboard.press("f");
    await page.waitForFunction((before) => document.querySelector("label-stage")?.dataset.image !== before, image);
  }
  return seen;
}

async function isAtAnImage(page) {
  await page.locator("label-stage svg .overlay, .empty").first().waitFor({ state: "attached" });
  return (await page.locator("label-stage").count()) > 0;
}
