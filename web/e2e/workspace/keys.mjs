// The page of keys keeps what it says it kept, and has those of verifying, too.

import assert from "node:assert/strict";

import { inspectHere } from "../pages/inspect.mjs";
import { open } from "../stage/labels.mjs";

const field = (page, says) => page.getByLabel(says, { exact: true });
const save = (page) => page.getByRole("button", { name: "Save" }).first().click();
const chosen = (page) => page.locator("input[name=preset]:checked").inputValue();

export async function keysSteps(step, { ada: { page }, ben, images }) {
  await step("a key that is changed makes them one's own, and is there again", async () => {
    await page.goto("/account/keys");
    await page.getByRole("radio", { name: "CVAT" }).check();
    await save(page);
    await page.getByText("Your keys are saved. They are those of CVAT").waitFor();
    await field(page, "Next image").fill("m");
    assert.equal(await chosen(page), "custom");
    await field(page, "Magnifier").fill("Shift+v");
    await save(page);
    await page.getByText("Your keys are saved. They are your own").waitFor();
    assert.equal(await field(page, "Next image").inputValue(), "m");
    assert.equal(await field(page, "Previous image").inputValue(), "d");
  });

  await step("one's own outlast the choice of another program's", async () => {
    await page.getByRole("radio", { name: "labelme" }).check();
    await save(page);
    await page.getByText("those of labelme; your own are kept beside them").waitFor();
    assert.equal(await field(page, "Next image").inputValue(), "d");
    assert.deepEqual(await inspectHere(page, "account-keys", "1280-light"), []);
    await page.getByRole("radio", { name: "My own" }).check();
    await save(page);
    await page.getByText("They are your own").waitFor();
    assert.equal(await field(page, "Next image").inputValue(), "m");
  });

  await step("without scripts nothing that was typed is dropped without a word", async () => {
    const state = await page.context().storageState();
    const browser = page.context().browser();
    const context = await browser.newContext({
      baseURL: new URL(page.url()).origin,
      javaScriptEnabled: false,
      storageState: state,
    });
    const plain = await context.newPage();
    await plain.goto("/account/keys");
    await field(plain, "Names").fill("Shift+q");
    await plain.getByRole("radio", { name: "CVAT" }).check();
    await save(plain);
    await plain.getByText("Nothing was saved. You changed keys below").waitFor();
    assert.equal(await field(plain, "Names").inputValue(), "Shift+q");
    await plain.getByRole("radio", { name: "CVAT" }).check();
    await plain.goto("/account/keys?from=imagetagger");
    assert.equal(await field(plain, "Next image").inputValue(), "f d");
    await plain.goto("/account/keys?from=custom");
    assert.equal(await field(plain, "Next image").inputValue(), "m");
    await context.close();
  });

  await step("keys of verifying are chosen, used, and told by ?", async () => {
    await page.goto("/account/keys?from=imagetagger");
    await field(page, "Accept, and on").fill("k");
    await save(page);
    await page.locator("#key-verify-accept-error", { hasText: "k is also “Reject, and on”." }).waitFor();
    await field(page, "Accept, and on").fill("y");
    await save(page);
    await page.getByText("They are your own").waitFor();
    await open(page, `${images[0]}/verify`);
    await page.locator("[data-do=accept] kbd", { hasText: "Y" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).locator("dt", { hasText: "Y" }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.goto("/account/keys");
    await page.getByRole("radio", { name: "ImageTagger" }).check();
    await save(page);
    await page.getByText("those of ImageTagger").waitFor();
    void ben;
  });
}
