// A box of two by two pixels, at any zoom, to the hundredth of a pixel.

import assert from "node:assert/strict";

import { choose, ids, open, saved, shape, waitForCount } from "../stage/labels.mjs";
import { drag, imageAt, wheel } from "../stage/mouse.mjs";
import { ask } from "../verification/made.mjs";

export async function exact(step, { page, images: [, , , image] }) {
  for (const [zoom, corner] of [
    [4, [50, 50]],
    [8, [200, 100]],
    [40, [400, 300]],
  ]) {
    await step(`two by two pixels after ${zoom} turns of the wheel`, async () => {
      await open(page, image);
      await choose(page, "ball");
      await wheel(page, corner, -zoom);
      const before = (await ids(page)).length;
      await drag(page, corner, [corner[0] + 2, corner[1] + 2]);
      await waitForCount(page, null, before + 1);
      await saved(page);
      const label = (await ids(page)).at(-1);
      const drawn = await shape(page, label);
      for (const [found, wanted] of [
        [drawn.x, corner[0]],
        [drawn.y, corner[1]],
        [drawn.width, 2],
        [drawn.height, 2],
      ]) {
        // A pixel of the screen is as much as a hand can be off.
        assert.ok(
          Math.abs(Number(found) - wanted) <= (zoom === 4 ? 0.8 : 0.3),
          `${JSON.stringify(drawn)} for ${corner}`,
        );
        assert.equal(Math.round(Number(found) * 100) / 100, Number(found));
      }
      await widened(page, label, corner, drawn);
      await open(page, image);
      assert.equal((await ids(page)).length, before + 1);
    });
  }

  await step("what is stored is where the pointer was, to the hundredth of a pixel", async () => {
    await open(page, image);
    await choose(page, "ball");
    await wheel(page, [333, 222], -30);
    await page.keyboard.press("Escape");
    const scale = await page.locator("label-stage > svg").evaluate((svg) => svg.getScreenCTM().a);
    assert.ok(scale > 40, `${scale} pixels of the screen for one of the image`);
    const stage = await page.locator("label-stage").boundingBox();
    const at = (part) => [Math.round(stage.x + stage.width * part), Math.round(stage.y + stage.height * part)];
    const before = (await ids(page)).length;
    const [from, to] = [at(0.31), at(0.67)];
    const wanted = [...(await imageAt(page, from)), ...(await imageAt(page, to))];
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
    await waitForCount(page, null, before + 1);
    await saved(page);
    const { shape: stored } = await ask(page, "GET", `/annotations/${(await ids(page)).at(-1)}`);
    for (const [i, found] of stored.points.flat().entries()) {
      // The view is told to a thousandth of a pixel, and what is stored to a hundredth.
      assert.ok(Math.abs(found - wanted[i]) <= 0.0065, `${stored.points} for ${wanted}`);
      assert.equal(Math.round(found * 100) / 100, found);
    }
  });

  await step("a shape stops at the edge of the image", async () => {
    await open(page, image);
    await choose(page, "ball");
    await drag(page, [600, 440], [900, 700]);
    await saved(page);
    const { x, y, width, height } = await shape(page, (await ids(page)).at(-1));
    assert.deepEqual([Number(x) + Number(width), Number(y) + Number(height)], [640, 480]);
  });
}
exact.says = "two by two pixels";

/** The handle stands outside of so small a box. */
async function widened(page, label, [x, y], drawn) {
  await page.locator(`#row-${label} [data-do=select]`).click();
  const handle = await page
    .locator("[data-corner=se]")
    .evaluate((rect) => [rect.x, rect.y, rect.width].map(({ baseVal }) => baseVal.value));
  const at = [handle[0] + handle[2] / 2, handle[1] + handle[2] / 2];
  await drag(page, at, [at[0] + 10, at[1] + 10]);
  await saved(page);
  const { width } = await shape(page, label);
  assert.ok(Math.abs(Number(width) - Number(drawn.width) - 10) <= 0.8, `${width} from ${drawn.width} at ${x},${y}`);
}
