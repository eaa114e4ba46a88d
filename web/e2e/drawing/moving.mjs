// Moving the picture under the pointer: space and the middle button, zoom by wheel and keys, the crosshair.

import assert from "node:assert/strict";

import { choose, count, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag, imageAt, inWindow, wheel } from "../stage/mouse.mjs";

export async function moving(step, { page, images: { 6: image } }) {
  const view = () =>
    page.locator("label-stage > svg").evaluate(
      ({
        viewBox: {
          baseVal: { x, y, width },
        },
      }) => ({ x, y, width }),
    );
  /** By how much a place of the image moved on the screen. */
  const moved = async (does) => {
    const [x, y] = await inWindow(page, [320, 240]);
    await does();
    const [left, top] = await inWindow(page, [320, 240]);
    return [left - x, top - y].map(Math.round);
  };
  const dragBy = async (options) => {
    const [x, y] = await inWindow(page, [320, 240]);
    await page.mouse.move(x, y);
    await page.mouse.down(options);
    await page.mouse.move(x + 60, y + 40, { steps: 3 });
    await page.mouse.up(options);
  };

  await step("Space and a drag move the picture, also right after a type or a tool was clicked", async () => {
    await open(page, image);
    await wheel(page, [320, 240], -6);
    for (const pressed of ["ball", "[data-do=four-clicks]", "[data-do=four-clicks]"]) {
      if (pressed === "ball") await choose(page, pressed);
      else await page.locator(pressed).click();
      await page.keyboard.down("Space");
      assert.deepEqual(await moved(() => dragBy({})), [60, 40], `after ${pressed}`);
      await page.keyboard.up("Space");
    }
    assert.equal(await count(page), 0);
    assert.equal(await page.locator("[data-do=four-clicks][aria-pressed=false]").count(), 1);
  });

  await step("the middle button moves it as well", async () => {
    assert.deepEqual(await moved(() => dragBy({ button: "middle" })), [60, 40]);
    assert.equal(await count(page), 0);
  });

  for (const [name, zoom] of Object.entries({
    "the wheel": () => page.mouse.wheel(0, -60),
    "the wheel, away": () => page.mouse.wheel(0, 60),
    "the key +": () => page.keyboard.press("+"),
    "the key -": () => page.keyboard.press("-"),
  })) {
    await step(`with ${name} the place under the pointer stays where it is`, async () => {
      await page.keyboard.press("w");
      const place = [150, 330];
      // The wheel tells its place in whole pixels of the window.
      const [x, y] = (await inWindow(page, place)).map(Math.round);
      const aimed = await imageAt(page, [x, y]);
      await page.mouse.move(x, y);
      const { width } = await view();
      await zoom();
      await page.waitForFunction(
        (width) => document.querySelector("label-stage > svg").viewBox.baseVal.width !== width,
        width,
      );
      const [left, top] = await inWindow(page, aimed);
      assert.ok(Math.abs(left - x) < 0.1 && Math.abs(top - y) < 0.1, `${left},${top} was ${x},${y}`);
    });
  }

  await step("without a pointer over the picture, the selected label stays", async () => {
    await page.keyboard.press("w");
    await drag(page, [100, 100], [160, 160]);
    await waitForCount(page, null, 1);
    await saved(page);
    await page.mouse.move(700, 10);
    const before = await inWindow(page, [130, 130]);
    await page.keyboard.press("+");
    const after = await inWindow(page, [130, 130]);
    assert.ok(Math.hypot(after[0] - before[0], after[1] - before[1]) < 0.1);
    assert.equal((await ids(page)).length, 1);
  });

  await step("the crosshair follows the pointer, and is away when it is not wanted", async () => {
    const stage = await page.locator("label-stage").boundingBox();
    const lines = async () => {
      const [across, down] = await Promise.all(
        ["across", "down"].map((line) => page.locator(`.crosshair.${line}`).boundingBox()),
      );
      return [down.x - stage.x, across.y - stage.y].map(Math.round);
    };
    for (const [x, y] of [
      [100, 200],
      [300, 50],
    ]) {
      await page.mouse.move(stage.x + x, stage.y + y);
      assert.deepEqual(await lines(), [x, y]);
    }
    await page.keyboard.press("o");
    assert.equal(await page.locator(".crosshair:visible").count(), 0);
    await page.keyboard.press("o");
    assert.equal(await page.locator(".crosshair:visible").count(), 2);
    await page.mouse.move(700, 10);
    assert.equal(await page.locator(".crosshair:visible").count(), 0);
  });
}
moving.says = "moving the picture";
