// An upload can be found again: its failures first, what a duplicate is one of, one line in the history, and its undo.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { LOOKS } from "./pages/looks.mjs";

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "annals-"));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** In every size and colour. */
async function looked(page, name) {
  const found = [];
  for (const { name: look, options } of LOOKS) {
    await page.setViewportSize(options.viewport);
    await page.emulateMedia({ colorScheme: options.colorScheme });
    found.push(...(await inspectHere(page, name, look)));
  }
  await page.setViewportSize(LOOKS[0].options.viewport);
  return found;
}

test("an upload tells first what failed, and is found again and undone as a whole", async (t) => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  let set;

  const png = async (colour) => {
    const data = await page.evaluate((fill) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
      const context = canvas.getContext("2d");
      context.fillStyle = fill;
      context.fillRect(0, 0, 40, 30);
      return canvas.toDataURL("image/png").split(",")[1];
    }, colour);
    return Buffer.from(data, "base64");
  };

  await step("a set of one's own", async () => {
    await page.goto("/image-sets/new");
    await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
    await page.getByLabel("Name").fill("Found again");
    await page.getByRole("button", { name: "Create the image set" }).click();
    await page.getByRole("heading", { level: 1, name: "Found again" }).waitFor();
    set = new URL(page.url()).pathname;
  });

  await step("what failed stands first; a duplicate names its image; then one labels", async () => {
    const [red, blue] = [await png("#f00"), await png("#00f")];
    const files = { "a.png": red, "b.png": blue, "c.png": red, "d.png": Buffer.from("no picture") };
    const root = join(folder, "shots");
    await mkdir(root);
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, name), bytes);
    await page.goto(`${set}/upload`);
    const choose = (...names) =>
      page.getByLabel("Drop files here").setInputFiles(names.map((name) => join(root, name)));
    await choose("a.png", "b.png", "d.png");
    await page.getByRole("link", { name: "Label them" }).waitFor();
    await choose("c.png");
    await page.locator(".upload[data-outcome=duplicate]").waitFor();
    const rows = await page.locator(".upload").allInnerTexts();
    assert.deepEqual(
      rows
        .map((row) => row.slice(0, 5))
        .slice(0, 2)
        .toSorted(),
      ["c.png", "d.png"],
      rows.join("|"),
    );
    assert.match(
      rows.find((row) => row.startsWith("c.png")),
      /has this image already: a\.png/,
    );
    assert.deepEqual(await looked(page, "upload-ended"), []);
  });

  await step("it is one line of the history, and says what its undo does", async () => {
    await page.getByRole("link", { name: "This upload in the history" }).click();
    const line = page.locator(".fact", { hasText: "added 2 images" });
    await line.waitFor();
    assert.equal(await page.locator(".fact").count(), 1);
    assert.deepEqual(await looked(page, "history-wholes"), []);
    await line.getByRole("link", { name: "in one upload" }).click();
    await page.getByRole("link", { name: "Undo…" }).click();
    await page.getByText("2 images are removed from the set").waitFor();
    assert.deepEqual(await looked(page, "undo-upload"), []);
    await page.getByRole("button", { name: "Undo it" }).click();
    await page.getByText("put back").first().waitFor();
    await page.goto(set);
    await page.getByRole("heading", { name: "No image yet" }).waitFor();
  });

  nothingWentWrong(ada);
});
