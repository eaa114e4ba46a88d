// An image set of one's own, so that nobody else's labels are in the way.

import { pictures } from "../pictures/draw.mjs";

const LONG = { timeout: 60_000 };

/** Makes a set of Demo Bots with so many pictures; answers where they are annotated. */
export async function desk(page, name, options = { count: 1 }) {
  await page.goto("/image-sets/new");
  await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create the image set" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const set = new URL(page.url()).pathname;
  await page.goto(`${set}/upload`);
  const files = await pictures(page, { prefix: "desk", ...options });
  await page.getByLabel("Drop files here, or choose them").setInputFiles(files);
  const settled = (count) => document.querySelectorAll(".upload[data-outcome=added]").length === count;
  await page.waitForFunction(settled, files.length, LONG);
  await page.goto(set);
  const links = page.locator("#thumbnails .thumb a");
  const images = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  return { set, images: images.map((image) => image.split("?")[0]) };
}
