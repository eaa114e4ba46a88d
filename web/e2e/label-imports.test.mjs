// Labels from a file: looked at with the pictures, a type told, imported, verified, undone.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { api } from "./manage/world.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { LOOKS } from "./pages/looks.mjs";
import { pictures } from "./pictures/draw.mjs";
import { annals, attempt, shared } from "./site/operator.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const vector = (x) => JSON.stringify({ x1: x, y1: 40, x2: x + 60, y2: 100 });

for (const { name: look, options } of LOOKS.filter(({ name }) => name.endsWith("light"))) {
  test(`labels are imported from a file at ${look}`, async (t) => {
    const ada = await person(browser, "ada", options, [/status of 422/]);
    const { page } = ada;
    const step = stepsOf(t, () => [page]);
    const seen = async (name) => assert.deepEqual(await inspectHere(page, name, look), []);
    let set;
    let first;

    await step("a set with two pictures", async () => {
      await page.goto("/image-sets/new");
      await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
      await page.getByLabel("Name").fill(`Imports ${look}`);
      await page.getByRole("button", { name: "Create the image set" }).click();
      await page.getByRole("heading", { level: 1, name: `Imports ${look}` }).waitFor();
      set = new URL(page.url()).pathname;
      await page.goto(`${set}/upload`);
      await page.locator("#files").setInputFiles(await pictures(page, { count: 2, prefix: look }));
      await page.waitForFunction(() => document.querySelectorAll(".upload[data-outcome]").length === 2);
    });

    const { images } = await api(page, "GET", `${set.replace("image-sets", "api/v1/image-sets")}/images`);
    const [one, two] = images.map(({ name }) => name);
    const lines = [
      `${one}|ball|${vector(20)}|`,
      `${two}|ball|${vector(100)}|b`,
      `${two}|Kugel|${vector(200)}|`,
      `elsewhere.png|ball|${vector(20)}|`,
    ];
    const file = { name: "labels.txt", mimeType: "text/plain", buffer: Buffer.from(lines.join("\n")) };

    await step("from the labels to the import", async () => {
      await page.goto(`${set}/annotations`);
      await page.getByRole("link", { name: "Import labels" }).click();
      await page.getByRole("heading", { level: 1, name: /Import labels into/ }).waitFor();
      await seen("import-empty");
    });

    await step("a file that is none is refused beside the form", async () => {
      const broken = { name: "broken.json", mimeType: "application/json", buffer: Buffer.from("{") };
      await page.getByLabel("File of labels").setInputFiles(broken);
      await page.getByRole("button", { name: "Look at the file" }).click();
      await page.getByRole("alert").getByText("this is not JSON with COCO").waitFor();
    });

    await step("the file is looked at; the form keeps it", async () => {
      await page.getByLabel("File of labels").setInputFiles(file);
      await page.getByRole("button", { name: "Look at the file" }).click();
      await page.getByRole("heading", { name: "labels.txt, read as ImageTagger labels" }).waitFor();
      await page.getByRole("button", { name: "Import 2 labels" }).waitFor();
      assert.equal(await page.locator("#look .label-picture .shape").count(), 2);
      await page.getByText("The set has no image called elsewhere.png").waitFor();
      await seen("import-looked-at");
    });

    await step("an unknown type is told which it is", async () => {
      const row = page.getByRole("row", { name: /Kugel/ });
      await row.getByText("not known here").waitFor();
      await row.getByRole("combobox").selectOption({ label: "ball (bounding box)" });
      await page.getByRole("button", { name: "Look again" }).click();
      await page.getByRole("button", { name: "Import 3 labels" }).click();
      await page.getByRole("heading", { level: 1, name: "Import of labels.txt" }).waitFor();
      await page.locator(".figure", { hasText: "imported" }).getByText("3", { exact: true }).waitFor();
      first = page.url();
      await seen("import-done");
    });

    await step("imported again, nothing is added", async () => {
      await page.goto(`${set}/label-imports/new`);
      await page.getByLabel("File of labels").setInputFiles(file);
      await page.getByRole("button", { name: "Look at the file" }).click();
      await page.getByRole("button", { name: "Import 2 labels" }).click();
      await page.locator(".figure", { hasText: "were there already" }).getByText("2", { exact: true }).waitFor();
    });

    await step("the operator imports from the command line", async () => {
      const folder = await mkdtemp(join(tmpdir(), "annals-import-"));
      const path = join(folder, "more.csv");
      await writeFile(path, `image,label,xmin,ymin,xmax,ymax\n${one},ball,300,200,340,230\nx.png,ball,1,1,9,9\n`);
      const id = set.split("/").at(-1);
      const looked = await annals(shared(), "import", id, path, "--as", "ada", "--dry-run");
      assert.match(looked, /1 labels on 1 images can be imported\n {2}line 3: the set has no image called x\.png/);
      const told = JSON.parse(await annals(shared(), "import", id, path, "--as", "ada", "--json"));
      assert.deepEqual([told.report.added, told.report.problems[0].line], [1, 3]);
      const { code } = await attempt(shared(), "import", id, path, "--as", "ada", "--type", "ball");
      assert.equal(code, 2);
      await rm(folder, { recursive: true });
    });

    await step("all of it is undone", async () => {
      await page.goto(`${set}/annotations`);
      assert.equal(await page.locator(".label-card").count(), 4);
      await page.goto(first);
      await page.getByRole("link", { name: "Undo…" }).click();
      await page.getByRole("button", { name: /Put 3 labels back/ }).click();
      await page.locator(".figure", { hasText: "put back" }).getByText("3", { exact: true }).waitFor();
      await page.goto(`${set}/annotations`);
      assert.equal(await page.locator(".label-card").count(), 1);
    });

    nothingWentWrong(ada);
  });
}
