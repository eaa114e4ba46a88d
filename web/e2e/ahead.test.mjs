// What is fetched before somebody goes there: five ahead and two behind, beside the queue and in it; and that what a queue
// handed out ahead is still one person's.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { fetched } from "./flow/ahead.mjs";
import { assertNotLoaded, imageShown, mark, press } from "./flow/going.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { open } from "./stage/labels.mjs";
import { box, typeNamed } from "./verification/made.mjs";

/** More than are kept for one person at most (`MOST` in commands/src/desk/leases.rs), and some for somebody else. */
const PICTURES = 36;
const KEPT = 16;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("fetched ahead", async (t) => {
  let [ada, ben, set, images] = [];
  const step = stepsOf(t, () => [ada, ben].filter(Boolean).map(({ page }) => page));
  const around = (place, ahead = 5, behind = 2) => [
    ...images.slice(place - behind, place),
    ...images.slice(place + 1, place + 1 + ahead),
  ];

  await step(`a set of ${PICTURES} pictures`, async () => {
    [ada, ben] = await Promise.all([person(browser, "ada", {}, [/ERR_INTERNET_DISCONNECTED/]), person(browser, "ben")]);
    set = await madeSet(ada, "Ahead", "ahead", PICTURES, { width: 320, height: 240 });
    images = (await imagesOf(ada, set)).map((link) => link.split("/")[2]);
  });

  await step("beside the queue: five ahead and two behind", async () => {
    await open(ada.page, `/images/${images[10]}`);
    await fetched(ada.page, around(10));
  });

  await step("in the queue: five ahead, then two behind, also after a reload; nothing is loaded", async () => {
    const { page } = ada;
    await page.goto(`${set}/next?to=label`);
    assert.equal(await imageShown(page), images[0]);
    await fetched(page, around(0, 5, 0));
    await mark(page);
    for (let i = 0; i < 3; i += 1) await press(page, "f");
    await fetched(page, [...images.slice(1, 3), ...images.slice(4, 9)], images.slice(0, 1));
    await assertNotLoaded(page);
    await page.reload();
    await fetched(page, around(3));
    await mark(page);
    await page.context().setOffline(true);
    await press(page, "s");
    await press(page, "s");
    assert.equal(await imageShown(page), images[1], "without asking anybody");
    await page.context().setOffline(false);
    await assertNotLoaded(page);
  });

  await step("in a verification queue: the same", async () => {
    const ball = await typeNamed(ben.page, "ball");
    for (const image of images.slice(0, 10)) await box(ben.page, `/images/${image}`, ball, [50, 50, 90, 90]);
    const { page } = ada;
    await page.goto(`${set}/verification/next`);
    assert.equal(await imageShown(page), images[0]);
    await fetched(page, around(0, 5, 0));
    for (let i = 0; i < 3; i += 1) await press(page, "j");
    await page.reload();
    await fetched(page, around(3));
  });

  await step("what was handed out ahead long ago, and went to somebody else since, is not shown", async () => {
    const { page } = ada;
    await page.goto(`${set}/next?to=label`);
    const here = await imageShown(page);
    const place = images.indexOf(here);
    await fetched(page, around(place, 5, 0));
    await openElsewhere(page, [...images.slice(-KEPT), here]);
    await ben.page.goto(`${set}/next?to=label`);
    assert.equal(await imageShown(ben.page), images[place + 1], "it is not kept for Ada any more");
    await fetched(ben.page, around(place + 1, 5, 0));
    await page.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() + 61_000;
    });
    await press(page, "f");
    assert.ok(!images.slice(place, place + 7).includes(await imageShown(page)), "Ada has what Ben has");
    await assertBothAlone(page, ben.page);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});

/** As if so many other pages of the same person showed these images. */
async function openElsewhere(page, images) {
  await page.evaluate(async (images) => {
    for (const image of images) {
      const body = new URLSearchParams({ tab: crypto.randomUUID() });
      const answer = await fetch(`/images/${image}/presence`, { method: "POST", body });
      if (!answer.ok) throw new Error(`presence: ${answer.status}`);
    }
  }, images);
}

async function assertBothAlone(...pages) {
  for (const page of pages) assert.equal((await page.locator("#here").textContent()).trim(), "");
}
