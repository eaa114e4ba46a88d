// From image to image without a page load: fast, with the labels of others, and with back and forward as everywhere.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { assertNotLoaded, fetchedAhead, imageShown, mark, percentile, press, timed } from "./flow/going.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { choose, count, ids, open, saved, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";
import { ask, box, typeNamed, vote } from "./verification/made.mjs";

const SWITCHES = 60;
/** What is promised for 95 in 100; so much is asked for half of them here, as this machine may be busy with other tests. */
const PROMISED = 100;
const TOLERATED = 250;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("going through a set", async (t) => {
  let ada;
  let ben;
  let set;
  let images;
  const step = stepsOf(t, () => [ada, ben].filter(Boolean).map(({ page }) => page));

  await step("a set of 70 pictures", async () => {
    [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
    set = await madeSet(ada, "Flow", "flow", 70);
    images = await imagesOf(ada, set);
  });

  await step("keys go on and back without a load; title, address, strip and place go along", async () => {
    const { page } = ada;
    await open(page, images[0]);
    await mark(page);
    await press(page, "f");
    assert.equal(new URL(page.url()).pathname, images[1]);
    assert.match(await page.title(), /^flow-002\.png · /);
    await page.locator(`#jump[aria-label^="Image 2 of 70:"]`).waitFor();
    assert.equal(await page.locator(".image-link[aria-current]").getAttribute("href"), images[1]);
    await press(page, "s");
    assert.equal(new URL(page.url()).pathname, images[0]);
    await page.locator(".image-link", { hasText: "flow-004" }).click();
    await page.waitForURL(`**${images[3]}`);
    await assertNotLoaded(page);
  });

  await step("back and forward of the browser", async () => {
    const { page } = ada;
    await page.goBack();
    await page.locator(`label-stage[data-image="${images[0].split("/")[2]}"]`).waitFor();
    await page.goBack();
    await page.locator(`label-stage[data-image="${images[1].split("/")[2]}"]`).waitFor();
    await page.goForward();
    await page.locator(`label-stage[data-image="${images[0].split("/")[2]}"]`).waitFor();
    await assertNotLoaded(page);
    await page.reload();
    assert.equal(await imageShown(page), images[0].split("/")[2]);
  });

  await step("what was drawn just before going on is saved, and can be taken back on return", async () => {
    const { page } = ada;
    await open(page, images[0]);
    await mark(page);
    await choose(page, "ball");
    await drag(page, [100, 100], [160, 160]);
    await press(page, "f");
    await press(page, "s");
    await waitForCount(page, null, 1);
    await saved(page);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 0);
    await saved(page);
    await assertNotLoaded(page);
  });

  await step("labels that somebody else draws on an image fetched ahead are there", async () => {
    const { page } = ada;
    await open(page, images[4]);
    await mark(page);
    await fetchedAhead(page);
    await open(ben.page, images[5]);
    await choose(ben.page, "ball");
    await drag(ben.page, [200, 200], [260, 260]);
    await saved(ben.page);
    await press(page, "f");
    assert.equal(new URL(page.url()).pathname, images[5]);
    await waitForCount(page, null, 1);
    assert.equal(await page.locator("#labels .label").count(), 1);
    await ben.page.keyboard.press("Delete");
    await waitForCount(page, null, 0);
    await assertNotLoaded(page);
  });

  await step(`${SWITCHES} times to the next image`, async () => {
    const { page } = ada;
    await open(page, images[0]);
    await page.evaluate(() => performance.setResourceTimingBufferSize(5000));
    await mark(page);
    const times = [];
    for (let i = 0; i < SWITCHES; i += 1) {
      await fetchedAhead(page);
      times.push(await timed(page, "d", "KeyD"));
    }
    await assertNotLoaded(page);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    console.log(
      `  going on: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms of ${SWITCHES}`,
    );
    assert.ok(p50 < PROMISED && p95 < TOLERATED, `p50 is ${p50.toFixed(0)} ms, p95 is ${p95.toFixed(0)} ms`);
    assert.equal(await count(page), 0);
  });

  await step("the list is filtered, the address says how, and the filter goes along", async () => {
    const { page } = ada;
    await page.goto(set);
    await page.getByText("Filter images").click();
    await page.getByLabel("Name contains").fill("FLOW-06");
    await page.getByRole("button", { name: "Show" }).click();
    await page.locator("#filter-count", { hasText: "10 images" }).waitFor();
    assert.equal(await page.locator("#thumbnails .thumb").count(), 10);
    await page.getByLabel("Without", { exact: true }).selectOption({ label: "ball" });
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/without=.*name=FLOW-06/);
    await page.locator("#thumbnails .thumb a").first().click();
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    await page.locator(`#jump[aria-label^="Image 1 of 10:"]`).waitFor();
    await mark(page);
    await press(page, "f");
    assert.match(page.url(), /without=.*name=FLOW-06/);
    await page.locator(`#jump[aria-label^="Image 2 of 10:"]`).waitFor();
  });

  await step("back goes to the image just labelled, though the filter leaves it out now", async () => {
    const { page } = ada;
    const labelled = await imageShown(page);
    await choose(page, "ball");
    await drag(page, [100, 100], [160, 160]);
    await waitForCount(page, null, 1);
    await saved(page);
    await press(page, "f");
    await press(page, "s");
    assert.equal(await imageShown(page), labelled);
    await waitForCount(page, null, 1);
    await page.reload();
    await page.locator(`#jump[aria-label*=" of 9:"]`).waitFor();
    await assertFiltered(page, set, { only: "unverified" }, 0);
    await assertFiltered(ben.page, set, { only: "unverified" }, 1);
    await assertFiltered(page, set, { only: "disagreed" }, 0);
    await assertFiltered(page, set, { metadata: "camera=3" }, 0);
  });

  await step("filters find what there is: a type, a disagreement, metadata", async () => {
    const { page } = ada;
    const ball = await typeNamed(page, "ball");
    const some = await imagesOf(ada, `${set}?name=flow-06`);
    const [disagreed, described] = [some[5], some[7]].map((link) => link.split("?")[0]);
    const label = await box(page, disagreed, ball, [300, 300, 360, 360]);
    await vote(ben.page, label, "reject");
    await ask(page, "PUT", `${described}/metadata`, { metadata: { camera: "3", pose: "standing" } });
    const only = async (who, filter, image) => {
      await assertFiltered(who.page, set, filter, 1);
      assert.equal(
        new URL(await who.page.locator("#thumbnails .thumb a").getAttribute("href"), who.page.url()).pathname,
        image,
      );
    };
    await only(ada, { with: ball, only: "disagreed" }, disagreed);
    await only(ben, { only: "disagreed" }, disagreed);
    await only(ada, { metadata: "camera=3" }, described);
    await only(ada, { metadata: "pose" }, described);
    await assertFiltered(page, set, { metadata: "camera=4" }, 0);
    await assertFiltered(page, set, { with: ball }, 2);
  });

  await step("the address chooses the type, and after that the hand does", async () => {
    const { page } = ada;
    const chosen = (type) => page.locator("#types label:has(input:checked)", { hasText: type }).waitFor();
    await open(page, images[30]);
    await choose(page, "ball");
    await open(page, `${images[30]}?type=${await typeNamed(page, "robot")}`);
    await chosen("robot");
    await choose(page, "line");
    await press(page, "f");
    await chosen("line");
    await page.reload();
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    await chosen("line");
  });

  await step("the selection is kept for the next image, if asked to", async () => {
    const { page } = ada;
    await open(page, images[10]);
    await choose(page, "ball");
    await drag(page, [100, 100], [160, 160]);
    await waitForCount(page, null, 1);
    await press(page, "f");
    await drag(page, [400, 300], [460, 360]);
    await drag(page, [110, 110], [170, 170]);
    await waitForCount(page, null, 2);
    await saved(page);
    const near = (await ids(page))[1];
    await page.getByRole("button", { name: "Keep" }).click();
    await press(page, "s");
    await page.locator("#label-list .label-name").first().click();
    await press(page, "f");
    await page.locator(`#label-${near}.selected`).waitFor();
    await page.getByRole("button", { name: "Keep" }).click();
  });

  await step("without scripts the same links and forms lead on", async () => {
    const plain = await person(browser, "ada", { javaScriptEnabled: false });
    const { page } = plain;
    await page.goto(`${set}?name=flow-06`);
    assert.equal(await page.locator("#thumbnails .thumb").count(), 10);
    await page.locator("#thumbnails .thumb a").first().click();
    await page.locator("a[rel=next]").click();
    await page.getByText("flow-061", { exact: false }).first().waitFor();
    assert.match(page.url(), /name=flow-06/);
    await page.goto(`${set}/next?to=label`);
    assert.match(page.url(), /queue=set/);
    nothingWentWrong(plain);
    await plain.context.close();
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
});

async function assertFiltered(page, set, filter, expected) {
  await page.goto(`${set}?${new URLSearchParams({ name: "flow-06", ...filter })}`);
  await page.locator("#filter-count", { hasText: new RegExp(`^${expected} image`) }).waitFor();
}
