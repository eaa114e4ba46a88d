// Where things are on the page, and what has moved.

import assert from "node:assert/strict";

/** What has its place whatever image is shown. */
const FIXED = [
  ".toolbar",
  ".toolbar .tool",
  ".where",
  ".jump",
  "label-stage",
  ".statusbar",
  "#save-state",
  ".readout > span",
  "#types > label",
  ".side-head",
  ".label-scroll",
  ".filter > summary",
  ".verify-bar",
  ".verdicts button",
];

/** Left edge, top, width and height; texts of what says something may be longer or shorter than before. */
export function places(page, selectors = FIXED) {
  return page.evaluate((selectors) => {
    const found = [];
    for (const selector of selectors) {
      for (const [i, element] of [...document.querySelectorAll(selector)].entries()) {
        const { x, y, width, height } = element.getBoundingClientRect();
        const says = ["#save-state", ".jump"].includes(selector);
        found.push([
          `${selector} ${i}`,
          Math.round(says ? 0 : x),
          Math.round(y),
          says ? 0 : Math.round(width),
          Math.round(height),
        ]);
      }
    }
    return found;
  }, selectors);
}

/** Whether all of an element is in sight, and nothing lies over it. */
export async function assertInSight(page, selector) {
  const over = await page.evaluate((selector) => {
    const element = document.querySelector(selector);
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    if (width === 0 || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) {
      return `it lies at ${[left, top, right, bottom].map(Math.round)} of ${innerWidth} × ${innerHeight}`;
    }
    for (const part of [0.1, 0.5, 0.9]) {
      const there = document.elementFromPoint(left + width * part, top + height / 2);
      if (!element.contains(there)) return `${there?.outerHTML.slice(0, 120)} lies over it`;
    }
    return null;
  }, selector);
  assert.equal(over, null, selector);
}

/** Parts of the page that can be scrolled though nobody meant them to be. */
export function strayScrollbars(page, meant) {
  return page.evaluate((meant) => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const stray = scrollWidth > clientWidth || scrollHeight > clientHeight ? ["the page"] : [];
    for (const element of document.body.querySelectorAll("*")) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const can = (overflow) => overflow === "auto" || overflow === "scroll";
      const across = can(overflowX) && element.scrollWidth > element.clientWidth;
      const down = can(overflowY) && element.scrollHeight > element.clientHeight;
      if ((across || down) && !element.matches(meant)) stray.push(`${element.tagName}.${element.className}`);
    }
    return stray;
  }, meant);
}
