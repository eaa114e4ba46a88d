// What was not saved and what was told is in one tray: it names the image, can be folded, and goes when one says so.

import assert from "node:assert/strict";

import { inspectHere } from "../pages/inspect.mjs";
import { choose, open, saved } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { state } from "../stage/saving.mjs";
import { places } from "./rects.mjs";

const IMAGE = /still-life-with-a-rather-long-name-00\d\.png/;

export async function traySteps(step, { ada, ben, images }) {
  const { page } = ada;
  const tray = page.locator("#tray");
  const fold = page.locator("#tray .tray-fold");

  await step("a refusal names its image and moves nothing but the end of the list", async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(page, images[4]);
    await open(ben.page, images[4]);
    await choose(page, "ball");
    await choose(ben.page, "ball");
    const before = await places(page, ["#types > label", ".side-head", "label-stage", ".statusbar", ".toolbar .tool"]);
    await apart(ada, ben, [200, 60], [260, 120]);
    await page.locator(".refusal", { hasText: IMAGE }).waitFor();
    await fold.getByText("1 not saved").waitFor();
    assert.deepEqual(
      await places(page, ["#types > label", ".side-head", "label-stage", ".statusbar", ".toolbar .tool"]),
      before,
    );
    assert.deepEqual(await inspectHere(page, "workspace-tray", "1280-light"), []);
  });

  await step("it is still there on the next image, under the name of its own", async () => {
    await page.keyboard.press("f");
    await page.waitForURL((url) => url.pathname === images[5]);
    const line = page.locator(".refusal");
    await line.filter({ hasText: IMAGE }).waitFor();
    assert.match(await line.locator("strong").textContent(), /005/);
    await line.getByRole("link", { name: "Go there" }).waitFor();
  });

  await step("by keyboard it is folded, stays so, and is unfolded", async () => {
    await page.keyboard.press("Shift+M");
    await page.locator(".refusal").waitFor({ state: "hidden" });
    await page.keyboard.press("s");
    await page.waitForURL((url) => url.pathname === images[4]);
    await fold.getByText("1 not saved").waitFor();
    await page.locator(".refusal").waitFor({ state: "hidden" });
    await page.keyboard.press("Shift+M");
    await page.locator(".refusal").waitFor();
    assert.ok(await tray.evaluate((element) => element.contains(document.activeElement)));
  });

  await step("what was told is kept once for one cause, with the image, and is cleared", async () => {
    await page.locator(".refusal [data-choice=theirs]").click();
    await tray.waitFor({ state: "hidden" });
    await page
      .context()
      .route(/\/images\/.*/, (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort()));
    await page.locator("label-stage").focus();
    await page.evaluate(() =>
      document.querySelector("label-stage").setAttribute("data-next", "/images/00000000-0000-7000-8000-000000000000"),
    );
    for (const times of ["stays. Please try again.", "2 times", "3 times"]) {
      await page.keyboard.press("f");
      await page.locator(".messages li", { hasText: "The server is not reached" }).getByText(times).waitFor();
    }
    await page.locator(".toast", { hasText: "The server is not reached" }).waitFor();
    assert.equal(await page.locator(".toast").count(), 1);
    assert.match(await page.locator(".messages li").textContent(), IMAGE);
    await fold.getByText("1 message").waitFor();
    await page.context().unroute(/\/images\/.*/);
    await page.getByRole("button", { name: "Clear messages" }).click();
    await tray.waitFor({ state: "hidden" });
    await saved(page);
  });
}

/** Both draw nearly the same, and the first does not hear of it. */
async function apart(ada, ben, from, to) {
  await ada.context.setOffline(true);
  await drag(ada.page, from, to);
  await state(ada.page, "offline");
  await drag(ben.page, [from[0] + 2, from[1] + 2], [to[0] + 2, to[1] + 2]);
  await saved(ben.page);
  await ada.context.setOffline(false);
  await ada.page.locator(".refusal").waitFor();
  await state(ada.page, "saved");
}
