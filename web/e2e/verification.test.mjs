// One label after the other: one key a vote, back and forth, edit and back, blind, and every queue.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { assertNotLoaded, mark } from "./flow/going.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { open, saved } from "./stage/labels.mjs";
import { looks } from "./verification/looks.mjs";
import { box, move, read, typeNamed, vote } from "./verification/made.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const where = (page) => page.locator("#verify-count").textContent();
const asked = (page, label) => page.locator(`label-stage .label.selected[data-annotation="${label}"]`).waitFor();

/** As soon as votes are taken again. */
async function judged(page, key, next) {
  const isNext = () => page.locator(`label-stage .label.selected[data-annotation="${next}"]`).count();
  for (const until = Date.now() + 15_000; !(await isNext()) && Date.now() < until; ) await page.keyboard.press(key);
  await asked(page, next);
}

test("verifying", async (t) => {
  let [ada, ben, set, images, ball, labels] = [];
  const step = stepsOf(t, () => [ada, ben].filter(Boolean).map(({ page }) => page));

  await step("ada labels three pictures", async () => {
    [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
    set = await madeSet(ada, "Verifying", "verify", 4);
    images = await imagesOf(ada, set);
    ball = await typeNamed(ada.page, "ball");
    const places = [
      [0, 100],
      [0, 200],
      [1, 100],
      [1, 220],
      [2, 100],
    ];
    labels = [];
    for (const [image, x] of places) labels.push(await box(ada.page, images[image], ball, [x, 100, x + 60, 160]));
  });

  await step("the choice of queues counts them", async () => {
    const { page } = ben;
    await page.goto(`${set}/verification`);
    await page.locator(".queue", { hasText: "Everything" }).locator("strong", { hasText: "5" }).waitFor();
    await page.locator(".queue", { hasText: "People disagree" }).locator("strong", { hasText: "0" }).waitFor();
    await looks(page, "verification-queues");
  });

  await step("one key a vote, on to the next picture by itself, without a load", async () => {
    const { page } = ben;
    await page.getByRole("link", { name: /^Start: Everything/ }).click();
    await asked(page, labels[0]);
    assert.equal(await where(page), "1 of 2 here");
    await mark(page);
    await page.keyboard.press("j");
    await asked(page, labels[1]);
    await page.keyboard.press("k");
    await asked(page, labels[2]);
    assert.equal(new URL(page.url()).pathname, `${images[1]}/verify`);
    assert.equal(await where(page), "1 of 2 here");
    await saved(page);
    assert.equal((await read(page, labels[0])).my_vote, "accept");
    assert.equal((await read(page, labels[1])).my_vote, "reject");
  });

  await step("S and D go back and forth, over pictures too, and a vote can be changed there", async () => {
    const { page } = ben;
    await page.keyboard.press("s");
    await asked(page, labels[1]);
    await page.locator(".verdicts .reject[aria-pressed=true]").waitFor();
    await page.keyboard.press("s");
    await asked(page, labels[0]);
    await page.keyboard.press("k");
    await asked(page, labels[1]);
    await page.keyboard.press("d");
    await asked(page, labels[2]);
    await saved(page);
    assert.equal((await read(page, labels[0])).my_vote, "reject");
    await assertNotLoaded(page);
  });

  await step("holding V shows the whole picture; a tap leaves it on", async () => {
    const { page } = ben;
    const width = () => page.locator("label-stage > svg").evaluate((svg) => svg.viewBox.baseVal.width);
    const near = await width();
    await page.keyboard.down("v");
    assert.ok((await width()) >= 640, "the whole picture is seen");
    await page.waitForTimeout(350);
    await page.keyboard.up("v");
    assert.equal(await width(), near);
    await page.keyboard.press("v");
    assert.ok((await width()) >= 640);
    await page.locator("[data-do=whole][aria-pressed=true]").waitFor();
    await looks(page, "verify-whole");
    await page.keyboard.press("v");
    assert.equal(await width(), near);
  });

  await step("E leads to the label, E comes back to the same place; the change is an accept", async () => {
    const { page } = ben;
    await looks(page, "verify-asking");
    await page.keyboard.press("e");
    await page.waitForURL((url) => url.pathname === images[1]);
    await page.locator(`#label-${labels[2]}.selected`).waitFor();
    await page.keyboard.press("b");
    await saved(page);
    await page.getByRole("button", { name: "Back to verifying" }).waitFor();
    await page.keyboard.press("e");
    await page.waitForURL((url) => url.pathname === `${images[1]}/verify`);
    await asked(page, labels[2]);
    await page.locator("#verify-votes", { hasText: "you accepted" }).waitFor();
    assert.equal((await read(page, labels[2])).revision, 2);
    await page.keyboard.press("d");
    await asked(page, labels[3]);
  });

  await step("the browser's own back and a reload stay at the label", async () => {
    const { page } = ben;
    await page.reload();
    await asked(page, labels[3]);
    await page.evaluate((id) => (location.hash = `label-${id}`), labels[3]);
    await asked(page, labels[3]);
  });

  await step("the last vote leads to the end, which says so", async () => {
    const { page } = ben;
    await page.keyboard.press("j");
    await asked(page, labels[4]);
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: "Nothing left to verify" }).waitFor();
    await page.getByText("a vote, over").waitFor();
    await looks(page, "verification-end");
    assert.equal((await read(page, labels[4])).my_vote, "accept");
    await open(page, `${images[0]}/verify`);
    assert.equal(await where(page), "Nothing left to verify on this image");
    await looks(page, "verify-nothing");
  });

  await step("queues: disagreed, stale, nobody's, by type, by person, a sample", async () => {
    const { page } = ada;
    await move(ben.page, labels[0], [100, 200, 160, 260]);
    const first = async (query) => {
      const answer = await page.goto(`${set}/verification/next?${query}`);
      assert.ok(answer.ok());
      const stage = page.locator(".verify-bar");
      return (await stage.count()) ? (await stage.getAttribute("data-asked")).split(" ") : [];
    };
    // What Ben is at is kept for him until a moment after he left.
    await ben.page.goto("/");
    for (const until = Date.now() + 30_000; Date.now() < until && (await first("queue=unverified"))[0] !== labels[0]; );
    assert.deepEqual(await first("queue=unverified"), [labels[0]]);
    assert.deepEqual(await first("queue=stale"), [labels[0]]);
    await vote(page, labels[0], "reject", 2);
    assert.deepEqual(await first("queue=stale"), []);
    assert.deepEqual(await first("queue=disagreed"), [], "one has voted on it oneself");
    // Counted, not handed out: what Ben was handed ahead stays with him for a while.
    for (const [type, waiting] of [
      [ball, "1"],
      [await typeNamed(page, "robot"), "0"],
    ]) {
      await page.goto(`${set}/verification?type=${type}`);
      await page.locator(".queue", { hasText: "Everything" }).locator("strong", { hasText: waiting }).waitFor();
    }
    await page.goto(`${set}/verification`);
    await page.getByLabel("Drawn or changed by").selectOption({ label: "Ben @ben" });
    await page.getByLabel("How many").selectOption({ label: "a random 50 %" });
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/by=.*sample=50/);
    await page.locator(".queue").first().waitFor();
  });

  await step("blind: nothing tells how others voted until one has voted", async () => {
    const { page } = ben;
    await ada.page.goto(`${set}/settings`);
    await ada.page.getByRole("button", { name: "Hide votes until one has voted" }).click();
    await ada.page.getByText("Blind: who has not voted").waitFor();
    const hidden = await box(ada.page, images[3], ball, [300, 300, 360, 360]);
    const told = [];
    page.on("response", async (response) => {
      if (!/\/images\/|\/annotations/.test(response.url()) || /live|screen|file/.test(response.url())) return;
      told.push(await response.text().catch(() => ""));
    });
    await page.goto(`${set}/verification/next`);
    await asked(page, hidden);
    await page.locator("#verify-votes", { hasText: "hidden until you vote" }).waitFor();
    await page.locator("#save-state[data-state=saved]").waitFor();
    await looks(page, "verify-blind");
    const about = told.filter((text) => text.includes(hidden));
    assert.ok(about.length > 0);
    for (const text of about) assert.doesNotMatch(text, new RegExp(`${hidden}"[^>]*data-accepts="\\d`));
    assert.equal((await read(page, hidden)).accepts, null);
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: "Nothing left to verify" }).waitFor();
    assert.equal((await read(page, hidden)).accepts, 2);
    await page.goto(`${images[3]}/verify#label-${hidden}`);
    await page.locator("#verify-votes .accepts", { hasText: "2" }).waitFor();
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});

test("the last votes are taken back, over pictures too", async (t) => {
  const [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
  const set = await madeSet(ada, "Taken back", "back", 2);
  const images = await imagesOf(ada, set);
  const ball = await typeNamed(ada.page, "ball");
  const { page } = ben;
  const labels = [];
  for (const [image, x] of [
    [0, 20],
    [0, 120],
    [1, 20],
  ]) {
    labels.push(await box(ada.page, images[image], ball, [x, 100, x + 60, 160]));
  }
  const verdicts = async () => Promise.all(labels.map(async (label) => (await read(page, label)).my_vote));
  const step = stepsOf(t, () => [page]);

  await step("without a vote there is nothing to take back", async () => {
    await page.goto(`${set}/verification/next`);
    await asked(page, labels[0]);
    await page.keyboard.press("z");
    await page.locator(".toast", { hasText: "Nothing to undo" }).waitFor();
  });

  await step("on the same picture: the vote is gone, and the label is asked about again", async () => {
    await page.keyboard.press("j");
    await asked(page, labels[1]);
    await page.locator("#verify-left", { hasText: "2 left" }).waitFor();
    await page.keyboard.press("z");
    await asked(page, labels[0]);
    await page.locator("#verify-left", { hasText: "3 left" }).waitFor();
    await page.locator(".verdicts .accept:not([aria-pressed])").waitFor();
    await saved(page);
    assert.deepEqual(await verdicts(), [null, null, null]);
  });

  await step("from the next picture, by the button: there and back again, one vote at a time", async () => {
    await page.keyboard.press("k");
    await asked(page, labels[1]);
    await page.keyboard.press("j");
    await asked(page, labels[2]);
    await page.locator("[data-do=undo-vote]").click();
    await asked(page, labels[1]);
    await saved(page);
    assert.deepEqual(await verdicts(), ["reject", null, null]);
    await page.keyboard.press("Control+z");
    await asked(page, labels[0]);
    await saved(page);
    assert.deepEqual(await verdicts(), [null, null, null]);
    await looks(page, "verify-undone");
  });

  await step("a vote that was changed is what it was before", async () => {
    await page.keyboard.press("j");
    await asked(page, labels[1]);
    await page.keyboard.press("s");
    await asked(page, labels[0]);
    await page.keyboard.press("k");
    await asked(page, labels[1]);
    await page.keyboard.press("z");
    await asked(page, labels[0]);
    await saved(page);
    assert.deepEqual(await verdicts(), ["accept", null, null]);
  });

  await step("held down it takes back one", async () => {
    await page.keyboard.press("d");
    await asked(page, labels[1]);
    await page.keyboard.press("k");
    await asked(page, labels[2]);
    for (let i = 0; i < 4; i += 1) await page.keyboard.down("z");
    await page.keyboard.up("z");
    await asked(page, labels[1]);
    await saved(page);
    assert.deepEqual(await verdicts(), ["accept", null, null]);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});

// A set of its own: what is handed out ahead stays with whoever verifies it for a while.
test("held keys judge once; what changes under one's eyes is looked at first", async () => {
  const [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
  const images = await imagesOf(ada, await madeSet(ada, "Held keys", "held", 2));
  const ball = await typeNamed(ada.page, "ball");
  const { page } = ben;
  const fresh = [];
  for (const x of [20, 120, 220]) fresh.push(await box(ada.page, images[0], ball, [x, 400, x + 60, 460]));
  await page.goto(`${images[0]}/verify`);
  await asked(page, fresh[0]);
  for (let i = 0; i < 4; i += 1) await page.keyboard.down("j");
  await page.keyboard.up("j");
  await asked(page, fresh[1]);
  await saved(page);
  await page.evaluate((label) => {
    const stage = document.querySelector("label-stage");
    // Once: the vote later on changes the label, too.
    const key = ({ detail }) => {
      if (detail !== label) return;
      stage.removeEventListener("label-change", key);
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", bubbles: true }));
    };
    stage.addEventListener("label-change", key);
  }, fresh[1]);
  await move(ada.page, fresh[1], [140, 380, 200, 440]);
  await page.locator(".toast", { hasText: "Somebody has just changed this label" }).waitFor();
  await page.locator(".toast", { hasText: "No vote" }).waitFor();
  await asked(page, fresh[1]);
  const middle = await page
    .locator("label-stage > svg")
    .evaluate((svg) => svg.viewBox.baseVal.y + svg.viewBox.baseVal.height / 2);
  assert.ok(Math.abs(middle - 410) < 1, `it is in the middle again: ${middle}`);
  await saved(page);
  assert.equal((await read(page, fresh[1])).my_vote, null);
  await judged(page, "k", fresh[2]);
  await saved(page);
  assert.deepEqual(await Promise.all(fresh.map(async (label) => (await read(page, label)).my_vote)), [
    "accept",
    "reject",
    null,
  ]);
  assert.equal((await read(page, fresh[1])).revision, 2);
  nothingWentWrong(ada, ben);
});
