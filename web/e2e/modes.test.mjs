// For those whose system has its own colours, or who asked for less movement: labels are seen, and axe finds nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { SHAPES } from "./drawing/shapes.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { desk } from "./stage/desk.mjs";
import { choose, ids, open, saved, waitForCount } from "./stage/labels.mjs";
import { boxesOf, differences } from "./stage/pixels.mjs";

const MODES = {
  "forced colours, light": { forcedColors: "active", colorScheme: "light" },
  "forced colours, dark": { forcedColors: "active", colorScheme: "dark" },
  "reduced motion": { forcedColors: "none", colorScheme: "light", reducedMotion: "reduce" },
};

let browser;
let ben;
let image;
before(async () => {
  browser = await launch();
  ben = await person(browser, "ben");
  const { page } = ben;
  ({
    images: [image],
  } = await desk(page, "Seen by everybody"));
  await open(page, image);
  for (const [i, { type, draw }] of Object.values(SHAPES).entries()) {
    await choose(page, type);
    await draw(page);
    await waitForCount(page, null, i + 1);
  }
  await saved(page);
});
after(() => browser?.close());

for (const [mode, media] of Object.entries(MODES)) {
  for (const where of ["annotate", "verify"]) {
    test(`${where} with ${mode}`, async () => {
      const { page } = ben;
      await page.emulateMedia(media);
      await open(page, where === "verify" ? `${image}/verify` : image);
      if (where === "annotate") await page.locator("#label-list [data-kind=polygon] [data-do=select]").click();
      await page.locator("#label-list tr[data-annotation]").nth(4).waitFor({ state: "attached" });
      for (const { label, contrast } of await labels(page)) {
        assert.ok(contrast > 25, `${label} differs from the picture by ${contrast}`);
      }
      assert.deepEqual(await inspectHere(page, `${where}-${mode.replaceAll(/\W+/g, "-")}`, "1440-modes"), []);
      nothingWentWrong(ben);
    });
  }
}

/** How much the window changes, of 255, where each label lies, when the labels are taken away. */
async function labels(page) {
  const all = await ids(page);
  const boxes = await boxesOf(page, all);
  const seen = await page.screenshot();
  const layer = page.locator("#labels");
  await layer.evaluate((layer) => layer.setAttribute("visibility", "hidden"));
  const bare = await page.screenshot();
  await layer.evaluate((layer) => layer.removeAttribute("visibility"));
  const found = await differences(page, seen, bare, boxes);
  return found.map(({ most }, i) => ({ label: all[i], contrast: most }));
}
