// It says where one is: set, what is asked and how much is left, the number of the image, places, sizes, zoom; and ticks.

import assert from "node:assert/strict";

import { inspectHere } from "../pages/inspect.mjs";
import { choose, ids, open, saved } from "../stage/labels.mjs";
import { drag, hold, inWindow } from "../stage/mouse.mjs";
import { ask, box, typeNamed } from "../verification/made.mjs";

const number = (page) => page.locator("#jump").inputValue();
const left = (page, count) => page.locator("#left", { hasText: `${count} left` }).waitFor();
const at = (page, image) => page.waitForURL((url) => url.pathname === image);

export async function whereSteps(step, { ada, ben, set, images }) {
  const { page } = ada;
  const ball = await typeNamed(page, "ball");

  await step("set, image, and what is asked", async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(page, images[1]);
    await page.locator(".where-set", { hasText: "Still life" }).waitFor();
    await page.locator(".asked", { hasText: "all images" }).waitFor();
    assert.equal(await number(page), "2");
    await page.locator("#jump[aria-label='Image 2 of 6: go to number']").waitFor();
    await open(page, `${images[1]}?without=${ball}`);
    await page.locator(".asked", { hasText: "images without ball" }).waitFor();
    await left(page, 5);
    assert.deepEqual(await inspectHere(page, "workspace-where", "1280-light"), []);
  });

  await step("what is left is true by now: of what one draws, of others, and of pages fetched ahead", async () => {
    await choose(page, "ball");
    await drag(page, [300, 100], [360, 160]);
    await saved(page);
    await left(page, 4);
    await box(ben.page, images[3], ball, [100, 100, 150, 150]);
    await left(page, 3);
    await page.keyboard.press("f");
    await at(page, images[2]);
    await left(page, 3);
  });

  await step("a queue says what it asks as well", async () => {
    await page.goto(`${set}/next?to=label`);
    await page.locator(".asked", { hasText: "images without labels" }).waitFor();
    await left(page, 3);
  });

  await step("to an image by its number, by keyboard, with what narrows the images", async () => {
    await open(page, images[0]);
    await page.keyboard.press("Shift+G");
    assert.equal(await page.evaluate(() => document.activeElement.id), "jump");
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await at(page, images[4]);
    assert.equal(await number(page), "5");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "label-stage");
    await page.keyboard.press("Shift+G");
    await page.keyboard.type("99");
    await page.keyboard.press("Escape");
    assert.equal(await number(page), "5");
    await page.keyboard.press("s");
    await at(page, images[3]);
    await open(page, `${images[2]}?without=${ball}`);
    await page.locator("#jump").fill("3");
    await page.locator("#jump").press("Enter");
    await at(page, images[5]);
    assert.equal(new URL(page.url()).searchParams.get("without"), ball);
    // The number may be too high by the time it is asked for: then it is the last one.
    await page.goto(`${set}/image?number=1000`);
    await at(page, images[5]);
    const answer = await page.goto(`${set}/image?number=x`);
    assert.equal(answer.status(), 422);
    await page.getByText("whole number, 1 or more").waitFor();
  });

  await step("the set's description by one key", async () => {
    await ask(page, "PATCH", set, {
      texts: { location: "", description: "Label every ball.\nAlso those in the air." },
    });
    await open(page, images[0]);
    await page.keyboard.press("Shift+D");
    await page.getByRole("dialog", { name: "Still life" }).getByText("Also those in the air.").waitFor();
    assert.deepEqual(await inspectHere(page, "workspace-about", "1280-light"), []);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.localName), "label-stage");
    await page.keyboard.press("f");
    await at(page, images[1]);
  });

  await step("where the pointer is, how large what is drawn is, and how near one looks", async () => {
    await open(page, images[2]);
    await choose(page, "ball");
    await page.mouse.move(...(await inWindow(page, [123.5, 45.5])));
    await page.locator("#readout-place", { hasText: /^123, 45$/ }).waitFor();
    await page.locator("#readout-zoom", { hasText: /^\d+ %$/ }).waitFor();
    await hold(page, [300, 300], [340, 330], () =>
      page.locator("#readout-size", { hasText: /^(39|40|41)(\.\d)? × (29|30|31)(\.\d)? px$/ }).waitFor(),
    );
    await saved(page);
    await page.keyboard.press("Shift+W");
    await page.locator("#readout-zoom", { hasText: /^100 %$/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Delete");
    await page.keyboard.press("w");
  });

  await step("ticks of the strip are true by now", async () => {
    const tick = (of, is) =>
      page.locator(`.image-link${is ? ".done" : ":not(.done)"}[data-image="${of.split("/").at(-1)}"]`).waitFor();
    await open(page, images[0]);
    await tick(images[5], false);
    const label = await box(ben.page, images[5], ball, [100, 100, 150, 150]);
    await tick(images[5], true);
    await ask(ben.page, "DELETE", `/annotations/${label}`, null, { "If-Match": '"1"' });
    await tick(images[5], false);
    await tick(images[0], true);
    for (const id of await ids(page)) await page.locator(`#row-${id} [data-do=delete]`).click();
    await tick(images[0], false);
    await page.keyboard.press("Control+z");
    await tick(images[0], true);
    await saved(page);
  });

  await step("each type shows its shape, and says it", async () => {
    for (const [name, kind] of [
      ["ball", "bounding box"],
      ["robot", "polygon"],
      ["crossing", "point"],
    ]) {
      const label = page.locator("#types label", { hasText: name });
      assert.equal(await label.locator("input").getAttribute("title"), kind);
      assert.equal(await label.locator("svg.kind-icon").count(), kind === "point" ? 0 : 1);
    }
    const drawn = await page.locator("#types label:has(.kind-icon)").evaluateAll((all) => {
      return all.map((label) => [label.querySelector("input").dataset.kind, label.querySelector("svg").innerHTML]);
    });
    const kinds = new Map(drawn);
    assert.ok(kinds.size >= 4);
    assert.equal(new Set(kinds.values()).size, kinds.size, "no two kinds look the same");
  });
}
