// Thirty files and an archive of two hundred, with what became of each.

import assert from "node:assert/strict";

import { pictures } from "../pictures/draw.mjs";
import { zip } from "../pictures/zip.mjs";

const LONG = { timeout: 90_000 };

export async function uploading(step, story) {
  await step("thirty files: each has its progress and its result", async () => {
    const { page } = story.ada;
    await page.getByRole("link", { name: "Upload images" }).first().click();
    const files = await pictures(page, { count: 30, prefix: "field" });
    const [first] = files;
    story.first = first.name;
    const damaged = { ...first, name: "damaged.jpg", buffer: first.buffer.subarray(0, first.buffer.length / 2) };
    const twin = { ...first, name: "the-same-again.jpg" };
    const text = { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") };
    await page.getByLabel("Drop files here, or choose them").setInputFiles([...files, damaged, text]);
    await page.locator(".upload progress").first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".upload[data-outcome]").length === 32, null, LONG);
    await page.getByLabel("Drop files here, or choose them").setInputFiles([twin]);
    await page.locator(".upload[data-outcome=duplicate]").waitFor();
    assert.deepEqual(await outcomes(page), { added: 30, damaged: 1, duplicate: 1, unsupported: 1 });
  });

  await step("an archive of two hundred, its entries told one by one", async () => {
    const { page } = story.ada;
    const files = await pictures(page, { count: 200, prefix: "archive", width: 160, height: 120 });
    const broken = { name: "broken.jpg", buffer: files[0].buffer.subarray(0, 200) };
    const twin = { name: "twin.jpg", buffer: files[0].buffer };
    const buffer = zip([...files, broken, twin]);
    await page
      .getByLabel("Drop files here, or choose them")
      .setInputFiles([{ name: "more.zip", mimeType: "application/zip", buffer }]);
    const row = page.locator(".upload", { hasText: "more.zip" });
    await row.getByText("200 of 202 added").waitFor(LONG);
    await row.getByText("2 not added").click();
    await row.locator("li", { hasText: "broken.jpg" }).waitFor();
    await row.locator("li", { hasText: "twin.jpg" }).waitFor();
  });

  await step("the set shows what it holds", async () => {
    const { page } = story.ada;
    await page.goto(story.set);
    await page.getByRole("navigation", { name: "Of this image set" }).getByText("230").waitFor();
    assert.equal(await page.locator("#thumbnails .thumb").count(), 60);
    await page.getByRole("link", { name: "More images" }).click();
    await page.locator("#thumbnails .thumb").first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll("#thumbnails img")].some((image) => image.naturalWidth > 0),
    );
  });
}

async function outcomes(page) {
  const all = await page.locator(".upload").evaluateAll((rows) => rows.map(({ dataset }) => dataset.outcome));
  return Object.fromEntries(
    [...new Set(all)].sort().map((outcome) => [outcome, all.filter((one) => one === outcome).length]),
  );
}
