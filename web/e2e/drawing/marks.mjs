// Blurred and concealed are seen on every shape, without a word beside it.

import assert from "node:assert/strict";

import { choose, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { boxesOf, differences } from "../stage/pixels.mjs";
import { looks } from "../verification/looks.mjs";
import { ask } from "../verification/made.mjs";
import { SHAPES } from "./shapes.mjs";

/** One after the other: the key that is pressed, and what the label is then. */
const MARKS = [
  ["b", "blurred"],
  ["c", "both"],
  ["b", "concealed"],
];

/** `staff` lets every type have marks, and takes that back where the demo has it otherwise. */
export async function marks(step, { page, staff, images: { 8: image } }) {
  let plain = [];

  await step("types may have marks", async () => {
    const { annotation_types: types } = await ask(staff, "GET", "/annotation-types");
    plain = types.filter((type) => type.active && !type.allows_blurred).map((type) => type.annotation_type);
    for (const id of plain) {
      await ask(staff, "PATCH", `/annotation-types/${id}`, { flags: { allows_blurred: true, allows_concealed: true } });
    }
  });

  await step("five shapes without marks", async () => {
    await open(page, image);
    for (const [i, { type, draw }] of Object.values(SHAPES).entries()) {
      await choose(page, type);
      await draw(page);
      await waitForCount(page, null, i + 1);
    }
    await saved(page);
    await looks(page, "annotate-unmarked");
  });

  await step("each mark looks different from none and from the others, with names off", async () => {
    const labels = await ids(page);
    await page.keyboard.press("t");
    const picture = async () => {
      await page.keyboard.press("Escape");
      await page.mouse.move(700, 10);
      await saved(page);
      return page.screenshot();
    };
    const pictures = [await picture()];
    for (const [key, mark] of MARKS) {
      for (const label of labels) {
        await page.locator(`#row-${label} [data-do=select]`).click();
        await page.keyboard.press(key);
      }
      pictures.push(await picture());
      await page.keyboard.press("t");
      await looks(page, `annotate-${mark}`);
      await page.keyboard.press("t");
    }
    const boxes = await boxesOf(page, labels);
    for (const [i, one] of pictures.entries()) {
      for (const other of pictures.slice(i + 1)) {
        const found = await differences(page, one, other, boxes);
        for (const [at, { count }] of found.entries()) {
          assert.ok(count >= 12, `${Object.keys(SHAPES)[at]}: ${count} pixels differ`);
        }
      }
    }
    await page.keyboard.press("t");
  });

  await step("types are as they were", async () => {
    for (const id of plain) {
      await ask(staff, "PATCH", `/annotation-types/${id}`, {
        flags: { allows_blurred: false, allows_concealed: false },
      });
    }
  });
}
marks.says = "marks on every shape";
