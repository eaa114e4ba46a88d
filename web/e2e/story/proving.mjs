// The operator checks the record, and tells the views anew while people keep labelling.

import assert from "node:assert/strict";

import { annals, shared } from "../site/operator.mjs";
import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";

export async function proving(step, story) {
  await step("the log is what was signed", async () => {
    assert.match(await annals(shared(), "log", "verify"), /all \d+ facts agree/);
  });

  await step("views are told anew while ada keeps labelling", async () => {
    const { page } = story.ada;
    await open(page, story.other);
    await choose(page, "ball");
    await page.locator("#label-list [data-kind=not_in_image] [data-do=delete]").click();
    await saved(page);
    const before = await count(page);
    const rebuilt = annals(shared(), "projections", "rebuild");
    for (let i = 0; i < 8; i += 1) {
      await drag(page, [20 + i * 70, 60], [60 + i * 70, 110]);
      await page.keyboard.press("Escape");
    }
    await waitForCount(page, null, before + 8);
    await saved(page);
    assert.doesNotMatch(await rebuilt, /other than the log says/);
    await page.reload();
    assert.equal(await count(page), before + 8);
  });

  await step("the log still is what was signed", async () => {
    assert.match(await annals(shared(), "log", "verify"), /all \d+ facts agree/);
  });
}
