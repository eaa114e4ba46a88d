// What tests of bulk changes do on every page of theirs.

import assert from "node:assert/strict";

/** Until the job is over and the page was loaded anew. */
export async function result(page) {
  await page.waitForURL(/\/bulk-changes\/[0-9a-f-]+$/);
  await page.locator(".figures").waitFor({ timeout: 30_000 });
  return page.locator(".figures .figure").allInnerTexts();
}

/** With Tab alone, as far as it takes. */
export async function tabTo(page, locator) {
  for (let presses = 0; presses < 300; presses += 1) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail("Tab does not lead there");
}
