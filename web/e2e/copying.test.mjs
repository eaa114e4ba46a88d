// The labels of the image before are taken over with one key, and taken back with one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { press } from "./flow/going.mjs";
import { choose, count, ids, open, saved, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";
import { emptyImages, facts } from "./stage/saving.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("copying labels from the image before", async (t) => {
  const ben = await person(browser, "ben");
  const { page } = ben;
  const step = stepsOf(t, () => [page]);
  const there = (await emptyImages(page))[1];
  let here;

  await step("all of them, each naming its origin, as one gesture", async () => {
    await open(page, there);
    await choose(page, "ball");
    for (const x of [40, 140, 240]) await drag(page, [x, 40], [x + 50, 90]);
    await saved(page);
    await page.keyboard.press("f");
    await page.waitForURL((url) => url.pathname !== there);
    here = new URL(page.url()).pathname;
    const already = await count(page);
    await page.keyboard.press("r");
    await page.locator("#toast", { hasText: /3 labels copied|left out/ }).waitFor();
    await saved(page);
    const copied = (await facts(page, here)).filter(({ type }) => type === "AnnotationCopied");
    assert.equal(await count(page), already + copied.length);
    assert.equal(copied.length, 3);
    assert.equal(new Set(copied.map(({ correlation }) => correlation)).size, 1);
    assert.ok(copied.every(({ data }) => `/images/${data.origin_image}` === there));
  });

  await step("again there is nothing to copy, and it is said", async () => {
    await page.keyboard.press("r");
    await page.locator("#toast", { hasText: "0 labels copied, 3 left out" }).waitFor();
    await saved(page);
  });

  await step("one undo takes all of them back, also after a reload", async () => {
    const all = await count(page);
    await open(page, here);
    const sent = [];
    page.on("request", (request) => request.method() !== "GET" && sent.push(new URL(request.url()).pathname));
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, all - 3);
    await saved(page);
    assert.deepEqual(
      sent.filter((path) => path.includes("/annotations") || path.includes("/erasures")),
      [`/api/v1${here}/erasures`],
    );
    await page.keyboard.press("Control+y");
    await waitForCount(page, null, all);
    await saved(page);
  });

  await step("one, if one was selected there", async () => {
    await open(page, there);
    const drawn = await ids(page);
    await page.locator(`#row-${drawn[1]} [data-do=select]`).click();
    await press(page, "f");
    const all = await count(page);
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("Control+z");
    await waitForCount(page, null, all - 3);
    await saved(page);
    await page.keyboard.press("Shift+R");
    await page.locator("#toast", { hasText: "1 label copied." }).waitFor();
    await saved(page);
    const copied = (await facts(page, here)).filter(({ type }) => type === "AnnotationCopied");
    assert.equal(copied.at(-1).data.origin, drawn[1]);
    await press(page, "s");
    await page.keyboard.press("Escape");
    await press(page, "f");
    await page.keyboard.press("Shift+R");
    await page.locator("#toast", { hasText: "No label was selected on the image before" }).waitFor();
  });

  await step("its history says where it came from", async () => {
    await page.goto(`${here}/history`);
    await page
      .getByText(/copied a ball \(bounding box\) from/)
      .first()
      .waitFor();
  });

  await step("nothing went wrong behind the page", () => nothingWentWrong(ben));
});
