// Two tabs of one person, on one image.

import assert from "node:assert/strict";

import { choose, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { answersTo, facts, state } from "../stage/saving.mjs";

export async function tabs(step, { ben: { page, context }, site, images: [, , , image] }) {
  const answers = answersTo(context);
  const other = await context.newPage();

  await step("both draw while the server is away", async () => {
    for (const tab of [page, other]) {
      await open(tab, image);
      await choose(tab, "ball");
    }
    await site.end("SIGKILL");
    for (let i = 0; i < 5; i += 1) {
      await drag(page, [40 + i * 60, 60], [80 + i * 60, 100]);
      await drag(other, [40 + i * 60, 200], [80 + i * 60, 240]);
    }
    await state(page, "unreached", 10);
    await state(other, "unreached", 10);
  });

  await step("each command is carried out once, and both see everything", async () => {
    await site.serve();
    for (const tab of [page, other]) {
      await saved(tab);
      await waitForCount(tab, null, 10);
    }
    assert.deepEqual([...answers.values()], Array(10).fill(1));
    const drawn = (await facts(page, image, site.base)).filter(({ type }) => type === "AnnotationDrawn");
    assert.equal(drawn.length, 10);
  });

  await step("what was done in one is taken back in the other", async () => {
    await other.bringToFront();
    await other.keyboard.press("Control+z");
    await waitForCount(page, null, 9);
  });

  await step("back and forth: the page that comes back is up to date", async () => {
    await page.bringToFront();
    await page.goto("/");
    await drag(other, [300, 300], [340, 340]);
    await saved(other);
    await page.goBack();
    await waitForCount(page, null, 10);
    await other.close();
  });
}
