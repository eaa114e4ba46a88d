// A phone: taking back is in sight whatever the tools are moved to, and the page stays where it is.

import assert from "node:assert/strict";

import { inspectHere } from "../pages/inspect.mjs";
import { fingers } from "../stage/fingers.mjs";
import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { assertInSight } from "./rects.mjs";

const scrolled = (page) => page.evaluate(() => [scrollX, scrollY, document.querySelector(".workspace").scrollTop]);

export async function phoneSteps(step, { phone: { page }, images }) {
  await step("undo and redo are in sight, also where the row of tools is moved to its end", async () => {
    await open(page, images[4]);
    for (const action of ["undo", "redo"]) await assertInSight(page, `.tool[data-do=${action}]`);
    await page.locator(".tools-more").evaluate((toolbar) => toolbar.scrollTo(toolbar.scrollWidth, 0));
    for (const action of ["undo", "redo", "help"]) await assertInSight(page, `.tool[data-do=${action}]`);
    await assertInSight(page, "#save-state");
    assert.deepEqual(await inspectHere(page, "workspace-phone", "390-light"), []);
  });

  await step("what is drawn is taken back by them", async () => {
    await choose(page, "ball");
    const before = await count(page);
    const hand = await fingers(page);
    await hand.drag([200, 150], [400, 330]);
    await waitForCount(page, null, before + 1);
    await page.locator(".tool[data-do=undo]").click();
    await waitForCount(page, null, before);
    await saved(page);
  });

  await step("a finger that wipes over the page scrolls no page away", async () => {
    const client = await page.context().newCDPSession(page);
    for (const from of [
      [195, 25],
      [195, 300],
      [195, 640],
      [195, 800],
    ]) {
      for (const distance of [-500, 500]) {
        const [x, y] = from;
        const gesture = { x, y, xDistance: 0, yDistance: distance, gestureSourceType: "touch", speed: 4000 };
        await client.send("Input.synthesizeScrollGesture", gesture);
        assert.deepEqual(await scrolled(page), [0, 0, 0], `from ${from} by ${distance}`);
      }
    }
    await page.keyboard.press("End");
    await page.keyboard.press("Space");
    assert.deepEqual(await scrolled(page), [0, 0, 0]);
  });
}
