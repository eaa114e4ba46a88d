// Which images a page has fetched besides the one it shows.

import assert from "node:assert/strict";

const shown = (page) =>
  page.evaluate(() => {
    const all = performance
      .getEntriesByType("resource")
      .map(({ name }) => /\/images\/([^/]+)\/screen$/.exec(new URL(name).pathname)?.[1]);
    const here = document.querySelector("label-stage").dataset.image;
    return [...new Set(all)].filter((image) => image && image !== here).sort();
  });

/** Waits until these are there, and sees that no further ones come; `before` are those of earlier pages. */
export async function fetched(page, images, before = []) {
  const wanted = [...new Set([...images, ...before])].sort();
  for (const until = Date.now() + 15_000; Date.now() < until; await page.waitForTimeout(50)) {
    if ((await shown(page)).length >= wanted.length) break;
  }
  await page.waitForTimeout(700);
  assert.deepEqual(await shown(page), wanted);
}
