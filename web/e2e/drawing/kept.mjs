// A shape in the middle of being drawn is not lost by going away, nor does it become another one.

import { imageShown, press } from "../flow/going.mjs";
import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { click } from "../stage/mouse.mjs";

const HALF = [
  [60, 60],
  [120, 50],
  [180, 80],
  [200, 150],
];
const REST = [
  [150, 220],
  [60, 160],
];

export async function kept(step, { page, images: [image] }) {
  let before;
  const shown = (wanted) =>
    page.waitForFunction((wanted) => document.querySelectorAll(".draft .node").length === wanted, wanted);

  await step("half a polygon waits while one goes on to another image and back", async () => {
    await open(page, image);
    before = await count(page, "polygon");
    await choose(page, "robot");
    await page.keyboard.press("n");
    for (const node of HALF) await click(page, node);
    await shown(HALF.length);
    const here = await imageShown(page);
    await press(page, "f");
    await shown(0);
    await page.goBack();
    await page.locator(`label-stage[data-image="${here}"] svg .overlay`).waitFor({ state: "attached" });
    await page.locator(".toast", { hasText: "What you were drawing is still here" }).waitFor();
    await shown(HALF.length);
  });

  await step("a type it does not fit cannot be chosen meanwhile", async () => {
    const ball = await page.locator("#types label", { hasText: "ball" }).locator("kbd").textContent();
    await page.keyboard.press(ball);
    await page.locator(".toast", { hasText: "You are drawing a robot" }).waitFor();
    await page.locator("#types label:has(input:checked)", { hasText: "robot" }).waitFor();
    await shown(HALF.length);
  });

  await step("it goes on, and becomes what it was begun as", async () => {
    for (const node of REST) await click(page, node);
    await shown(HALF.length + REST.length);
    await page.keyboard.press("Enter");
    await waitForCount(page, "polygon", before + 1);
    await saved(page);
    await shown(0);
  });
}
kept.says = "a shape that is not complete is kept";
