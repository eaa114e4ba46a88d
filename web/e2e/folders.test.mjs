// Folders that are dropped or chosen: their files are uploaded, and stay apart by where they lay.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { api } from "./manage/world.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { pictures } from "./pictures/draw.mjs";

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "annals-folders-"));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** `names` below a folder of their own, each a picture, and what systems leave there. */
async function made(page, name, names) {
  const files = await pictures(page, { count: names.length, prefix: name });
  const root = join(folder, name);
  for (const [i, file] of names.entries()) {
    await mkdir(join(root, file, ".."), { recursive: true });
    await writeFile(join(root, file), files[i].buffer);
  }
  await writeFile(join(root, ".DS_Store"), "left behind");
  return root;
}

async function dropped(page, path) {
  const zone = await page.locator(".drop-zone").boundingBox();
  const at = { x: zone.x + 20, y: zone.y + 10 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, ...at, data });
  }
}

test("folders are uploaded with the paths of their files", async (t) => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  let set;
  const paths = async () => {
    const { images } = await api(page, "GET", `${set.replace("image-sets", "api/v1/image-sets")}/images`);
    return images.map(({ path }) => path).sort();
  };

  await step("a set of one's own", async () => {
    await page.goto("/image-sets/new");
    await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
    await page.getByLabel("Name").fill("Folders");
    await page.getByRole("button", { name: "Create the image set" }).click();
    await page.getByRole("heading", { level: 1, name: "Folders" }).waitFor();
    set = new URL(page.url()).pathname;
  });

  await step("a folder is dropped", async () => {
    const root = await made(page, "ride", ["cam1/0001.jpg", "cam2/0001.jpg", ".hidden/0002.jpg"]);
    await page.goto(`${set}/upload`);
    assert.deepEqual(await inspectHere(page, "upload-empty", "1440-light"), []);
    await dropped(page, root);
    await page.waitForFunction(() => document.querySelectorAll(".upload[data-outcome]").length === 3);
    assert.deepEqual(await paths(), ["ride/.hidden/0002.jpg", "ride/cam1/0001.jpg", "ride/cam2/0001.jpg"]);
  });

  await step("a folder is chosen, without a pointer", async () => {
    const root = await made(page, "more", ["cam1/0003.jpg"]);
    await page.getByLabel("or a folder").setInputFiles(root);
    await page.locator(".upload", { hasText: "more/cam1/0003.jpg" }).getByText("added").waitFor();
    assert.ok((await paths()).includes("more/cam1/0003.jpg"));
  });

  await step("an empty folder is said to be empty", async () => {
    await mkdir(join(folder, "empty"));
    await dropped(page, join(folder, "empty"));
    await page.getByText("There is no file in it.").waitFor();
  });

  await step("where names are alike, the folder is shown", async () => {
    await page.goto(set);
    const shown = await page.locator("#thumbnails .thumb").allInnerTexts();
    const folders = await page.locator(".thumb-folder").allInnerTexts();
    assert.deepEqual(folders.toSorted(), ["ride/cam1", "ride/cam2"], shown.join());
    await page.locator("#thumbnails a").first().click();
    await page.locator(".image-folder", { hasText: "ride/cam2" }).waitFor();
    assert.equal(await page.locator(".image-folder").count(), 2);
  });

  nothingWentWrong(ada);
});
