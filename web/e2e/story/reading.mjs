// An auditor's questions: who did what, when, and what the image looked like then.

import assert from "node:assert/strict";

export async function reading(step, story) {
  await step("the history of the image tells every fact as a sentence", async () => {
    const { page } = story.ada;
    await page.goto(`${story.image}/history`);
    const told = (words) => page.locator(".fact", { hasText: words }).first().waitFor();
    await told(/Ada @ada uploaded field-001/);
    await told(/Ada @ada drew a ball \(bounding box\)/);
    await told(/Ada @ada drew a robot \(polygon\)/);
    await told(/Ada @ada changed the shape of the ball .*votes start over/);
    await told(/Ada @ada deleted the robot/);
    await told(/Ada @ada restored the robot/);
    await told(/Ben @ben accepted the ball/);
    await told(/Ben @ben rejected the crossing/);
    await everyFactHasItsTime(page);
  });

  await step("the image as of a fact", async () => {
    const { page } = story.ada;
    const drawn = page.locator(".fact", { hasText: "drew a goalpost" });
    await drawn.getByRole("link", { name: "As of then" }).click();
    await page.locator(".as-of").waitFor();
    assert.equal(await page.locator("#picture .label").count(), 3);
    await page.locator(".fact.current", { hasText: "drew a goalpost" }).waitFor();
  });

  await step("the slider replays the image being labelled", async () => {
    const { page } = story.ada;
    await page.goto(`${story.image}/history`);
    await page.locator("history-slider input[type=range]").focus();
    await page.keyboard.press("Home");
    await page.waitForFunction(() => document.querySelectorAll("#picture .label").length === 0);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelectorAll("#picture .label").length === 1);
    await page.keyboard.press("End");
    await page.waitForFunction(() => document.querySelectorAll("#picture .label").length === 5);
  });

  await step("the history of an annotation, of the set, and of a person", async () => {
    const { page } = story.ada;
    await page.goto(`/annotations/${story.labels[0]}/history`);
    await page.getByRole("heading", { name: /History of .*ball.* on field-001/ }).waitFor();
    await everyFactHasItsTime(page);
    await page.goto(`${story.set}/history`);
    await page
      .locator(".fact", { hasText: /drew a robot/ })
      .first()
      .waitFor();
    await page
      .locator(".fact", { hasText: /added \d+ images/ })
      .first()
      .waitFor();
    await page.goto(`${story.set}/history`);
    await page.locator(".fact b a", { hasText: "Ben" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Ben" }).waitFor();
    await page
      .locator(".fact", { hasText: /rejected the crossing/ })
      .first()
      .waitFor();
  });
}

async function everyFactHasItsTime(page) {
  const facts = await page.locator(".fact").count();
  assert.ok(facts > 0);
  assert.equal(await page.locator(".fact time[datetime]").count(), facts);
  assert.equal(await page.locator(".fact b a[href^='/people/']").count(), facts);
}
