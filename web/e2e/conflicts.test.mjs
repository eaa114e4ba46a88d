// Two people on one image: what each sees of the other, and what becomes of a command that is refused.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { choose, count, ids, open, saved, shape, waitForCount } from "./stage/labels.mjs";
import { drag, move, pick } from "./stage/mouse.mjs";
import { AWAY, emptyImages, state } from "./stage/saving.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("two people on one image", async (t) => {
  const ada = await person(browser, "ada", {}, AWAY);
  const ben = await person(browser, "ben", {}, AWAY);
  const [image] = await emptyImages(ada.page);
  const step = stepsOf(t, () => [ada.page, ben.page]);
  const choice = (kind) => ada.page.locator(`.refusal [data-choice=${kind}]`);
  for (const { page } of [ada, ben]) await open(page, image);
  await choose(ada.page, "ball");
  await choose(ben.page, "ball");
  let label;

  /** Ada does something without hearing of what Ben does meanwhile. */
  async function apart(hers, his) {
    await ada.context.setOffline(true);
    await hers();
    await state(ada.page, "offline");
    await his();
    await saved(ben.page);
    await ada.context.setOffline(false);
    await ada.page.locator(".refusal").waitFor();
    await state(ada.page, "saved");
  }

  await step("what one draws the other sees", async () => {
    await drag(ben.page, [40, 40], [90, 90]);
    await waitForCount(ada.page, null, 1);
  });

  await step("similar: the ghost stays over a reload, and theirs is kept by keyboard", async () => {
    await apart(
      () => drag(ada.page, [200, 60], [260, 120]),
      () => drag(ben.page, [202, 62], [262, 122]),
    );
    await ada.page.locator(".ghosts .refused").waitFor();
    await open(ada.page, image);
    await ada.page.locator(".ghosts .refused").focus();
    await ada.page.keyboard.press("Enter");
    assert.equal(await ada.page.evaluate(() => document.activeElement.dataset.choice), "theirs");
    assert.deepEqual(await choices(ada.page), ["theirs", "mine"]);
    await ada.page.keyboard.press("Enter");
    await ada.page.locator(".refusal").waitFor({ state: "detached" });
    assert.equal(await ada.page.locator(".ghosts .refused").count(), 0);
    assert.equal(await count(ada.page), 2);
  });

  await step("similar: theirs is changed to mine, and that is taken back like anything else", async () => {
    await apart(
      () => drag(ada.page, [400, 60], [460, 120]),
      () => drag(ben.page, [403, 63], [463, 123]),
    );
    label = (await ids(ben.page)).at(-1);
    await choice("mine").click();
    await saved(ada.page);
    assert.equal(await place(ada.page, label), "400,60,60,60");
    await ben.page.waitForFunction(
      (id) => document.querySelector(`#label-${id} rect`).getAttribute("x") === "400",
      label,
    );
    await ada.page.keyboard.press("Control+z");
    await saved(ada.page);
    assert.equal(await place(ada.page, label), "403,63,60,60");
  });

  await step("stale: mine on top of theirs", async () => {
    await apart(
      () => move(ada.page, [433, 93], [433, 193]),
      () => move(ben.page, [433, 93], [533, 93]),
    );
    assert.deepEqual(await choices(ada.page), ["theirs", "mine", "both"]);
    await choice("mine").click();
    await saved(ada.page);
    assert.equal(await place(ada.page, label), "403,163,60,60");
  });

  await step("stale: both, mine as a second label", async () => {
    await settledAt(ben.page, label, "403");
    const before = await count(ada.page);
    await apart(
      () => move(ada.page, [433, 193], [333, 193]),
      () => move(ben.page, [433, 193], [533, 193]),
    );
    await choice("both").click();
    await saved(ada.page);
    assert.equal(await count(ada.page), before + 1);
    assert.equal(await place(ada.page, label), "503,163,60,60");
  });

  await step("stale: theirs", async () => {
    await apart(
      () => move(ada.page, [533, 193], [533, 293]),
      () => move(ben.page, [533, 193], [533, 393]),
    );
    await choice("theirs").focus();
    await ben.page.keyboard.press("b");
    await ada.page.locator(`#row-${label}.blurred`).waitFor();
    assert.equal(
      await ada.page.evaluate(() => document.activeElement.dataset.choice),
      "theirs",
      "news leave the focus where it is",
    );
    await ada.page.keyboard.press("Enter");
    await ada.page.locator(".refusal").waitFor({ state: "detached" });
    assert.equal(await place(ada.page, label), "503,363,60,60");
  });

  await step("changed by one, deleted by the other: it can be brought back with the change", async () => {
    await apart(
      () => move(ada.page, [533, 393], [433, 393]),
      () => remove(ben.page, [533, 393]),
    );
    assert.deepEqual(await choices(ada.page), ["theirs", "mine"]);
    await choice("mine").click();
    await saved(ada.page);
    assert.equal(await place(ada.page, label), "403,363,60,60");
    await settledAt(ben.page, label, "403");
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});

const choices = (page) =>
  page.locator(".refusal [data-choice]").evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.choice));

async function place(page, id) {
  const { x, y, width, height } = await shape(page, id);
  return [x, y, width, height].join();
}

async function remove(page, at) {
  await pick(page, at);
  await page.keyboard.press("Delete");
}

const settledAt = (page, id, x) =>
  page.waitForFunction(([id, x]) => document.querySelector(`#label-${id} rect`)?.getAttribute("x") === x, [id, x]);
