// A snapshot, work going on, exports that never change, and what is different now.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { choose, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";

const NAME = "Balls as text";
const TEMPLATES = {
  Name: NAME,
  File: "set %%imageset of %%team%%content",
  Label: "%%imagename|%%type|%%minx|%%miny|%%width|%%height|%%veriamount",
  Node: "%%x,%%y%%br",
  "Not in image": "%%imagename|%%type|none",
  "File name": "%%imageset_%%exportid.txt",
};

export async function keeping(step, story) {
  await step("a snapshot is taken", async () => {
    const { page } = story.ada;
    await page.goto(`${story.set}/snapshots`);
    await page.getByLabel("Name", { exact: true }).fill("v1");
    await page.getByRole("button", { name: "Take the snapshot" }).click();
    await page.goto(`${story.set}/snapshots`);
    await page.getByRole("link", { name: "v1", exact: true }).click();
    await page.getByText("digest verified").waitFor();
    story.snapshot = new URL(page.url()).pathname;
    story.digest = await page.locator("#digest").textContent();
  });

  await step("labelling goes on: one added, one removed, one changed", async () => {
    const { page } = story.ada;
    const [box, , goalpost] = story.labels;
    await open(page, story.image);
    await choose(page, "ball");
    await page.keyboard.press("n");
    await drag(page, [330, 380], [390, 440]);
    await waitForCount(page, null, 6);
    await saved(page);
    await page.locator(`#row-${goalpost} [data-do=delete]`).click();
    await waitForCount(page, null, 5);
    await saved(page);
    const { page: bens } = story.ben;
    await open(bens, story.image);
    await bens.keyboard.press("p");
    await bens.locator(`#row-${box} [data-do=select]`).click();
    await bens.keyboard.press("Shift+KeyL");
    await saved(bens);
  });

  await step("an export format in ImageTagger's template language", async () => {
    const { page } = story.ada;
    await page.goto(`${new URL(story.team).pathname}/export-formats/new`);
    for (const [label, text] of Object.entries(TEMPLATES)) await page.getByLabel(label, { exact: true }).fill(text);
    for (const flags of ["With blurred labels", "With concealed labels"]) await page.getByLabel(flags).check();
    await page.getByRole("button", { name: "Create the format" }).click();
    await page.getByRole("heading", { name: "What it writes of a small sample" }).waitFor();
    story.format = new URL(page.url()).pathname;
  });

  story.files = {};
  for (const format of ["COCO", "YOLO segment", NAME]) {
    await step(`v1 is exported as ${format}, twice: the same bytes`, async () => {
      const { page } = story.ada;
      const [first, again] = [
        await exported(page, story.snapshot, format),
        await exported(page, story.snapshot, format),
      ];
      assert.ok(first.bytes.length > 0);
      assert.ok(first.bytes.equals(again.bytes), "the second export differs");
      assert.equal(first.digest, again.digest);
      assert.equal(first.digest, createHash("sha256").update(first.bytes).digest("hex"));
      story.files[format] = first;
    });
  }

  await step("the exports hold what v1 held", () => {
    const coco = JSON.parse(story.files.COCO.bytes);
    assert.equal(coco.images.length, 230);
    assert.ok(coco.annotations.length >= 2);
    const lines = story.files[NAME].bytes.toString().split("\n");
    assert.match(lines[0], /^set Practice of Story Bots/);
    assert.ok(
      lines.some((line) => line.startsWith("field-001.jpg|ball|150|150|120|120|")),
      lines.slice(0, 8).join("\n"),
    );
  });

  await step("what differs between v1 and now, and through whom", async () => {
    const { page } = story.ada;
    await page.goto(`${story.snapshot}/diff?with=now`);
    await difference(page, "added", "ball", "Ada");
    await difference(page, "removed", "goalpost", "Ada");
    await difference(page, "reshaped", "ball", "Ben");
    await page.goto(story.snapshot);
    await page.getByText("digest verified").waitFor();
    assert.equal(await page.locator("#digest").textContent(), story.digest);
  });
}

async function difference(page, kind, type, who) {
  await page.locator(`.diff.${kind}`, { hasText: type }).filter({ hasText: who }).first().waitFor();
}

/** Asks for an export, waits until it is written, and downloads it. */
async function exported(page, snapshot, format) {
  await page.goto(snapshot);
  const card = page.locator("section", { has: page.getByRole("heading", { name: "Export", exact: true }) });
  const option = card.locator("option", { hasText: format }).first();
  await card.getByLabel("Format").selectOption(await option.getAttribute("value"));
  await card.getByRole("button", { name: "Export" }).click();
  const link = page.getByRole("link", { name: /Download/ });
  await link.waitFor({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const digest = /[0-9a-f]{64}/.exec(await page.locator("dl.facts").first().innerText())?.[0];
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()), digest };
}
