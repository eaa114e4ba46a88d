// Every shape by hand: drawn, moved, reshaped, deleted, and each of it taken back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { begins } from "./drawing/begins.mjs";
import { changing } from "./drawing/changing.mjs";
import { exact } from "./drawing/exact.mjs";
import { fourClicks } from "./drawing/four-clicks.mjs";
import { handles } from "./drawing/handles.mjs";
import { kept } from "./drawing/kept.mjs";
import { marks } from "./drawing/marks.mjs";
import { moving } from "./drawing/moving.mjs";
import { seeing } from "./drawing/seeing.mjs";
import { nodes, SHAPES } from "./drawing/shapes.mjs";
import { types } from "./drawing/types.mjs";
import { desk } from "./stage/desk.mjs";
import { choose, count, ids, open, saved, shape, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";

let browser;
let ada;
let ben;
let images;
before(async () => {
  browser = await launch();
  [ada, ben] = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
  ({ images } = await desk(ben.page, "Drawing", { count: 9 }));
});
after(() => browser?.close());

for (const [name, { type, draw, move, reshape }] of Object.entries(SHAPES)) {
  test(`a ${name}`, async (t) => {
    const { page } = ben;
    const step = stepsOf(t, () => [page]);
    let label;
    let drawn;
    const undone = async (wanted) => {
      await page.keyboard.press("Control+z");
      await saved(page);
      assert.deepEqual(await shape(page, label), wanted);
    };

    await step("is drawn", async () => {
      await open(page, images[0]);
      const before = await count(page);
      await choose(page, type);
      await page.keyboard.press("n");
      await draw(page);
      await waitForCount(page, null, before + 1);
      await saved(page);
      label = (await ids(page)).at(-1);
      drawn = await shape(page, label);
      assert.match(await page.locator("#said").textContent(), new RegExp(`^${type} drawn`));
    });

    await step("is moved, and put back", async () => {
      await page.keyboard.press("p");
      await drag(page, ...move);
      await saved(page);
      assert.notDeepEqual(await shape(page, label), drawn);
      await undone(drawn);
    });

    if (reshape) {
      await step("is reshaped, and as it was again", async () => {
        await drag(page, ...reshape.drag);
        await saved(page);
        assert.deepEqual(await nodes(page, label), reshape.gives);
        await undone(drawn);
      });
    }

    await step("is deleted, and comes back", async () => {
      const before = await count(page);
      await page.keyboard.press("Delete");
      await waitForCount(page, null, before - 1);
      await saved(page);
      assert.match(await page.locator("#said").textContent(), /deleted/);
      await page.keyboard.press("Control+z");
      await waitForCount(page, null, before);
      await saved(page);
    });

    await step("is the same after a reload", async () => {
      await open(page, images[0]);
      assert.deepEqual(await shape(page, label), drawn);
    });
  });
}

for (const chapter of [begins, fourClicks, handles, changing, exact, moving, seeing, marks, types, kept]) {
  test(chapter.says, async (t) => {
    await chapter(
      stepsOf(t, () => [ben.page]),
      { page: ben.page, staff: ada.page, images },
    );
  });
}

test("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
