// The picture under fingers, on a screen 390 pixels wide.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { nodes } from "./drawing/shapes.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { desk } from "./stage/desk.mjs";
import { fingers } from "./stage/fingers.mjs";
import { choose, count, ids, open, saved, waitForCount } from "./stage/labels.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("labelling with fingers", async (t) => {
  const ben = await person(browser, "ben", PHONE);
  const { page } = ben;
  const step = stepsOf(t, () => [page]);
  const {
    images: [image],
  } = await desk(page, "Touched");
  const hand = await fingers(page);
  /** Clicked: of a tap right after a drag the browser makes nothing now and then. */
  const tool = (name) => page.locator(`[data-do=${name}]`).click();
  let label;

  await step("one finger draws a box", async () => {
    await open(page, image);
    await choose(page, "ball");
    await hand.drag([200, 150], [400, 330]);
    await waitForCount(page, null, 1);
    await saved(page);
    [label] = await ids(page);
    const [[x, y], [right, bottom]] = await nodes(page, label);
    for (const [found, wanted] of [
      [x, 200],
      [y, 150],
      [right, 400],
      [bottom, 330],
    ])
      assert.ok(Math.abs(found - wanted) <= 3, `${found} for ${wanted}`);
  });

  await step("it is moved, and reshaped at a corner", async () => {
    await tool("pick");
    await hand.drag([300, 240], [330, 260]);
    await saved(page);
    const [moved, corner] = await nodes(page, label);
    assert.ok(Math.abs(moved[0] - 230) <= 4 && Math.abs(moved[1] - 170) <= 4, String(moved));
    await hand.drag(corner, [corner[0] + 40, corner[1] + 30]);
    await saved(page);
    const [, [right, bottom]] = await nodes(page, label);
    assert.ok(Math.abs(right - corner[0] - 40) <= 4 && Math.abs(bottom - corner[1] - 30) <= 4, `${right},${bottom}`);
  });

  await step("a box by two taps", async () => {
    await tool("draw");
    await hand.tap([60, 60]);
    await hand.tap([160, 120]);
    await waitForCount(page, null, 2);
    await saved(page);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 1);
  });

  await step("two fingers zoom, and draw nothing", async () => {
    const width = () => page.locator("label-stage > svg").evaluate((svg) => svg.viewBox.baseVal.width);
    const before = await width();
    await hand.pinch([320, 240], 40, 160);
    assert.ok((await width()) < before / 2);
    assert.equal(await count(page), 1);
    await page.locator("[data-do=fit]").click();
  });

  await step("a long press opens the menu, where the label is marked and deleted", async () => {
    const [[x, y], [right, bottom]] = await nodes(page, label);
    const middle = [(x + right) / 2, (y + bottom) / 2];
    await hand.press(middle, () => page.getByRole("menu").waitFor());
    const problems = await inspectHere(page, "annotate-menu", "390-light");
    assert.deepEqual(problems, []);
    await page.getByRole("menuitemcheckbox", { name: "Blurred" }).tap();
    await saved(page);
    await page.locator(`#label-${label}.blurred`).waitFor();
    await hand.press(middle, () => page.getByRole("menu").waitFor());
    await page.getByRole("menuitem", { name: "Delete" }).tap();
    await waitForCount(page, null, 0);
    await saved(page);
  });

  await step("a polygon, node by node, ended by a tap on its first", async () => {
    await choose(page, "robot");
    for (const place of [
      [150, 150],
      [420, 160],
      [400, 380],
      [150, 150],
    ])
      await hand.tap(place);
    await waitForCount(page, "polygon", 1);
    await saved(page);
  });

  await step("nothing went wrong behind the page", () => nothingWentWrong(ben));
});
