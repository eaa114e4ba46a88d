// Going on while the server is away: one stays at the desk, with what one was drawing.

import assert from "node:assert/strict";

import { assertNotLoaded, imageShown, mark, press } from "../flow/going.mjs";
import { choose, open } from "../stage/labels.mjs";
import { click } from "../stage/mouse.mjs";

const NODES = [
  [300, 100],
  [400, 110],
  [380, 200],
];

export async function staying(step, { ben: { page }, site, images: [image] }) {
  const drawn = () =>
    page.waitForFunction((wanted) => document.querySelectorAll(".draft .node").length === wanted, NODES.length);
  const told = page.locator(".toast", { hasText: "The server is not reached" });
  let here;

  await step("half a polygon is drawn, and nothing was fetched ahead", async () => {
    await open(page, image);
    await press(page, "f");
    await page.route(
      (url) => url.pathname.startsWith("/images/"),
      (route) => (route.request().headers()["hx-request"] ? route.abort() : route.continue()),
    );
    await page.reload();
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    here = await imageShown(page);
    await choose(page, "robot");
    for (const node of NODES) await click(page, node);
    await drawn();
    await mark(page);
  });

  await step("the server is away: forward, and back of the browser, are refused in words", async () => {
    await site.end("SIGKILL");
    await page.unrouteAll();
    const address = page.url();
    await page.keyboard.press("f");
    await told.waitFor();
    await page.goBack();
    await page.locator(".messages li", { hasText: "The server is not reached" }).getByText("2 times").waitFor();
    assert.equal(await told.count(), 1, "one for one cause");
    await page.waitForURL(address);
    assert.equal(await imageShown(page), here);
    await assertNotLoaded(page);
    await drawn();
  });

  await step("the server is back, and so is the way", async () => {
    await site.serve();
    await press(page, "f");
    await press(page, "s");
    assert.equal(await imageShown(page), here);
    await assertNotLoaded(page);
    await drawn();
    await page.keyboard.press("Escape");
  });
}
