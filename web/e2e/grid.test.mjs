// Many labels of one type on one page: mark the wrong ones, confirm the rest; what changed meanwhile is shown again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { looks } from "./verification/looks.mjs";
import { box, move, read, typeNamed } from "./verification/made.mjs";

const LABELS = 30;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const cards = (page) => page.locator(".grid-card");
const shown = async (page) =>
  (await page.locator("[name=shown]").inputValue()).split(" ").map((one) => one.split(":")[0]);
const verdict = async (page, label) => (await read(page, label)).my_vote;

test("the grid", async (t) => {
  let [ada, ben, set, grid, ball] = [];
  const labels = [];
  const step = stepsOf(t, () => [ada, ben].filter(Boolean).map(({ page }) => page));

  await step(`ada draws ${LABELS} labels`, async () => {
    [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
    set = await madeSet(ada, "Grid", "grid", 3);
    const images = await imagesOf(ada, set);
    ball = await typeNamed(ada.page, "ball");
    for (let i = 0; i < LABELS; i += 1) {
      const [x, y] = [20 + (i % 5) * 110, 20 + Math.floor(i / 15) * 200];
      labels.push(await box(ada.page, images[Math.floor(i / 5) % 3], ball, [x, y, x + 60, y + 60]));
    }
    grid = `${set}/grid?type=${ball}`;
  });

  await step("twelve at once: arrows and Space mark, U is not sure, Enter confirms", async () => {
    const { page } = ben;
    await page.goto(`${set}/verification`);
    await page.getByRole("link", { name: "Open the grid" }).click();
    await page.getByLabel("Annotation type").selectOption({ label: "ball" });
    await page.getByRole("button", { name: "Show" }).click();
    await cards(page).nth(11).waitFor();
    assert.equal(await cards(page).count(), 12);
    assert.deepEqual(await shown(page), labels.slice(0, 12));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("u");
    await page.locator("[data-summary]", { hasText: "1 wrong, 10 right" }).waitFor();
    await looks(page, "grid");
    await page.keyboard.press("Enter");
    await page.getByText("11 votes saved").waitFor();
    assert.equal(await verdict(page, labels[0]), "accept");
    assert.equal(await verdict(page, labels[1]), "reject");
    assert.equal(await verdict(page, labels[2]), null);
    assert.deepEqual((await shown(page)).slice(0, 2), [labels[12], labels[13]], "not sure is put aside");
    await page.getByText("1 label you were not sure about is put aside for this sitting").waitFor();
  });

  await step("what changed while one looked gets no vote and comes again, first", async () => {
    const { page } = ben;
    await page.goto(`${grid}&size=24`);
    await cards(page).nth(18).waitFor();
    const changed = labels[20];
    await move(ada.page, changed, [400, 300, 460, 360]);
    await page.locator(".grid-card").first().locator("input").first().click();
    await page.keyboard.press("j");
    await page.getByText("1 label changed while you looked").waitFor();
    assert.deepEqual(await shown(page), [changed]);
    assert.equal(await verdict(page, changed), null);
    assert.equal(await verdict(page, labels[2]), "reject");
    await looks(page, "grid-changed");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Nothing left to verify here" }).waitFor();
    assert.equal(await verdict(page, changed), "accept");
    await looks(page, "grid-end");
  });

  await step("what was put aside stays away for this sitting, and comes when it is asked for", async () => {
    const { page } = ben;
    const images = await imagesOf(ada, set);
    const more = [];
    for (const x of [300, 400]) more.push(await box(ada.page, images[2], ball, [x, 400, x + 60, 450]));
    await page.goto(grid);
    await cards(page).nth(1).waitFor();
    await page.keyboard.press("u");
    await page.keyboard.press("Enter");
    await page.getByText("1 label you were not sure about is put aside").waitFor();
    await page.getByRole("heading", { name: "Nothing left to verify here" }).waitFor();
    assert.equal(await verdict(page, more[0]), null);
    await page.getByRole("link", { name: "Those put aside: 1 label" }).click();
    await cards(page).first().waitFor();
    assert.deepEqual(await shown(page), [more[0]]);
    await page.keyboard.press("Enter");
    await page.getByText("1 vote saved").waitFor();
  });

  await step("what is tiny is shown once more, magnified", async () => {
    const { page } = ben;
    const [image] = await imagesOf(ada, set);
    const tiny = await box(ada.page, image, ball, [500, 300, 506, 306]);
    await box(ada.page, image, ball, [300, 300, 380, 380]);
    await page.goto(grid);
    await cards(page).nth(1).waitFor();
    const sizes = await page.locator(`.grid-card:has(#wrong-${tiny}) .shape`).evaluateAll((all) => {
      return all.map((shape) => shape.getBoundingClientRect().width);
    });
    assert.equal(sizes.length, 2);
    assert.ok(sizes[1] > 3 * sizes[0] && sizes[1] > 40, `${sizes}`);
    assert.equal(await page.locator(".magnified-part").count(), 1);
    await looks(page, "grid-tiny");
    await page.keyboard.press("Enter");
    await page.getByText("2 votes saved").waitFor();
    await page.getByRole("button", { name: "Undo these votes" }).click();
    await page.getByText("2 votes taken back").waitFor();
    assert.equal(await verdict(page, tiny), null);
    assert.equal(await cards(page).count(), 2);
    await looks(page, "grid-undone");
    await page.keyboard.press("j");
    await page.getByText("2 votes saved").waitFor();
  });

  await step("all facts are votes of their own that name what was shown", async () => {
    const { page } = ben;
    await page.goto(`/annotations/${labels[20]}/history`);
    await page.locator(".votes-cast li", { hasText: "Ben" }).first().waitFor();
  });

  await step("without scripts it is a form", async () => {
    const state = await ben.context.storageState();
    const context = await browser.newContext({
      baseURL: process.env.E2E_BASE,
      javaScriptEnabled: false,
      storageState: state,
    });
    const plain = await context.newPage();
    const images = await imagesOf(ada, set);
    const [one, other] = [
      await box(ada.page, images[0], ball, [10, 400, 60, 450]),
      await box(ada.page, images[0], ball, [110, 400, 160, 450]),
    ];
    await plain.goto(grid);
    await plain.locator(`#wrong-${one}`).check();
    await plain.getByRole("button", { name: "Reject the marked, accept the rest" }).click();
    await plain.getByText("2 votes saved").waitFor();
    assert.equal(await verdict(ben.page, one), "reject");
    assert.equal(await verdict(ben.page, other), "accept");
    await context.close();
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});
