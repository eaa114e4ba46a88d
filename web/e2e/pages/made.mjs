// What the demo does not have: a snapshot, a format of the team, and an export of each. Made once, found afterwards.

import { open, saved } from "../stage/labels.mjs";

const NAME = "Looked at";

/** Answers their addresses. */
export async function made(page, { set, team, image }) {
  const snapshot = await snapshotOf(page, set, image);
  const format = await formatOf(page, team);
  return { snapshot, diff: `${snapshot}/diff?with=now`, format, export: await exportOf(page, snapshot) };
}

async function snapshotOf(page, set, image) {
  await page.goto(`${set}/snapshots`);
  const present = page.getByRole("link", { name: NAME, exact: true });
  if ((await present.count()) === 0) {
    await page.getByLabel("Name", { exact: true }).fill(NAME);
    await page.getByLabel("Note").fill("before anything else changes");
    await page.getByRole("button", { name: "Take the snapshot" }).click();
    await workOn(page, image);
    await page.goto(`${set}/snapshots`);
  }
  return present.first().getAttribute("href");
}

/** So that there is a difference to look at. */
async function workOn(page, image) {
  await open(page, image);
  await page.locator("#label-list [data-kind=bounding_box] [data-do=select]").first().click();
  for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"]) await page.keyboard.press(key);
  await page.locator("#label-list [data-kind=polygon] [data-do=delete]").first().click();
  await saved(page);
}

async function formatOf(page, team) {
  await page.goto("/export-formats");
  const present = page.getByRole("link", { name: NAME, exact: true });
  if ((await present.count()) === 0) {
    await page.goto(`${team}/export-formats/new`);
    await page.getByLabel("Name", { exact: true }).fill(NAME);
    await page.getByLabel("File", { exact: true }).fill("%%imageset:%%content");
    await page.getByLabel("Label", { exact: true }).fill("%%imagename %%type %%vector");
    await page.getByLabel("Node", { exact: true }).fill("%%x %%y ");
    await page.getByLabel("File name", { exact: true }).fill("%%imageset.txt");
    await page.getByRole("button", { name: "Create the format" }).click();
    await page.getByRole("heading", { name: "Placeholders" }).waitFor();
    await page.goto("/export-formats");
  }
  return present.first().getAttribute("href");
}

/** One that is finished. */
async function exportOf(page, snapshot) {
  await page.goto(snapshot);
  const present = page.getByRole("link", { name: "COCO" });
  if ((await present.count()) === 0) {
    await page.getByLabel("Format").selectOption("coco");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("link", { name: /Download/ }).waitFor({ timeout: 60_000 });
    await page.goto(snapshot);
  }
  return present.first().getAttribute("href");
}
