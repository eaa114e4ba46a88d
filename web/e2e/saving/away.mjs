// The server is away for ten minutes, while somebody works on from image to image.

import assert from "node:assert/strict";

import { imageShown, press } from "../flow/going.mjs";
import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { answersTo, facts, state } from "../stage/saving.mjs";

const EACH = 10;

export async function away(step, { ben: { page, context }, site, images: [, , , , , , , image] }) {
  const answers = answersTo(context);
  const images = [];

  await step("the server goes away, and thirty labels are drawn on three images all the same", async () => {
    await page.clock.install();
    const fetchedAhead = new Promise((resolve) => {
      const pictures = new Set();
      page.on(
        "requestfinished",
        (request) => request.url().endsWith("/screen") && pictures.add(request.url()).size === 4 && resolve(),
      );
    });
    await open(page, image);
    await choose(page, "ball");
    await fetchedAhead;
    await site.end("SIGKILL");
    for (let i = 0; i < 3; i += 1) {
      if (i > 0) await press(page, "f");
      images.push(`/images/${await imageShown(page)}`);
      const before = await count(page);
      for (let j = 0; j < EACH; j += 1) await drag(page, [20 + j * 62, 20], [60 + j * 62, 50]);
      await waitForCount(page, null, before + EACH);
    }
    await state(page, "unreached", 3 * EACH);
  });

  await step("for ten minutes the page says so, and goes on trying", async () => {
    for (let minute = 0; minute < 10; minute += 1) {
      await page.clock.fastForward(60_000);
      await page.locator("#save-state", { hasText: /30 waiting: server not reached/ }).waitFor();
    }
    assert.equal(answers.size, 0);
  });

  await step("the server is back: every gesture arrives, once", async () => {
    await site.serve();
    await page.clock.runFor(31_000);
    await saved(page);
    assert.deepEqual([...answers.values()], Array(3 * EACH).fill(1));
    for (const [i, one] of images.entries()) {
      const commands = (await facts(page, one, site.base)).map(({ command }) => command);
      assert.equal(commands.filter((command) => answers.has(command)).length, EACH, `on image ${i}`);
    }
  });
}
