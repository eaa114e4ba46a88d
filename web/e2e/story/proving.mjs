// The operator checks the record, and projects the views anew while people keep labelling.

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import { annals, attempt, shared } from "../site/operator.mjs";
import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";

export async function proving(step, story) {
  await step("the log is what was signed", async () => {
    assert.match(await annals(shared(), "log", "verify"), /all \d+ facts agree/);
  });

  await step("a snapshot and the images are written from the command line", async () => {
    const snapshot = story.snapshot.split("/").pop();
    const set = story.set.split("/").pop();
    const out = join(shared().folder, "cli.json");
    const said = await annals(shared(), "export", snapshot, "--format", "coco", "--as", "ada", "--out", out);
    assert.match(said, /sha256 [0-9a-f]{64}/);
    assert.ok(JSON.parse(await readFile(out, "utf8")).images.length > 0);
    const again = await attempt(shared(), "export", snapshot, "--format", "coco", "--as", "ada", "--out", out);
    assert.equal(again.code, 2);
    assert.match(again.text, /is there already/);
    const nobody = await attempt(shared(), "export", snapshot, "--format", "coco", "--as", "nobody");
    assert.equal(nobody.code, 2);

    const zip = join(shared().folder, "cli.zip");
    const told = JSON.parse(await annals(shared(), "images", set, "--as", "ada", "--out", zip, "--json"));
    assert.equal((await stat(zip)).size, told.bytes);
    assert.ok(told.images > 0);
  });

  await step("views are projected anew while ada keeps labelling", async () => {
    const { page } = story.ada;
    await open(page, story.other);
    await choose(page, "ball");
    await page.locator("#label-list [data-kind=not_in_image] [data-do=delete]").click();
    await saved(page);
    const before = await count(page);
    const rebuilt = annals(shared(), "projections", "rebuild");
    for (let i = 0; i < 8; i += 1) {
      await drag(page, [20 + i * 70, 60], [60 + i * 70, 110]);
      await page.keyboard.press("Escape");
    }
    await waitForCount(page, null, before + 8);
    await saved(page);
    assert.doesNotMatch(await rebuilt, /other than the log says/);
    await page.reload();
    assert.equal(await count(page), before + 8);
  });

  await step("the log still is what was signed", async () => {
    assert.match(await annals(shared(), "log", "verify"), /all \d+ facts agree/);
  });
}
