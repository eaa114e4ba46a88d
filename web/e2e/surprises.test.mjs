// Drawing never surprises: where shapes begin beside what was just drawn, clicks that tremble, a pen beside a palm; and
// undo, which knows the shape being drawn.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { nodes } from "./drawing/shapes.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { desk } from "./stage/desk.mjs";
import { choose, count, ids, open, saved, waitForCount } from "./stage/labels.mjs";
import { click, drag, inWindow } from "./stage/mouse.mjs";
import { pointers } from "./stage/pointers.mjs";

const FIVE = [
  [100, 100],
  [200, 90],
  [240, 180],
  [150, 240],
  [90, 180],
];

let browser;
let ben;
let images;
before(async () => {
  browser = await launch();
  ben = await person(browser, "ben");
  ({ images } = await desk(ben.page, "Surprises", { count: 5, width: 800, height: 600 }));
});
after(() => browser?.close());

const drafted = (page) => page.locator(".draft .node").count();
const prompt = (page) => page.locator(".draft-prompt");

test("beside what was just drawn", async (t) => {
  const { page } = ben;
  const step = stepsOf(t, () => [page]);
  const last = async (wanted) => {
    await waitForCount(page, null, wanted);
    await saved(page);
    return (await ids(page)).at(-1);
  };
  const revisions = () =>
    page.locator("#label-list tr[data-annotation]").evaluateAll((rows) => rows.map(({ dataset }) => dataset.revision));

  await step("a box is drawn from the corner of another, and from its edge", async () => {
    await open(page, images[0]);
    await choose(page, "ball");
    await drag(page, [100, 100], [200, 200]);
    await last(1);
    await drag(page, [200, 200], [300, 300]);
    assert.deepEqual(await nodes(page, await last(2)), [
      [200, 200],
      [300, 300],
    ]);
    await drag(page, [300, 250], [400, 350]);
    assert.deepEqual(await nodes(page, await last(3)), [
      [300, 250],
      [400, 350],
    ]);
    assert.deepEqual(await revisions(), ["1", "1", "1"]);
  });

  await step("and by two clicks from its corner", async () => {
    await click(page, [400, 350]);
    await click(page, [460, 400]);
    assert.deepEqual(await nodes(page, await last(4)), [
      [400, 350],
      [460, 400],
    ]);
  });

  await step("lines go on where the last one ended, however fast", async () => {
    await choose(page, "goalpost");
    const places = [
      [500, 100],
      [600, 120],
      [600, 120],
      [650, 200],
      [650, 200],
      [550, 260],
    ];
    for (const place of places) await click(page, place);
    const label = await last(7);
    assert.deepEqual(await nodes(page, label), [
      [650, 200],
      [550, 260],
    ]);
    await drag(page, [550, 260], [450, 240]);
    assert.deepEqual(await nodes(page, await last(8)), [
      [550, 260],
      [450, 240],
    ]);
    assert.ok((await revisions()).every((revision) => revision === "1"));
  });

  await step("what was chosen is changed by its handles, and let go by a click that begins nothing", async () => {
    const label = (await ids(page)).at(-1);
    await page.locator(`#row-${label} [data-do=select]`).click();
    await drag(page, [450, 240], [440, 260]);
    await saved(page);
    assert.deepEqual(await nodes(page, label), [
      [550, 260],
      [440, 260],
    ]);
    await click(page, [700, 500]);
    assert.equal(await page.locator(".label.selected").count(), 0);
    assert.equal(await drafted(page), 0);
    await click(page, [700, 500]);
    assert.equal(await drafted(page), 1, "the next one begins");
    await page.keyboard.press("Escape");
  });

  await step("a label that undo brought back is not changed by the next drag either", async () => {
    await choose(page, "ball");
    await drag(page, [600, 400], [660, 460]);
    const label = await last(9);
    await page.keyboard.press("Control+z");
    await waitForCount(page, null, 8);
    await page.keyboard.press("Control+y");
    await waitForCount(page, null, 9);
    await drag(page, [660, 460], [700, 500]);
    await last(10);
    assert.deepEqual(await nodes(page, label), [
      [600, 400],
      [660, 460],
    ]);
  });

  await step("nothing went wrong", () => nothingWentWrong(ben));
});

test("a click that trembles", async (t) => {
  const { page } = ben;
  const step = stepsOf(t, () => [page]);
  const hand = await pointers(page);

  await step("makes no box (case wobble-box)", async () => {
    await open(page, images[1]);
    await choose(page, "ball");
    const [x, y] = await inWindow(page, [280, 100]);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 3, y + 3);
    await page.mouse.up();
    await page.keyboard.press("Escape");
    assert.equal(await count(page), 0);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 40);
    await page.mouse.move(x + 2, y + 2);
    await page.mouse.up();
    assert.equal(await count(page), 0, "nor does a drag that came back");
    await page.mouse.down();
    await page.mouse.move(x + 7, y + 7);
    await page.mouse.up();
    await waitForCount(page, null, 1);
    await saved(page);
  });

  await step("makes one node of a pen's tap (case wobble-pen-polygon)", async () => {
    await choose(page, "robot");
    for (const place of FIVE.slice(0, 3)) await hand.tap("pen", place, 3);
    await page.keyboard.press("Enter");
    await waitForCount(page, "polygon", 1);
    await saved(page);
    const label = (await ids(page)).at(-1);
    assert.equal((await nodes(page, label)).length, 3);
  });

  await step("a pen draws while a palm rests, before and after it came", async () => {
    await choose(page, "ball");
    const before = await count(page);
    await hand.down("touch", [600, 500], 1);
    await hand.down("pen", [400, 300], 2);
    await hand.move("pen", [430, 330], 2);
    await hand.down("touch", [650, 520], 3);
    await hand.move("touch", [600, 540], 1);
    await hand.move("touch", [500, 540], 3);
    await hand.move("pen", [460, 360], 2);
    await hand.up("pen", [460, 360], 2);
    await hand.up("touch", [600, 540], 1);
    await hand.up("touch", [500, 540], 3);
    await waitForCount(page, null, before + 1);
    await saved(page);
    const [from, to] = await nodes(page, (await ids(page)).at(-1));
    for (const [found, wanted] of [
      [from, [400, 300]],
      [to, [460, 360]],
    ]) {
      assert.ok(Math.hypot(found[0] - wanted[0], found[1] - wanted[1]) < 2, `${found} for ${wanted}`);
    }
    assert.equal(await drafted(page), 0);
  });
});

test("undo knows the shape being drawn", async (t) => {
  const { page } = ben;
  const step = stepsOf(t, () => [page]);
  const five = async () => {
    for (const place of FIVE) await click(page, place);
    assert.equal(await drafted(page), 5);
  };
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await step("a label is saved, and a polygon begun, which says what it wants", async () => {
    await open(page, images[2]);
    await choose(page, "ball");
    await drag(page, [400, 300], [450, 350]);
    await saved(page);
    await choose(page, "robot");
    await click(page, FIVE[0]);
    assert.equal(
      await prompt(page).locator("span").textContent(),
      "Polygon: click nodes · Enter or the first node ends · Backspace takes back",
    );
    assert.ok(await prompt(page).isVisible());
    assert.deepEqual(await inspectHere(page, "annotate-drawing", "1440-light"), []);
  });

  await step("Enter with too few nodes says so, and keeps them", async () => {
    await press("Enter");
    await page.locator(".toast", { hasText: "This polygon needs at least 3 nodes: 2 more." }).waitFor();
    assert.equal(await drafted(page), 1);
    await press("Backspace");
    assert.equal(await drafted(page), 0);
    assert.equal(await prompt(page).isVisible(), false);
  });

  await step("undo and redo take nodes back and place them again (case polygon-redo-node)", async () => {
    await five();
    await press("Control+z");
    assert.equal(await drafted(page), 4);
    await press("Control+Shift+Z");
    assert.equal(await drafted(page), 5);
    await press("Control+Shift+Z");
    await page.locator(".toast", { hasText: "Nothing to redo" }).waitFor();
    assert.equal(await drafted(page), 5);
  });

  await step("Escape puts it away and says so; undo brings it back (case polygon-escape)", async () => {
    await press("Escape");
    assert.equal(await drafted(page), 0);
    await prompt(page).getByText("Polygon taken back").waitFor();
    assert.deepEqual(await inspectHere(page, "annotate-taken-back", "1440-dark"), []);
    await press("Control+z");
    assert.equal(await drafted(page), 5);
    assert.equal(await count(page), 1, "the saved label is untouched");
    await press("Escape");
    await prompt(page).getByRole("button", { name: "Undo" }).click();
    assert.equal(await drafted(page), 5);
  });

  await step("only then undo reaches the saved label, and redo comes back the same way", async () => {
    await press(...Array(5).fill("Control+z"));
    assert.equal(await drafted(page), 0);
    assert.equal(await count(page), 1);
    await press("Control+z");
    await waitForCount(page, null, 0);
    await press("Control+y");
    await waitForCount(page, null, 1);
    await press(...Array(5).fill("Control+y"));
    assert.equal(await drafted(page), 5);
    await press("Enter");
    await waitForCount(page, null, 2);
    await saved(page);
    assert.equal((await nodes(page, (await ids(page)).at(-1))).length, 5);
  });

  await step("what was drawn after it was put away is taken back first", async () => {
    await click(page, [600, 100]);
    await click(page, [700, 100]);
    await press("Escape");
    await choose(page, "ball");
    await drag(page, [500, 300], [540, 340]);
    await waitForCount(page, null, 3);
    assert.equal(await prompt(page).isVisible(), false);
    await press("Control+z");
    await waitForCount(page, null, 2);
    await press("Control+z");
    assert.equal(await drafted(page), 2);
    assert.equal(await count(page), 2);
    await press("Escape");
    await saved(page);
  });

  await step("nothing went wrong behind the page", () => nothingWentWrong(ben));
});
