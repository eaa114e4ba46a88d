// More types than digits: letters find one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { Site } from "./site/site.mjs";
import { choose, open, saved, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";
import { emptyImages } from "./stage/saving.mjs";
import { ask } from "./verification/made.mjs";

const NAMES = ["flag", "glove", "penalty spot", "referee", "shoe", "whistle"];

let browser;
let site;
before(async () => {
  browser = await launch();
  // Types are there for everybody.
  site = await Site.start(process.env.E2E_LOG, process.env.E2E_PASSWORD);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test("finding a type among many", async (t) => {
  const ada = await person(browser, "ada", { baseURL: site.base });
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  const chosen = (type) => page.locator("#types label:has(input:checked)", { hasText: type }).waitFor();
  const field = page.getByRole("searchbox", { name: "Find a type" });
  const seen = () => page.locator("#types label:visible").count();
  let image;

  await step("ten have digits, and nothing to find them", async () => {
    [image] = await emptyImages(page, site.base);
    await open(page, image);
    assert.equal(await field.count(), 0);
    for (const name of NAMES) {
      await ask(page, "POST", "/annotation-types", {
        name,
        shape: "bounding_box",
        allows_blurred: true,
        allows_concealed: true,
      });
    }
  });

  await step("with more, a key leads to a field, and letters sift", async () => {
    await open(page, image);
    const all = await seen();
    await page.keyboard.press("/");
    await field.type("pe");
    assert.equal(await seen(), 1);
    const { x, width, height } = await field.boundingBox();
    const side = await page.locator("#types").boundingBox();
    assert.ok(x >= side.x && width <= side.width && height < 60, "the field is in nobody's way");
    assert.deepEqual(await inspectHere(page, "annotate-finder", "1440-light"), []);
    await page.keyboard.press("Enter");
    await chosen("penalty spot");
    assert.equal(await seen(), all);
    assert.equal(await page.evaluate(() => document.activeElement.localName), "label-stage");
  });

  await step("it is drawn with, and letters are keys again", async () => {
    await drag(page, [100, 100], [160, 160]);
    await waitForCount(page, "bounding_box", 1);
    await saved(page);
    await page.locator("#label-list", { hasText: "penalty spot" }).waitFor();
    await page.keyboard.press("b");
    await page.locator(".label.blurred").waitFor();
  });

  await step("names that begin so come first, and Escape leaves all as it was", async () => {
    await page.keyboard.press("/");
    await field.type("l");
    await page.keyboard.press("Enter");
    await chosen("line");
    await page.keyboard.press("/");
    await field.type("whi");
    await page.keyboard.press("Escape");
    await chosen("line");
    await choose(page, "whistle");
    await chosen("whistle");
    await saved(page);
  });

  await step("nothing went wrong behind the page", () => nothingWentWrong(ada));
});
