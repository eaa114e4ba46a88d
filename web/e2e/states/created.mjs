// A set of one's own to lock and to fill, and the demo's to label in.

import { demoWorld } from "../pages/world.mjs";
import { pictures } from "../pictures/draw.mjs";

export async function created(page, look) {
  const demo = await demoWorld(page);
  await page.goto("/image-sets/new");
  await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
  await page.getByLabel("Name").fill(`States ${look}`);
  await page.getByRole("button", { name: "Create the image set" }).click();
  await page.getByRole("heading", { level: 1, name: `States ${look}` }).waitFor();
  const set = new URL(page.url()).pathname;
  const files = await pictures(page, { count: 3, prefix: "state" });
  return { demo, set, files };
}
