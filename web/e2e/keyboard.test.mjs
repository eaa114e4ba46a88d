// The main job without a mouse: choose an image and a label, move it, delete it, go on, vote.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { demoWorld } from "./pages/world.mjs";
import { count, ids, open, saved, shape, waitForCount } from "./stage/labels.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("labelling and verifying with the keyboard alone", async (t) => {
  const ben = await person(browser, "ben");
  const { page } = ben;
  const { image, set } = await demoWorld(page);
  const step = stepsOf(t, () => [page]);
  let label;

  await step("the skip link leads past the bar", async () => {
    await page.goto(set);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  });

  await step("a label is selected from the list", async () => {
    await open(page, image);
    const button = page.locator("#label-list tr[data-kind=bounding_box] [data-do=select]").first();
    await tabTo(page, button);
    await page.keyboard.press("Enter");
    label = await button.evaluate((element) => element.closest("tr").dataset.annotation);
    await page.locator(`#label-${label}.selected`).waitFor();
  });

  await step("it is moved and grown, pixel by pixel", async () => {
    const before = await shape(page, label);
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "Shift+KeyL"]) await page.keyboard.press(key);
    await saved(page);
    const after = await shape(page, label);
    assert.equal(Number(after.x) - Number(before.x), 2);
    assert.equal(Number(after.y) - Number(before.y), 1);
    assert.equal(Number(after.width) - Number(before.width), 1);
  });

  await step("it is deleted and brought back", async () => {
    const labels = await count(page);
    await page.keyboard.press("Delete");
    await waitForCount(page, null, labels - 1);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, labels);
    await saved(page);
  });

  await step("the focus stays in the list, whatever becomes of the row", async () => {
    const row = () =>
      page.evaluate(() => document.activeElement.closest("tr")?.dataset.annotation ?? document.activeElement.localName);
    const first = label;
    const second = (await ids(page)).find((id) => id !== first);
    const choose = async (of, item) => {
      await page.locator(`#row-${of} [data-do=menu]`).focus();
      await page.keyboard.press("Enter");
      await page
        .getByRole("menuitem", { name: item })
        .or(page.getByRole("menuitemcheckbox", { name: item }))
        .focus();
      await page.keyboard.press("Enter");
      await page.getByRole("menu").waitFor({ state: "detached" });
    };
    await choose(first, "Blurred");
    assert.equal(await row(), first);
    await choose(first, "Delete");
    await page.locator(`#row-${first}`).waitFor({ state: "detached" });
    const beside = await row();
    assert.notEqual(beside, first);
    await page.locator(`#row-${beside}`).waitFor();
    await page.locator(`#row-${second} [data-do=delete]`).focus();
    await page.keyboard.press("Enter");
    await page.locator(`#row-${second}`).waitFor({ state: "detached" });
    await page.locator(`#row-${await row()}`).waitFor();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("Control+z");
    await saved(page);
  });

  await step("on to the next image, and back", async () => {
    await page.keyboard.press("f");
    await page.waitForURL((url) => url.pathname !== image);
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    await page.keyboard.press("s");
    await page.waitForURL((url) => url.pathname === image);
  });

  await step("the keys are told, and the telling is closed", async () => {
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  await step("labels are judged, one key each", async () => {
    const ada = await person(browser, "ada");
    await open(ada.page, `${image}/verify`);
    const name = ada.page.locator("#verify-count");
    const first = await name.textContent();
    await ada.page.keyboard.press("j");
    await ada.page.waitForFunction((first) => document.getElementById("verify-count").textContent !== first, first);
    await saved(ada.page);
    nothingWentWrong(ada);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ben));
});

/** With Tab alone, as far as it takes. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < 300; presses += 1) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail("Tab does not lead there");
}
