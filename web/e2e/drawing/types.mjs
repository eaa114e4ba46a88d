// Types that the demo has not: another of boxes, and one whose labels have four nodes each.

import assert from "node:assert/strict";

import { choose, ids, open, saved, waitForCount } from "../stage/labels.mjs";
import { click, drag } from "../stage/mouse.mjs";
import { ask, typeNamed } from "../verification/made.mjs";
import { nodes } from "./shapes.mjs";

const DEFINED = [
  { name: "crate", shape: "bounding_box", allows_blurred: false, allows_concealed: true },
  { name: "field corner", shape: "polygon", node_count: 4, allows_blurred: false, allows_concealed: false },
];

/** `staff` defines them, and takes them out of use again: other tests know only those of the demo. */
export async function types(step, { page, staff, images: { 7: image } }) {
  const defined = [];

  await step("are defined", async () => {
    for (const definition of DEFINED) {
      const { annotation_type: id } = await ask(staff, "POST", "/annotation-types", definition);
      defined.push(id);
    }
  });

  await step("the fourth node ends a shape that has four", async () => {
    await open(page, image);
    await choose(page, "field corner");
    const wanted = [
      [100, 100],
      [200, 110],
      [210, 200],
      [90, 190],
    ];
    for (const place of wanted) await click(page, place);
    await waitForCount(page, "polygon", 1);
    await saved(page);
    const [label] = await ids(page);
    assert.deepEqual(await nodes(page, label), wanted);
    assert.equal(await page.locator(".handle.edge").count(), 0, "no node is added");
    await page.keyboard.down("Alt");
    await click(page, wanted[0]);
    await page.keyboard.up("Alt");
    assert.equal((await nodes(page, label)).length, 4);
  });

  await step("Enter does not end it before", async () => {
    await page.keyboard.press("Escape");
    for (const place of [
      [300, 100],
      [400, 110],
      [410, 200],
    ])
      await click(page, place);
    await page.keyboard.press("Enter");
    await page.locator(".toast", { hasText: "This polygon needs 4 nodes: 1 more." }).waitFor();
    assert.equal(await page.locator(".draft .node").count(), 3);
    await page.keyboard.press("Escape");
    await waitForCount(page, "polygon", 1);
  });

  await step("a label takes another type, by key and by menu, and loses the mark that it does not know", async () => {
    await choose(page, "ball");
    await drag(page, [300, 300], [380, 380]);
    await waitForCount(page, "bounding_box", 1);
    const label = (await ids(page)).at(-1);
    await page.keyboard.press("b");
    await page.locator(`#label-${label}.blurred`).waitFor();
    const crate = await page.locator("#types label", { hasText: "crate" }).locator("kbd").textContent();
    await page.keyboard.press(`Shift+Digit${crate}`);
    await page.locator(`#label-${label}[data-type="${defined[0]}"]`).waitFor();
    await saved(page);
    assert.equal(await page.locator(`#label-${label}.blurred`).count(), 0);
    await page.locator(`#row-${label} [data-do=menu]`).click();
    await page.getByRole("menuitem", { name: "Another type…" }).click();
    await page.getByRole("menuitem", { name: "ball" }).click();
    await page.locator(`#row-${label}`, { hasText: "ball" }).waitFor();
    await saved(page);
    const { annotation_type: type } = await ask(page, "GET", `/annotations/${label}`);
    assert.equal(type, await typeNamed(page, "ball"));
  });

  await step("go out of use", async () => {
    for (const id of defined) await ask(staff, "PATCH", `/annotation-types/${id}`, { active: false });
  });
}
types.says = "types of one's own";
