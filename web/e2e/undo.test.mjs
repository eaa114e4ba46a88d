// Undo and redo outlive the page, and never touch what somebody else did since.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { choose, ids, open, saved, shape, waitForCount } from "./stage/labels.mjs";
import { drag, move } from "./stage/mouse.mjs";
import { emptyImages, tally } from "./stage/saving.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("undo and redo", async (t) => {
  const ada = await person(browser, "ada");
  const ben = await person(browser, "ben");
  const { page } = ada;
  const image = (await emptyImages(page)).at(-1);
  const step = stepsOf(t, () => [page, ben.page]);
  const x = async (id, on = page) => Number((await shape(on, id)).x);
  let first;

  await step("a label is drawn, moved, and another one drawn", async () => {
    await open(page, image);
    await choose(page, "ball");
    await drag(page, [40, 40], [100, 100]);
    [first] = await ids(page);
    await move(page, [70, 70], [170, 70]);
    await drag(page, [300, 40], [360, 100]);
    await saved(page);
    assert.equal(await x(first), 140);
  });

  await step("after a reload it is all taken back", async () => {
    await open(page, image);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 1);
    await page.keyboard.press("Control+z");
    assert.equal(await x(first), 40);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 0);
    await saved(page);
  });

  await step("after another one it is made again", async () => {
    await open(page, image);
    await page.keyboard.press("Control+Shift+Z");
    await waitForCount(page, null, 1);
    await page.keyboard.press("Control+y");
    await page.keyboard.press("Control+y");
    await waitForCount(page, null, 2);
    await saved(page);
    assert.equal(await x(first), 140);
    const counts = await tally(page, image);
    assert.deepEqual(counts, { AnnotationDrawn: 2, AnnotationReshaped: 3, AnnotationErased: 2, AnnotationRestored: 2 });
  });

  await step("what somebody else has changed since stays, and the page says so", async () => {
    await open(ben.page, image);
    await move(ben.page, [170, 70], [170, 270]);
    await saved(ben.page);
    await page.waitForFunction((id) => document.querySelector(`#label-${id} rect`)?.getAttribute("y") === "240", first);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 1);
    await page.keyboard.press("Control+z");
    await page.locator("#toast", { hasText: "Somebody else changed this label since" }).waitFor();
    await saved(page);
    assert.deepEqual(await shape(page, first).then(({ x, y }) => [x, y]), ["140", "240"]);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});
