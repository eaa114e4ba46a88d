// All five shapes by hand on a picture of the set, changed, taken back, and seen by somebody else.

import assert from "node:assert/strict";

import { choose, count, ids, open, revision, rows, saved, shape, waitForCount } from "../stage/labels.mjs";
import { click, drag, path } from "../stage/mouse.mjs";

export async function annotating(step, story) {
  await step("ada opens the first image, ben the same one", async () => {
    const { page } = story.ada;
    story.image = await imageOf(page, story.set, story.first);
    await open(page, story.image);
    await open(story.ben.page, story.image);
  });

  await step("all five shapes are drawn with the mouse", async () => {
    const { page } = story.ada;
    await draw(page, "ball", () => drag(page, [100, 120], [220, 240]));
    await draw(page, "crossing", () => click(page, [400, 100]));
    await draw(page, "goalpost", () => drag(page, [300, 80], [310, 300]));
    await draw(page, "line", () =>
      path(page, [
        [60, 400],
        [250, 380],
        [420, 420],
      ]),
    );
    await draw(page, "robot", () =>
      path(page, [
        [460, 200],
        [580, 210],
        [560, 400],
        [470, 390],
      ]),
    );
    assert.equal(await count(page), 5);
    for (const kind of ["bounding_box", "point", "line", "multi_line", "polygon"]) {
      assert.equal(await count(page, kind), 1, kind);
    }
    story.labels = await ids(page);
  });

  await step("ben sees them without reload", async () => {
    await waitForCount(story.ben.page, null, 5);
    assert.equal(await story.ben.page.locator("#labels .label").count(), 5);
  });

  await step("a box is moved, resized, and both are taken back", async () => {
    const { page } = story.ada;
    const [box] = story.labels;
    await page.keyboard.press("p");
    await click(page, [160, 180]);
    await page.locator(`#label-${box}.selected`).waitFor();
    await drag(page, [160, 180], [190, 200]);
    await saved(page);
    assert.deepEqual(await place(page, box), [130, 140, 120, 120]);
    await drag(page, [250, 260], [270, 300]);
    await saved(page);
    assert.deepEqual(await place(page, box), [130, 140, 140, 160]);
    assert.equal(await revision(page, box), 3);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await saved(page);
    assert.deepEqual(await place(page, box), [100, 120, 120, 120]);
    await page.keyboard.press("Control+y");
    await saved(page);
    assert.deepEqual(await place(page, box), [130, 140, 120, 120]);
  });

  await step("a node of the polygon is dragged", async () => {
    const { page } = story.ada;
    const robot = story.labels[4];
    await click(page, [510, 300]);
    await page.locator(`#label-${robot}.selected`).waitFor();
    await drag(page, [580, 210], [600, 180]);
    await saved(page);
    assert.match((await shape(page, robot)).points, /^460,200 600,180/);
  });

  await step("a label is deleted, and comes back by undo", async () => {
    const { page } = story.ada;
    await page.keyboard.press("Delete");
    await waitForCount(page, null, 4);
    await saved(page);
    await waitForCount(story.ben.page, null, 4);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 5);
    await saved(page);
    await waitForCount(story.ben.page, null, 5);
  });

  await step("blurred and concealed, where the type has them", async () => {
    const { page } = story.ada;
    const [box, point] = story.labels;
    await page.locator(`#row-${box} [data-do=select]`).click();
    await page.keyboard.press("b");
    await page.keyboard.press("c");
    await saved(page);
    await page.locator(`#row-${box} [data-do=blurred][aria-pressed=true]`).waitFor();
    await page.locator(`#row-${box} [data-do=concealed][aria-pressed=true]`).waitFor();
    assert.equal(await page.locator(`#row-${point} [data-do=blurred]`).count(), 0);
    await story.ben.page.locator(`#label-${box}.blurred.concealed`).waitFor();
  });

  await step("the next image with a key, where there is no ball", async () => {
    const { page } = story.ada;
    await page.keyboard.press("f");
    await page.waitForURL((url) => url.pathname !== story.image);
    await open(page, page.url());
    story.other = new URL(page.url()).pathname;
    await choose(page, "ball");
    await page.keyboard.press("g");
    await saved(page);
    assert.equal(await rows(page, "not_in_image").count(), 1);
    await page.keyboard.press("s");
    await page.waitForURL((url) => url.pathname === story.image);
    assert.equal(await count(page), 5);
  });
}

/** Where the image of this name is annotated, on whichever page of the set it is. */
async function imageOf(page, set, name) {
  for (let address = set; address; ) {
    await page.goto(address);
    const found = page.locator("#thumbnails .thumb a", { hasText: name });
    if ((await found.count()) > 0) return found.first().getAttribute("href");
    const more = page.locator("a[rel=next]");
    address = (await more.count()) > 0 ? await more.getAttribute("href") : null;
  }
  throw new Error(`no image is called ${name}`);
}

async function draw(page, type, gesture) {
  const before = await count(page);
  await choose(page, type);
  await page.keyboard.press("n");
  await gesture();
  await waitForCount(page, null, before + 1);
  await saved(page);
}

async function place(page, id) {
  const { x, y, width, height } = await shape(page, id);
  return [x, y, width, height].map((number) => Math.round(Number(number)));
}
