// The network goes away while somebody works on, for half a minute and forty gestures.

import assert from "node:assert/strict";

import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { answersTo, facts, state, tally } from "../stage/saving.mjs";

export async function offline(step, { ben: { page, context }, site, images: [image] }) {
  const answers = answersTo(context);

  await step("forty gestures without a network", async () => {
    await page.clock.install();
    await open(page, image);
    await choose(page, "ball");
    await context.setOffline(true);
    for (let i = 0; i < 20; i += 1) await drag(page, at(i), [at(i)[0] + 30, at(i)[1] + 30]);
    for (let i = 0; i < 10; i += 1) await nudge(page);
    for (let i = 0; i < 5; i += 1) await page.keyboard.press("Control+z");
    for (let i = 0; i < 4; i += 1) await page.keyboard.press("Control+y");
    await page.keyboard.press("Delete");
    await waitForCount(page, null, 19);
    await state(page, "offline", 40);
  });

  await step("the page says for how long, and is asked to try", async () => {
    await page.clock.fastForward(30_000);
    await page.locator("#save-state", { hasText: "this computer is offline" }).waitFor();
    await page.getByRole("button", { name: "Retry now" }).click();
    await state(page, "offline", 40);
    assert.equal(answers.size, 0);
  });

  await step("the network is back, and everything is saved once and in order", async () => {
    await context.setOffline(false);
    await saved(page);
    assert.deepEqual([...answers.values()], Array(40).fill(1));
    assert.deepEqual(await tally(page, image, site.base), {
      AnnotationDrawn: 20,
      AnnotationReshaped: 19,
      AnnotationErased: 1,
    });
    const commands = (await facts(page, image, site.base))
      .filter(({ type }) => type !== "ImageAdded")
      .map(({ command }) => command);
    assert.deepEqual(commands, [...answers.keys()]);
    await open(page, image);
    assert.equal(await count(page), 19);
  });
}

/** Places far from one another, so that no label is similar to another. */
const at = (i) => [40 + (i % 10) * 50, 60 + Math.floor(i / 10) * 120];

/** A burst of presses is one gesture; it ends when the pause is over. */
async function nudge(page) {
  await page.keyboard.press("ArrowRight");
  await page.clock.runFor(500);
}
