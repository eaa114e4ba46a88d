// A gesture is shown at once, and announced once the browser has written it down.

import assert from "node:assert/strict";

import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { tally } from "../stage/saving.mjs";

export async function kept(step, { ben: { context }, site, images: [, , , , , , image] }) {
  const page = await context.newPage();
  const said = () => page.locator("#said").textContent();
  const sent = [];
  page.on("request", (request) => request.headers()["idempotency-key"] && sent.push(request.url()));

  await step("before the browser's store is open, a label is drawn, and nothing said", async () => {
    await page.addInitScript(() => {
      const open = IDBFactory.prototype.open;
      const asked = [];
      window.openStores = () => {
        for (const really of asked.splice(0)) really();
      };
      IDBFactory.prototype.open = function (...details) {
        const request = { result: null };
        asked.push(() => {
          const real = open.apply(this, details);
          for (const name of ["onupgradeneeded", "onsuccess", "onerror"]) {
            real[name] = (event) => {
              request.result = real.result;
              request[name]?.(event);
            };
          }
        });
        return request;
      };
    });
    await open(page, image);
    await choose(page, "ball");
    await drag(page, [100, 100], [160, 160]);
    await waitForCount(page, null, 1);
    await page.locator(".label.selected").waitFor();
    assert.equal(await said(), "");
    assert.deepEqual(sent, []);
    assert.doesNotMatch(await page.locator("#save-state").textContent(), /All saved/);
  });

  await step("once it is written down it is said, sent and saved", async () => {
    await page.evaluate(() => window.openStores());
    await page.locator("#said", { hasText: "ball drawn" }).waitFor({ state: "attached" });
    await saved(page);
    assert.equal(sent.length, 1);
    await page.keyboard.press("Control+z");
    await page.locator("#said", { hasText: "Undone" }).waitFor({ state: "attached" });
    await saved(page);
    assert.equal(await count(page), 0);
    assert.deepEqual(await tally(page, image, site.base), { AnnotationDrawn: 1, AnnotationErased: 1 });
    await page.close();
  });
}
