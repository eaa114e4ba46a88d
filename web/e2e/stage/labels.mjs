// What the stage shows: labels, whether they are saved, which one is selected.

import assert from "node:assert/strict";

/** Every gesture was answered by the server. */
export async function saved(page) {
  await page.locator("#save-state[data-state=saved]").waitFor();
  assert.equal(await page.locator("#refusals li").count(), 0, "something was refused");
}

/** Loaded, and listening for news. */
export async function open(page, address) {
  await page.goto(address);
  await page.locator("label-stage svg #labels").waitFor({ state: "attached" });
  await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
}

/** Labels in the table, which has also those without a place. */
export function rows(page, kind) {
  const of = kind ? `[data-kind="${kind}"]` : "";
  return page.locator(`#label-list tr[data-annotation]${of}`);
}

export async function count(page, kind) {
  return rows(page, kind).count();
}

export async function waitForCount(page, kind, wanted) {
  await page.waitForFunction(
    ([of, wanted]) => document.querySelectorAll(`#label-list tr[data-annotation]${of}`).length === wanted,
    [kind ? `[data-kind="${kind}"]` : "", wanted],
  );
}

export async function choose(page, type) {
  await page.locator("#types label", { hasText: type }).first().click();
}

/** Ids of the labels on the picture, as they were drawn. */
export async function ids(page) {
  return page
    .locator("#label-list tr[data-annotation]")
    .evaluateAll((rows) => rows.map(({ dataset }) => dataset.annotation));
}

export async function shape(page, id) {
  return page
    .locator(`#label-${id} .shape`)
    .evaluate((element) =>
      Object.fromEntries(
        ["x", "y", "width", "height", "cx", "cy", "points"].map((name) => [name, element.getAttribute(name)]),
      ),
    );
}

export async function revision(page, id) {
  return Number(await page.locator(`#row-${id}`).getAttribute("data-revision"));
}
