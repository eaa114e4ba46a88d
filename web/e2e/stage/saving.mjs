// Whether work is safe: what the page says of it, and what the log has of it.

import assert from "node:assert/strict";

import { BASE } from "../browser/people.mjs";

/** Server, network and tabs go away in these tests, and the browser says so. */
export const AWAY = [/Failed to load resource/, /ERR_/, /EventSource/, /^crashed$/];

export async function state(page, wanted, waiting) {
  const of = waiting === undefined ? "" : `[data-waiting="${waiting}"]`;
  await page.locator(`#save-state[data-state="${wanted}"]${of}`).waitFor();
}

/** Images of the demo without labels, as many as are asked for. */
export async function emptyImages(page, base = BASE) {
  await page.goto(`${base}/image-sets?search=First+match`);
  await page.getByRole("link", { name: "First match" }).first().click();
  const empty = page.locator("#thumbnails .thumb", { hasText: "no label" }).locator("a");
  await empty.first().waitFor();
  return empty.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

/** Everything that happened to the image, oldest first, as the log has it. */
export async function facts(page, image, base = BASE) {
  const answer = await page.request.get(`${base}/api/v1${image}/history?limit=1000`);
  assert.equal(answer.status(), 200);
  const { facts } = await answer.json();
  return facts.reverse();
}

/** How often each kind of fact happened since the image was added. */
export async function tally(page, image, base = BASE) {
  const counts = {};
  for (const { type } of await facts(page, image, base)) {
    if (type !== "ImageAdded") counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** Remembers which commands were carried out, by how many answers. */
export function answersTo(context) {
  const answers = new Map();
  context.on("response", (response) => {
    const id = response.request().headers()["idempotency-key"];
    if (id && response.ok()) answers.set(id, (answers.get(id) ?? 0) + 1);
  });
  return answers;
}
