// A box of two by two pixels, at any zoom, to the hundredth of a pixel.

import assert from "node:assert/strict";

import { choose, ids, open, saved, shape, waitForCount } from "../stage/labels.mjs";
import { drag, wheel } from "../stage/mouse.mjs";

export async function exact(step, { page, images: [, , , image] }) {
  for (const [zoom, corner] of [[0, [50, 50]], [8, [200, 100]], [40, [400, 300]]]) {
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
      for (const [found, wanted] of [[drawn.x, corner[0]], [drawn.y, corner[1]], [drawn.width, 2], [drawn.height, 2]]) {
        // A pixel of the screen is as much as a hand can be off.
        assert.ok(Math.abs(Number(found) - wanted) <= (zoom === 0 ? 0.8 : 0.3), `${JSON.stringify(drawn)} for ${corner}`);
        assert.equal(Math.round(Number(found) * 100) / 100, Number(found));
      }
      await widened(page, label, corner, drawn);
      await open(page, image);
      assert.equal((await ids(page)).length, before + 1);
    });
  }

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
  const handle = await page.locator("[data-corner=se]").evaluate((rect) => [rect.x, rect.y, rect.width].map(({ baseVal }) => baseVal.value));
  const at = [handle[0] + handle[2] / 2, handle[1] + handle[2] / 2];
  await drag(page, at, [at[0] + 10, at[1] + 10]);
  await saved(page);
  const { width } = await shape(page, label);
  assert.ok(Math.abs(Number(width) - Number(drawn.width) - 10) <= 0.8, `${width} from ${drawn.width} at ${x},${y}`);
}
