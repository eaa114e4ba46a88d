// The whole job by keyboard alone: all five shapes drawn, reshaped, deleted; what is heard of it; a vote.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { nodes } from "./drawing/shapes.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { desk } from "./stage/desk.mjs";
import { count, ids, open, saved, waitForCount } from "./stage/labels.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("drawing with the keyboard alone", async (t) => {
  const ben = await person(browser, "ben");
  const { page } = ben;
  const {
    images: [image],
  } = await desk(page, "By keys");
  const step = stepsOf(t, () => [page]);
  const said = (words) => page.locator("#said", { hasText: words }).waitFor({ state: "attached" });
  const keys = async (...all) => {
    for (const key of all) await page.keyboard.press(key);
  };
  /** By so many steps of ten pixels of the screen. */
  const go = async (right, down) => {
    for (let i = 0; i < Math.abs(right); i += 1) await keys(right > 0 ? "ArrowRight" : "ArrowLeft");
    for (let i = 0; i < Math.abs(down); i += 1) await keys(down > 0 ? "ArrowDown" : "ArrowUp");
  };
  const type = async (name) => {
    const digit = await page.locator("#types label", { hasText: name }).locator("kbd").textContent();
    await keys("Escape", digit);
  };
  const drawn = async (wanted) => {
    await waitForCount(page, null, wanted);
    await saved(page);
    const label = (await ids(page)).at(-1);
    await page.locator(`#label-${label}.selected`).waitFor();
    return nodes(page, label);
  };
  const scale = () => page.locator("label-stage > svg").evaluate((svg) => svg.getScreenCTM().a);
  /** Within a pixel: steps are those of the screen. */
  const near = (found, wanted) =>
    assert.ok(
      found.flat().every((n, i) => Math.abs(n - wanted.flat()[i]) <= 1.01),
      `${found} for ${wanted}`,
    );

  await step("Tab leads to the picture, and the arrows bring the cursor", async () => {
    await open(page, image);
    for (let presses = 0; presses < 60; presses += 1) {
      await keys("Tab");
      if (await page.evaluate(() => document.activeElement.localName === "label-stage")) break;
    }
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "application");
    await keys("ArrowRight");
    await page.locator(".aim-mark").waitFor();
    assert.match(await page.locator("#said").textContent(), /^\d+, \d+$/);
    assert.deepEqual(await inspectHere(page, "annotate-by-keys", "1440-light"), []);
  });

  let start;
  await step("a box: a corner, and the opposite one", async () => {
    await type("ball");
    await keys("ArrowLeft");
    const [, x, y] = /^(\d+), (\d+)/.exec(await page.locator("#said").textContent()).map(Number);
    start = [x, y];
    await keys("Enter");
    await said("First corner at");
    await keys("Shift+ArrowRight");
    await go(-1, 6);
    await keys("Enter");
    const step = 10 / (await scale());
    near(await drawn(1), [start, [x + 4 * step, y + 6 * step]]);
    await said("ball drawn");
  });

  await step("with a label selected the arrows move it, and Escape gives them back", async () => {
    const before = await nodes(page, (await ids(page))[0]);
    await keys("ArrowRight");
    await saved(page);
    near(
      await nodes(page, (await ids(page))[0]),
      before.map(([x, y]) => [x + 1, y]),
    );
    await keys("Control+z");
    await saved(page);
  });

  await step("a point", async () => {
    await type("crossing");
    await go(-20, -10);
    await keys("Enter");
    assert.equal((await drawn(2)).length, 1);
  });

  await step("a line ends with its second node", async () => {
    await type("goalpost");
    await go(-5, 0);
    await keys("Enter");
    await said("Node 1 at");
    await go(1, 15);
    await keys("Enter");
    assert.equal((await drawn(3)).length, 2);
  });

  await step("a multi-line ends with Enter twice in one place", async () => {
    await type("line");
    await go(6, 0);
    await keys("Enter");
    await go(5, 2);
    await keys("Enter");
    await said("Enter here once more ends it");
    await go(5, -2);
    await keys("Enter", "Enter");
    assert.equal((await drawn(4)).length, 3);
  });

  await step("a polygon ends with the key that draws, and pixels are met one by one", async () => {
    await type("robot");
    await go(10, 0);
    await keys("Enter");
    await go(8, 0);
    await keys("Enter", "Control+ArrowDown", "Control+ArrowDown", "Shift+ArrowDown", "Enter", "n");
    const [[, top], [, also], [, bottom]] = await drawn(5);
    assert.equal(top, also);
    assert.ok(Math.abs(bottom - top - 52 / (await scale())) <= 1.01);
  });

  await step("Escape drops what is being drawn, then lets the cursor go", async () => {
    await keys("Escape", "ArrowRight", "Enter");
    assert.equal(await page.locator(".draft .node").count(), 1);
    await keys("Escape");
    assert.equal(await page.locator(".draft .node").count(), 0);
    await page.locator(".aim-mark").waitFor();
    await keys("Escape");
    await page.locator(".aim-mark").waitFor({ state: "hidden" });
    assert.equal(await count(page), 5);
  });

  await step("the picture follows the cursor", async () => {
    for (let turn = 0; turn < 10; turn += 1) await keys("+");
    const left = () => page.locator("label-stage > svg").evaluate((svg) => svg.viewBox.baseVal.x);
    const before = await left();
    for (let turn = 0; turn < 20; turn += 1) await keys("Shift+ArrowRight");
    assert.ok((await left()) > before + 10);
    const mark = await page.locator(".aim-mark").boundingBox();
    const stage = await page.locator("label-stage").boundingBox();
    assert.ok(mark.x > stage.x && mark.x + mark.width < stage.x + stage.width, "the cursor is in sight");
    await keys("w", "Escape");
  });

  await step("labels are gone through, and said; one is reshaped, one deleted", async () => {
    await keys("Escape", ",");
    await said(/^robot, polygon, \d+ by \d+ pixels at \d+, \d+, 5 of 5$/);
    const robot = (await ids(page)).at(-1);
    const before = await nodes(page, robot);
    await keys("Shift+N", "Shift+ArrowUp");
    // Said once the browser has kept it: not in between what the next keys say.
    await said("robot reshaped");
    await saved(page);
    near(await nodes(page, robot), [[before[0][0], before[0][1] - 10], ...before.slice(1)]);
    await keys("Escape", ",", ",");
    await said(/^line, multi-line/);
    await keys("Delete");
    await waitForCount(page, null, 4);
    await said("line deleted");
    await saved(page);
  });

  await step("a row of the list says what its buttons are about", async () => {
    const row = page.getByRole("row").filter({ hasText: "ball" });
    await row.getByRole("rowheader").waitFor();
    await row.getByRole("button", { name: "Delete: ball" }).waitFor();
    await row.getByRole("button", { name: "Blurred: ball" }).focus();
    await keys("Enter");
    await row.getByRole("button", { name: "ball bounding box, blurred" }).waitFor();
    await saved(page);
  });

  await step("somebody else hears what is asked, and accepts it", async () => {
    const ada = await person(browser, "ada");
    await open(ada.page, `${image}/verify`);
    const heard = ada.page.locator("#said");
    await heard
      .filter({
        hasText: /^ball, bounding box, blurred, \d+ by \d+ pixels at \d+, \d+, 1 of 4 here, 1 accept, 0 reject$/,
      })
      .waitFor({ state: "attached" });
    await ada.page.keyboard.press("j");
    await heard.filter({ hasText: /^accepted, crossing, point, at/ }).waitFor({ state: "attached" });
    const fill = await ada.page
      .locator(".label.selected.kind-point .shape")
      .evaluate((point) => getComputedStyle(point).fill);
    assert.match(fill, /^rgb/, "the point that is asked about is seen");
    await ada.page.keyboard.press("u");
    const panel = ada.page.getByRole("region", { name: "View" });
    await panel.getByLabel("Brightness").fill("150");
    assert.deepEqual(await inspectHere(ada.page, "verify-view", "1440-light"), []);
    await panel.getByRole("button", { name: "Reset" }).press("Enter");
    await ada.page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    await saved(ada.page);
    nothingWentWrong(ada);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ben));
});

test("the cursor works in every key map", async (t) => {
  const ben = await person(browser, "ben");
  const { page } = ben;
  const {
    images: [image],
  } = await desk(page, "By keys, in every map");
  const step = stepsOf(t, () => [page]);
  for (const [i, map] of ["CVAT", "labelme", "ImageTagger"].entries()) {
    await step(map, async () => {
      await page.goto("/account/keys");
      await page.getByRole("radio", { name: map, exact: true }).check();
      await page.getByRole("button", { name: "Save" }).first().click();
      await page.getByText("Your keys are saved.").waitFor();
      await open(page, image);
      const digit = await page.locator("#types label", { hasText: "ball" }).locator("kbd").textContent();
      await page.keyboard.press(digit);
      for (let press = 0; press <= 6 * i; press += 1) await page.keyboard.press("ArrowRight");
      for (const key of ["Enter", "Shift+ArrowDown", "ArrowRight", "Control+ArrowRight", "Enter"]) {
        await page.keyboard.press(key);
      }
      await waitForCount(page, "bounding_box", i + 1);
      await saved(page);
    });
  }
  await step("nothing went wrong behind the page", () => nothingWentWrong(ben));
});
