// The queue: what comes next, for one person at a time; where one came from; what is there when nothing is left.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { assertNotLoaded, imageShown, mark, press } from "./flow/going.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { choose, open, saved, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("the queue", async (t) => {
  let ada;
  let ben;
  let set;
  let images;
  const seen = { ada: [], ben: [] };
  const step = stepsOf(t, () => [ada, ben].filter(Boolean).map(({ page }) => page));

  await step("a set of 8 pictures, mainly about balls", async () => {
    [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
    set = await madeSet(ada, "Queue", "queue", 8);
    await ada.page.goto(`${set}/settings`);
    await ada.page.getByLabel("Main annotation type").selectOption({ label: "ball" });
    await ada.page
      .getByRole("button", { name: /Save the plan|Save/ })
      .last()
      .click();
    images = (await imagesOf(ada, set)).map((link) => link.split("/")[2]);
  });

  await step("ada labels and goes on: the main type is chosen, no page is loaded", async () => {
    const { page } = ada;
    await page.goto(set);
    await page.getByRole("link", { name: "Label next" }).click();
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    assert.match(await page.locator("#types label:has(input:checked)").innerText(), /ball/);
    await mark(page);
    await label(ada, seen.ada);
    await press(page, "f");
    await label(ada, seen.ada);
    await assertNotLoaded(page);
  });

  await step("back is where one came from, though it has its label now; forth is where one was", async () => {
    const { page } = ada;
    await press(page, "s");
    assert.equal(await imageShown(page), seen.ada[0]);
    await waitForCount(page, null, 1);
    await press(page, "f");
    assert.equal(await imageShown(page), seen.ada[1]);
    await assertNotLoaded(page);
  });

  await step("ben gets other images, and each sees where the other one is", async () => {
    const { page } = ben;
    await page.goto(`${set}/next?to=label`);
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    await label(ben, seen.ben);
    assert.ok(!seen.ada.includes(seen.ben[0]));
    await ada.page.locator(`.image-link[data-image="${seen.ben[0]}"] .here`, { hasText: "Ben" }).waitFor();
    await open(ada.page, `/images/${seen.ben[0]}`);
    await ada.page.locator("#here", { hasText: "Ben is here" }).waitFor();
    await page.locator("#here", { hasText: "Ada is here" }).waitFor();
  });

  await step("both go on until nothing is left: nobody got what the other one had", async () => {
    await Promise.all([untilEmpty(ada, set, seen.ada), untilEmpty(ben, set, seen.ben)]);
    const all = [...seen.ada, ...seen.ben];
    assert.equal(new Set(all).size, all.length, `twice: ${all.join(" ")}`);
    assert.deepEqual(all.toSorted(), images.toSorted());
  });

  await step("the empty queue says what else waits, and leads there", async () => {
    const { page } = ada;
    await ben.page.goto("/");
    await page.goto(`${set}/next?to=label`);
    await page.getByRole("heading", { name: "Nothing left to label" }).waitFor();
    await letGo(page, set, images, seen.ben.at(-1));
    await page.getByRole("link", { name: "Verify labels of this set" }).click();
    await page.locator("#verify-label:not(:empty)").waitFor();
    assert.ok(seen.ben.includes(await imageShown(page)));
  });

  await step("verifying goes through the labels of others without a load", async () => {
    const { page } = ada;
    await mark(page);
    for (let left = seen.ben.length; left > 1; left -= 1) await press(page, "j");
    await assertNotLoaded(page);
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: "Nothing left to verify" }).waitFor();
  });

  await step("the front page leads to what is next in all teams", async () => {
    const { page } = ada;
    await page.goto("/");
    await page.locator(".page-head").getByRole("link", { name: "Label next" }).click();
    await page.locator("label-stage, .empty").first().waitFor();
    assert.match(page.url(), /queue=teams|\/next\?to=label/);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});

/** What somebody has just left is kept for him for a moment: until the queue hands it out again. */
async function letGo(page, set, images, last) {
  const before = images[images.indexOf(last) - 1];
  const address = `${set}/next?to=verify${before ? `&after=${before}` : ""}`;
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const answer = await page.request.get(address, { maxRedirects: 0 });
    if (answer.headers()["location"]?.includes(last)) return;
  }
  throw new Error("an image that nobody is at was not handed out");
}

async function label({ page }, seen) {
  seen.push(await imageShown(page));
  await drag(page, [100, 100], [180, 180]);
  await waitForCount(page, null, 1);
  await saved(page);
}

async function untilEmpty(who, set, seen) {
  const { page } = who;
  await page.goto(`${set}/next?to=label`);
  while ((await page.locator("label-stage").count()) > 0) {
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    if (seen.includes(await imageShown(page))) break;
    await choose(page, "ball");
    await label(who, seen);
    const before = await imageShown(page);
    await page.keyboard.press("f");
    await page.waitForFunction((before) => document.querySelector("label-stage")?.dataset.image !== before, before);
  }
}
