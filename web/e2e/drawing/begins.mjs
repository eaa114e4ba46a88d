// Where shapes may begin: on and beside others, by a drag and by clicks; and how a press is called off.

import assert from "node:assert/strict";

import { choose, count, ids, open, saved, shape, waitForCount } from "../stage/labels.mjs";
import { click, drag, inWindow, path, press, release } from "../stage/mouse.mjs";
import { nodes } from "./shapes.mjs";

export async function begins(step, { page, images: { 4: image } }) {
  const last = async () => (await ids(page)).at(-1);
  const drawn = async (wanted) => {
    await waitForCount(page, null, wanted);
    await saved(page);
    return last();
  };
  /** Whatever was drawn beside it: votes on it still count. */
  const untouched = async (label) =>
    assert.equal(await page.locator(`#row-${label}`).getAttribute("data-revision"), "1");

  await step("a point on a line, selected or not", async () => {
    await open(page, image);
    await choose(page, "line");
    await path(page, [
      [60, 100],
      [300, 100],
    ]);
    const line = await drawn(1);
    await choose(page, "crossing");
    await click(page, [180, 100]);
    assert.deepEqual(await nodes(page, await drawn(2)), [[180, 100]]);
    await page.locator(`#row-${line} [data-do=select]`).click();
    await click(page, [240, 100]);
    assert.deepEqual(await nodes(page, await drawn(3)), [[240, 100]]);
    await untouched(line);
  });

  await step("a click on a point of the same type selects it", async () => {
    const point = await last();
    await page.keyboard.press("Escape");
    await click(page, [241, 101]);
    await page.locator(`#label-${point}.selected`).waitFor();
    assert.equal(await count(page), 3);
  });

  await step("boxes that touch, one after the other", async () => {
    await choose(page, "ball");
    await drag(page, [60, 200], [140, 280]);
    const first = await drawn(4);
    await drag(page, [140, 220], [220, 280]);
    assert.deepEqual(await nodes(page, await drawn(5)), [
      [140, 220],
      [220, 280],
    ]);
    await page.keyboard.press("Escape");
    await drag(page, [60, 222], [20, 260]);
    assert.deepEqual(await nodes(page, await drawn(6)), [
      [20, 222],
      [60, 260],
    ]);
    await untouched(first);
  });

  await step("a small box within the one just drawn", async () => {
    const large = await last();
    await drag(page, [35, 232], [45, 242]);
    assert.deepEqual(await nodes(page, await drawn(7)), [
      [35, 232],
      [45, 242],
    ]);
    await untouched(large);
  });

  await step("polygons and boxes that begin at the edge of another", async () => {
    await choose(page, "robot");
    await path(page, [
      [300, 200],
      [400, 200],
      [400, 300],
      [300, 300],
    ]);
    const robot = await drawn(8);
    await path(page, [
      [325, 200],
      [325, 150],
      [375, 150],
    ]);
    assert.deepEqual(await nodes(page, await drawn(9)), [
      [325, 200],
      [325, 150],
      [375, 150],
    ]);
    await choose(page, "ball");
    await drag(page, [400, 230], [450, 280]);
    assert.deepEqual(await nodes(page, await drawn(10)), [
      [400, 230],
      [450, 280],
    ]);
    await untouched(robot);
  });

  await step("what was selected is moved by its stroke", async () => {
    const box = await last();
    await page.keyboard.press("Escape");
    await click(page, [425, 255]);
    await page.locator(`#label-${box}.selected`).waitFor();
    await drag(page, [412, 280], [422, 290]);
    await saved(page);
    assert.deepEqual(await nodes(page, box), [
      [410, 240],
      [460, 290],
    ]);
    assert.equal(await count(page), 10);
  });

  await step("a box by two clicks", async () => {
    await page.keyboard.press("Escape");
    await click(page, [500, 60]);
    await page.locator(".draft .node").waitFor();
    await click(page, [560, 110]);
    assert.deepEqual(await nodes(page, await drawn(11)), [
      [500, 60],
      [560, 110],
    ]);
    assert.equal(await page.locator(".draft .node").count(), 0);
  });

  await step("a click or two on a label select it and begin nothing", async () => {
    const box = await last();
    for (const presses of [1, 2]) {
      await page.keyboard.press("Escape");
      await page.mouse.click(...(await inWindow(page, [530, 85])), { clickCount: presses });
      await page.locator(`#label-${box}.selected`).waitFor();
      assert.equal(await page.locator(".draft .node").count(), 0);
    }
    await page.keyboard.press("Escape");
    await click(page, [600, 30]);
    await click(page, [600, 30]);
    assert.equal(await page.locator(".draft .node").count(), 0, "twice the same corner is no box");
    assert.equal(await count(page), 11);
  });

  await step("a line by two clicks", async () => {
    await choose(page, "goalpost");
    await click(page, [500, 200]);
    await click(page, [520, 300]);
    assert.deepEqual(await nodes(page, await drawn(12)), [
      [500, 200],
      [520, 300],
    ]);
  });

  await step("a first edge in one drag, of multi-lines and polygons", async () => {
    await choose(page, "line");
    await drag(page, [60, 350], [160, 360]);
    await path(page, [[200, 400]]);
    assert.deepEqual(await nodes(page, await drawn(13)), [
      [60, 350],
      [160, 360],
      [200, 400],
    ]);
    await choose(page, "robot");
    await drag(page, [300, 350], [380, 350]);
    await path(page, [[340, 420]]);
    assert.deepEqual(await nodes(page, await drawn(14)), [
      [300, 350],
      [380, 350],
      [340, 420],
    ]);
  });

  await step("Escape in the middle of a drag calls it off", async () => {
    await choose(page, "ball");
    await press(page, [480, 350], [540, 400]);
    await page.keyboard.press("Escape");
    await release(page);
    await choose(page, "line");
    await press(page, [480, 350], [540, 400]);
    await page.keyboard.press("Escape");
    await release(page);
    assert.equal(await page.locator(".draft *").count(), 0);
    assert.equal(await count(page), 14);
    const [, , , box] = await ids(page);
    const before = await shape(page, box);
    await page.keyboard.press("p");
    await press(page, [100, 250], [120, 270]);
    assert.notDeepEqual(await shape(page, box), before);
    await page.keyboard.press("Escape");
    await release(page);
    assert.deepEqual(await shape(page, box), before);
    await untouched(box);
    await page.keyboard.press("n");
  });
}
begins.says = "where shapes begin";
