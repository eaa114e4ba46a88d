// An image set to go through, with pictures of its own.

import { pictures } from "../pictures/draw.mjs";
import { zip } from "../pictures/zip.mjs";

const LONG = { timeout: 90_000 };

/** Answers where the set is; its pictures are called PREFIX-001.png and so on. */
export async function madeSet({ page }, name, prefix, count, { width = 640, height = 480 } = {}) {
  await page.goto("/image-sets/new");
  await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create the image set" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const set = new URL(page.url()).pathname;
  await page.goto(`${set}/upload`);
  const buffer = zip(await pictures(page, { count, prefix, width, height }));
  await page
    .getByLabel("Drop files here, or choose them")
    .setInputFiles([{ name: "all.zip", mimeType: "application/zip", buffer }]);
  await page.locator(".upload", { hasText: "all.zip" }).getByText(`${count} of ${count} added`).waitFor(LONG);
  return set;
}

/** The first images of a set's page, as links lead to them. */
export async function imagesOf({ page }, list) {
  await page.goto(list);
  const links = page.locator("#thumbnails .thumb a");
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
}
