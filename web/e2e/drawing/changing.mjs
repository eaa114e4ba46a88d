// What can be done to a selected label besides pushing it around: type, copy, size, the order of Escape.

import assert from "node:assert/strict";

import { choose, count, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { click, drag } from "../stage/mouse.mjs";
import { nodes } from "./shapes.mjs";

export async function changing(step, { page, images: [, , image] }) {
  let label;

  await step("another type, from the menu of its row", async () => {
    await open(page, image);
    await choose(page, "ball");
    await drag(page, [100, 100], [160, 160]);
    await waitForCount(page, null, 1);
    await saved(page);
    [label] = await ids(page);
    const others = await page.locator("#types input[data-kind=bounding_box]:not(:disabled)").count();
    await page.locator(`#row-${label} [data-do=menu]`).click();
    await page.getByRole("menu").waitFor();
    assert.equal(await page.getByRole("menuitem", { name: "Another type…" }).count(), others > 1 ? 1 : 0);
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
  });

  await step("a type its shape does not fit is refused in words", async () => {
    const robot = await page.locator("#types label", { hasText: "robot" }).locator("kbd").textContent();
    await page.locator(`#row-${label} [data-do=select]`).click();
    await page.keyboard.press(`Shift+Digit${robot}`);
    await page.locator(".toast", { hasText: "This shape is no robot" }).waitFor();
    assert.equal(await page.locator(`#row-${label}`).getAttribute("data-kind"), "bounding_box");
  });

  await step("once more, beside itself, with the same size", async () => {
    await page.keyboard.press("Control+d");
    await waitForCount(page, null, 2);
    await saved(page);
    const twin = (await ids(page)).at(-1);
    const [[x, y], [right, bottom]] = await nodes(page, twin);
    assert.deepEqual([right - x, bottom - y], [60, 60]);
    assert.ok(Math.max(Math.abs(x - 100), Math.abs(y - 100)) > 5);
    await page.locator(`#label-${twin}.selected`).waitFor();
  });

  await step("moved by one and by ten, grown and shrunk, with keys", async () => {
    await page.locator(`#row-${label} [data-do=select]`).click();
    const [[x, y]] = await nodes(page, label);
    for (const key of ["KeyL", "KeyK", "ArrowRight", "Shift+ArrowLeft", "Shift+KeyL", "Control+ArrowDown"]) {
      await page.keyboard.press(key);
    }
    await saved(page);
    assert.deepEqual(await nodes(page, label), [
      [x - 8, y + 1],
      [x + 53, y + 62],
    ]);
  });

  await step("hidden, alone and with the others, and all back", async () => {
    const seen = () => page.locator("#labels .label:visible").count();
    await page.keyboard.press("Shift+H");
    assert.equal(await seen(), 1);
    await page.keyboard.press("Shift+H");
    assert.equal(await seen(), 2);
    await page.keyboard.press("h");
    assert.equal(await seen(), 1);
    assert.equal(await page.locator(".label.selected").count(), 0);
    await page.keyboard.press("h");
    assert.equal(await seen(), 2);
  });

  await step("Alt and a click go through what lies one above the other", async () => {
    await choose(page, "ball");
    await drag(page, [30, 260], [250, 450]);
    await page.keyboard.press("Escape");
    await drag(page, [100, 300], [180, 380]);
    await saved(page);
    const [large, small] = (await ids(page)).slice(-2);
    await page.keyboard.press("Escape");
    for (const wanted of [small, large, small]) {
      await page.keyboard.down("Alt");
      await click(page, [140, 340]);
      await page.keyboard.up("Alt");
      await page.locator(`#label-${wanted}.selected`).waitFor();
    }
  });

  await step("Escape ends a line, drops a polygon, then deselects", async () => {
    const before = await count(page);
    await choose(page, "line");
    for (const place of [
      [400, 60],
      [500, 80],
      [520, 160],
    ])
      await click(page, place);
    await page.keyboard.press("Escape");
    await waitForCount(page, null, before + 1);
    await choose(page, "robot");
    for (const place of [
      [400, 260],
      [500, 280],
      [520, 360],
    ])
      await click(page, place);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".draft .node").count(), 0);
    await page.locator(`#row-${label} [data-do=select]`).click();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".label.selected").count(), 0);
    await waitForCount(page, null, before + 1);
    await saved(page);
  });
}
changing.says = "a label is changed";
