// Without JavaScript everything works but the drawing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person, visitor } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { demoWorld, pagesOf } from "./pages/world.mjs";
import { pictures } from "./pictures/draw.mjs";

const PLAIN = { javaScriptEnabled: false };

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("everything but the drawing works without JavaScript", async (t) => {
  let ada;
  let set;
  const step = stepsOf(t, () => (ada ? [ada.page] : []));

  await step("sign in", async () => {
    ada = await person(browser, "ada", PLAIN);
  });

  await step("create an image set", async () => {
    const { page } = ada;
    await page.goto("/image-sets/new");
    await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
    await page.getByLabel("Name").fill("Plain");
    await page.getByRole("button", { name: "Create the image set" }).click();
    await page.getByRole("heading", { level: 1, name: "Plain" }).waitFor();
    set = new URL(page.url()).pathname;
  });

  await step("upload a picture", async () => {
    const { page } = ada;
    const artist = await visitor(browser);
    const [file] = await pictures(artist.page, { count: 1, prefix: "plain" });
    await artist.context.close();
    await page.goto(`${set}/upload`);
    await page.locator("#files").setInputFiles(file);
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText("plain-001.jpg").first().waitFor();
    await page.goto(set);
    assert.equal(await page.locator("#thumbnails .thumb").count(), 1);
  });

  await step("tag the set, and describe it", async () => {
    const { page } = ada;
    await page.getByLabel("Add a tag").fill("plain");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator("#tags .chip", { hasText: "plain" }).waitFor();
    await page.goto(`${set}/settings`);
    await page.getByLabel("Location").fill("nowhere");
    await page.getByRole("button", { name: "Save the texts" }).click();
    await page.goto(set);
    await page.getByText("nowhere").first().waitFor();
  });

  await step("read its history", async () => {
    const { page } = ada;
    await page.getByRole("link", { name: "History", exact: true }).click();
    await page.locator(".fact", { hasText: "Ada" }).first().waitFor();
  });

  await step("take a snapshot", async () => {
    const { page } = ada;
    await page.goto(`${set}/snapshots`);
    await page.getByLabel("Name", { exact: true }).first().fill("plain v1");
    await page.getByRole("button", { name: /Take the snapshot|Take a snapshot/ }).click();
    await page.getByText("plain v1").first().waitFor();
  });

  await step("every page answers", async () => {
    const { page } = ada;
    const finder = await person(browser, "ada");
    const pages = pagesOf(await demoWorld(finder.page));
    await finder.context.close();
    delete pages["not-found"];
    for (const [name, address] of Object.entries(pages)) {
      const response = await page.goto(address);
      assert.equal(response.status(), 200, name);
      assert.equal(await page.locator("h1").count(), 1, name);
    }
  });

  await step("sign out", async () => {
    const { page } = ada;
    await page.goto("/");
    await page.locator(".topbar summary").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    nothingWentWrong(ada);
  });
});
