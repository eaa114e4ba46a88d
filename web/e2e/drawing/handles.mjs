// Handles: all eight of a box, and nodes that come and go, with the mouse and with keys.

import assert from "node:assert/strict";

import { choose, count, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { click, drag, inWindow, path } from "../stage/mouse.mjs";
import { nodes } from "./shapes.mjs";

/** Which sides each handle moves: left, top, right, bottom. */
const CORNERS = {
  nw: [1, 1, 0, 0],
  n: [0, 1, 0, 0],
  ne: [0, 1, 1, 0],
  e: [0, 0, 1, 0],
  se: [0, 0, 1, 1],
  s: [0, 0, 0, 1],
  sw: [1, 0, 0, 1],
  w: [1, 0, 0, 0],
};
const BOX = [200, 150, 320, 250];
const QUAD = [
  [300, 100],
  [420, 100],
  [420, 220],
  [300, 220],
];

export async function handles(step, { page, images: { 5: image } }) {
  const middle = (corner) =>
    page
      .locator(`.handle[data-corner=${corner}]`)
      .evaluate((rect) => ["x", "y"].map((at) => rect[at].baseVal.value + rect.width.baseVal.value / 2));
  let label;

  await step("a box to pull at", async () => {
    await open(page, image);
    await choose(page, "ball");
    await drag(page, BOX.slice(0, 2), BOX.slice(2));
    await waitForCount(page, null, 1);
    [label] = await ids(page);
    await page.locator(`#row-${label} [data-do=select]`).click();
  });

  for (const [corner, moved] of Object.entries(CORNERS)) {
    await step(`the handle ${corner} moves its own sides only`, async () => {
      const [x, y] = await middle(corner);
      await drag(page, [x, y], [x - 20, y + 10]);
      await saved(page);
      const by = [-20, 10, -20, 10];
      const [left, top, right, bottom] = BOX.map((side, i) => side + moved[i] * by[i]);
      assert.deepEqual(await nodes(page, label), [
        [left, top],
        [right, bottom],
      ]);
      await page.keyboard.press("Control+z");
      await saved(page);
    });
  }

  await step("a node is added by the handle of an edge, and by a double click", async () => {
    await page.keyboard.press("Delete");
    await choose(page, "robot");
    await path(page, QUAD);
    await waitForCount(page, null, 1);
    [label] = await ids(page);
    await page.locator(`#row-${label} [data-do=select]`).click();
    await drag(page, [360, 100], [360, 60]);
    await saved(page);
    assert.deepEqual(await nodes(page, label), [QUAD[0], [360, 60], ...QUAD.slice(1)]);
    await page.mouse.dblclick(...(await inWindow(page, [330, 220])));
    await saved(page);
    assert.deepEqual(await nodes(page, label), [QUAD[0], [360, 60], QUAD[1], QUAD[2], [330, 220], QUAD[3]]);
    assert.equal(await count(page), 1, "a double click begins no shape");
  });

  await step("Alt and a click take a node away", async () => {
    await page.keyboard.down("Alt");
    await click(page, [360, 60]);
    await page.keyboard.up("Alt");
    await saved(page);
    assert.deepEqual(await nodes(page, label), [QUAD[0], QUAD[1], QUAD[2], [330, 220], QUAD[3]]);
  });

  await step("Delete takes the node that has the focus, then its neighbour, and never the label", async () => {
    await click(page, [330, 220]);
    await page.locator(".handle[data-node='3']:focus").waitFor();
    await page.keyboard.press("Delete");
    await page.keyboard.press("Delete");
    await saved(page);
    assert.deepEqual(await nodes(page, label), QUAD.slice(0, 3));
    assert.equal(await page.locator(".handle:focus").getAttribute("aria-label"), "node 3 of 3");
    await page.keyboard.press("Delete");
    await page.locator(".toast", { hasText: "cannot do with fewer nodes" }).waitFor();
    await saved(page);
    assert.equal((await nodes(page, label)).length, 3);
  });

  await step("keys go from node to node, move one, and add one", async () => {
    await page.keyboard.press("Escape");
    await page.locator(`#row-${label} [data-do=select]`).click();
    await page.keyboard.press("Shift+N");
    await page.keyboard.press("Shift+N");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    await saved(page);
    assert.deepEqual(await nodes(page, label), [QUAD[0], [421, 90], QUAD[2]]);
    await page.keyboard.press("Shift+A");
    await saved(page);
    assert.equal((await nodes(page, label)).length, 4);
    assert.equal(await page.locator(".handle:focus").getAttribute("aria-label"), "node 3 of 4");
  });

  await step("a polygon grows about its middle, and a point says that it cannot", async () => {
    await page.keyboard.press("Delete");
    await page.keyboard.press("Escape");
    await page.locator(`#row-${label} [data-do=select]`).click();
    const before = await nodes(page, label);
    for (let press = 0; press < 10; press += 1) await page.keyboard.press("Control+ArrowRight");
    await saved(page);
    const width = (points) => Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x));
    const after = await nodes(page, label);
    assert.ok(Math.abs(width(after) - width(before) - 10) <= 1, `${before} became ${after}`);
    assert.ok(Math.min(...after.map(([x]) => x)) < 300);
    await choose(page, "crossing");
    await click(page, [100, 400]);
    await waitForCount(page, null, 2);
    await page.keyboard.press("Control+ArrowRight");
    await page.locator(".toast", { hasText: "A point has no size" }).waitFor();
    await saved(page);
    assert.deepEqual(await nodes(page, (await ids(page)).at(-1)), [[100, 400]]);
  });
}
handles.says = "handles and nodes";
