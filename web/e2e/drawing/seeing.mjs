// How one looks at the picture: closer, brighter, through a lens; none of it changes a label.

import assert from "node:assert/strict";

import { choose, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { click, hold } from "../stage/mouse.mjs";

export async function seeing(step, { page, images: [, image] }) {
  const scale = () =>
    page.locator("label-stage > svg").evaluate((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);

  await step("actual size, the label, and the whole image", async () => {
    await open(page, image);
    const whole = await scale();
    await page.locator("[data-do=actual-size]").click();
    assert.ok(Math.abs((await scale()) - 1) < 0.01);
    await page.locator("#label-list [data-do=select]").first().click();
    await page.keyboard.press("z");
    assert.ok((await scale()) > 1.5);
    const box = await page.locator(".label.selected .shape").boundingBox();
    const stage = await page.locator("label-stage").boundingBox();
    assert.ok(Math.abs(box.x + box.width / 2 - stage.x - stage.width / 2) < 3);
    await page.keyboard.press("w");
    assert.ok(Math.abs((await scale()) - whole) < 0.01);
  });

  await step("a lens while something is dragged, unless it is not wanted", async () => {
    await choose(page, "ball");
    await hold(page, [500, 300], [540, 340], () => page.locator(".magnifier").waitFor());
    await page.locator(".magnifier").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+z");
    await page.keyboard.press("m");
    await hold(page, [500, 100], [540, 140], async () =>
      assert.equal(await page.locator(".magnifier:visible").count(), 0),
    );
    await page.keyboard.press("Control+z");
    await page.keyboard.press("m");
    await saved(page);
  });

  await step("brighter, fainter, and as it was", async () => {
    await page.keyboard.press("u");
    const panel = page.getByRole("region", { name: "View" });
    await panel.waitFor();
    await panel.getByLabel("Brightness").fill("150");
    await panel.getByLabel("Labels").fill("40");
    const filter = () => page.locator("label-stage > svg > image").evaluate((image) => getComputedStyle(image).filter);
    assert.equal(await filter(), "brightness(1.5)");
    await panel.getByLabel("Contrast").fill("80");
    await panel.getByLabel("Saturation").fill("0");
    assert.equal(await filter(), "brightness(1.5) contrast(0.8) saturate(0)");
    assert.equal(await page.locator("#labels").evaluate((layer) => getComputedStyle(layer).opacity), "0.4");
    await panel.getByRole("button", { name: "Reset" }).click();
    assert.equal(await filter(), "none");
    await panel.getByLabel("Names").uncheck();
    assert.equal(await page.locator(".names .name:visible").count(), 0);
    await panel.getByLabel("Names").check();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
  });

  await step("the right button opens what can be done", async () => {
    const before = (await ids(page)).length;
    await click(page, [340, 160], { button: "right" });
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await waitForCount(page, null, before - 1);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, before);
    await saved(page);
  });
}
seeing.says = "looking at the picture";
