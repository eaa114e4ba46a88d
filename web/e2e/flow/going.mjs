// Going from image to image as a labeler does, with an eye on whether the page was loaded anew.

import assert from "node:assert/strict";

/** Leaves a mark that only a load removes. */
export async function mark(page) {
  await page.evaluate(() => (window.stillHere = true));
}

export async function assertNotLoaded(page) {
  assert.equal(await page.evaluate(() => window.stillHere), true, "the page was loaded anew");
}

/** Presses a key and waits for the image that it leads to. */
export async function press(page, key) {
  const before = await imageShown(page);
  await page.keyboard.press(key);
  await page.waitForFunction((before) => document.querySelector("label-stage")?.dataset.image !== before, before);
  await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
}

export const imageShown = (page) => page.locator("label-stage").getAttribute("data-image");

/** Waits until what probably comes next is here: page and picture. */
export async function fetchedAhead(page) {
  await page.waitForFunction(() => {
    const { next } = document.querySelector("label-stage")?.dataset ?? {};
    if (!next) return true;
    const done = performance
      .getEntriesByType("resource")
      .filter(({ responseEnd }) => responseEnd > 0)
      .map(({ name }) => new URL(name));
    const { pathname } = new URL(next, location.href);
    return (
      done.some((url) => url.pathname === pathname) &&
      done.some((url) => url.pathname === `${pathname.replace(/\/verify$/, "")}/screen`)
    );
  });
}

/**
 * Milliseconds from a press to the picture and its labels on the screen, ready for the next press: until the second
 * frame after the picture is decoded.
 */
export async function timed(page, key, code) {
  return page.evaluate(
    async ([key, code]) => {
      const before = document.querySelector("label-stage");
      const main = document.getElementById("main");
      const began = performance.now();
      const shown = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          const stage = document.querySelector("label-stage");
          if (!stage || stage === before || !stage.querySelector(".overlay")) return;
          observer.disconnect();
          resolve(stage);
        });
        observer.observe(main, { childList: true, subtree: true });
      });
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
      const stage = await shown;
      const picture = new Image();
      picture.src = stage.querySelector("image").getAttribute("href");
      await picture.decode();
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      await frame();
      return performance.now() - began;
    },
    [key, code],
  );
}

export function percentile(numbers, part) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * part), sorted.length) - 1];
}
