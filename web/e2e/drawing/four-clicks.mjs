// A box by four clicks on the outermost points of the thing.

import assert from "node:assert/strict";

import { choose, count, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { click, drag } from "../stage/mouse.mjs";
import { nodes } from "./shapes.mjs";

const CLICKS = [
  [330, 100],
  [400, 160],
  [340, 220],
  [280, 150],
];

export async function fourClicks(step, { page, images: [, image] }) {
  await step("the switch is thrown by key, and remembered", async () => {
    await open(page, image);
    await choose(page, "ball");
    await page.keyboard.press("x");
    await open(page, image);
    await page.locator("[data-do=four-clicks][aria-pressed=true]").waitFor();
  });

  await step("four clicks make the box around them, and are sent with it", async () => {
    const sent = page.waitForRequest(
      (request) => request.method() === "POST" && request.url().endsWith("/annotations"),
    );
    for (const place of CLICKS) await click(page, place);
    await waitForCount(page, null, 1);
    await saved(page);
    const { extreme_points: points, shape } = (await sent).postDataJSON();
    assert.deepEqual(
      points.map((point) => point.map(Math.round)),
      CLICKS,
    );
    assert.deepEqual(shape.points[0], [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))]);
    const [label] = await ids(page);
    assert.deepEqual(await nodes(page, label), [
      [280, 100],
      [400, 220],
    ]);
  });

  await step("clicks are taken back one by one, and Escape drops them", async () => {
    await click(page, [60, 60]);
    await click(page, [100, 100]);
    assert.equal(await page.locator(".draft .node").count(), 2);
    await page.keyboard.press("Backspace");
    assert.equal(await page.locator(".draft .node").count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".draft .node").count(), 0);
    assert.equal(await count(page), 1);
  });

  await step("a drag draws again once the switch is back", async () => {
    await page.locator("[data-do=four-clicks]").click();
    await drag(page, [60, 300], [120, 360]);
    await waitForCount(page, null, 2);
    await saved(page);
  });
}
fourClicks.says = "a box by four clicks";
