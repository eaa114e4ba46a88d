// Nothing moves but the picture: one row of tools, no stray scrollbars, and the save state in sight.

import assert from "node:assert/strict";

import { inspectHere } from "../pages/inspect.mjs";
import { choose, open, saved } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { assertInSight, places, strayScrollbars } from "./rects.mjs";

const SIZES = [
  [1280, 720],
  [1440, 900],
];
const shown = (page, image) =>
  page.locator(`label-stage[data-image="${image.split("/").at(-1)}"] .overlay`).waitFor({ state: "attached" });

export async function stillSteps(step, { ada: { page }, images }) {
  for (const [width, height] of SIZES) {
    const look = `${width}-light`;
    await step(`${width} wide: one row of tools, all of them in sight`, async () => {
      await page.setViewportSize({ width, height });
      await open(page, images[0]);
      const tools = await page.locator(".toolbar .tool").evaluateAll((all) => {
        return all.map((tool) => tool.getBoundingClientRect()).map(({ y, right }) => [Math.round(y), right]);
      });
      assert.ok(tools.length > 15);
      assert.equal(new Set(tools.map(([y]) => y)).size, 1);
      assert.ok(tools.every(([, right]) => right <= width));
      assert.deepEqual(await strayScrollbars(page, ".image-list"), []);
    });

    await step(`${width} wide: nothing moves on f, and back`, async () => {
      await open(page, images[0]);
      await choose(page, "ball");
      await drag(page, [40, 40 + width / 10], [90, 90 + width / 10]);
      await saved(page);
      await page.evaluate(() => {
        window.shifts = [];
        const seen = (list) => {
          for (const { value, sources } of list.getEntries())
            window.shifts.push([value, sources.map(({ node }) => node?.className)]);
        };
        new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: false });
      });
      const before = await places(page);
      for (const [key, at] of [
        ["f", 1],
        ["f", 2],
        ["f", 3],
        ["s", 2],
        ["s", 1],
        ["s", 0],
      ]) {
        await page.keyboard.press(key);
        await shown(page, images[at]);
        assert.deepEqual(await places(page), before, `${key} to image ${at + 1}`);
        await saved(page);
        assert.deepEqual(await places(page), before, `${key} to image ${at + 1}, once it is known to be saved`);
      }
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
    });

    await step(`${width} wide: what is told covers neither the save state nor a tool`, async () => {
      await open(page, images[0]);
      const before = await places(page);
      for (let i = 0; i < 3; i += 1) await page.keyboard.press("s");
      await page.locator(".toast", { hasText: "There is no image that way" }).waitFor();
      assert.equal(await page.locator(".toast").count(), 1, "one for one cause");
      await assertInSight(page, "#save-state");
      for (const tool of ["undo", "draw", "help"]) await assertInSight(page, `.toolbar [data-do=${tool}]`);
      assert.deepEqual(await places(page), before);
      assert.deepEqual(await inspectHere(page, "workspace-told", look), []);
    });
  }
  await step("where labels are verified nothing moves from label to label either", async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(page, `${images[0]}/verify`);
    await page.locator("#verify-left").waitFor();
    assert.deepEqual(await strayScrollbars(page, ":not(*)"), []);
    await assertInSight(page, "#save-state");
    await page.setViewportSize({ width: 1440, height: 900 });
  });
}
