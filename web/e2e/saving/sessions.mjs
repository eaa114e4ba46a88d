// The session ends in the middle of the work; somebody else signs in; somebody signs out too early.

import assert from "node:assert/strict";

import { choose, count, open, saved, waitForCount } from "../stage/labels.mjs";
import { click, drag } from "../stage/mouse.mjs";
import { facts, state, tally } from "../stage/saving.mjs";

const NODES = [
  [300, 100],
  [500, 110],
  [480, 300],
];

export async function sessions(step, { ben: { page, context }, site, images: [, , , , image, other] }) {
  await step("the session ends in the middle of a polygon", async () => {
    await open(page, image);
    await choose(page, "ball");
    await context.clearCookies();
    await drag(page, [40, 40], [90, 90]);
    await state(page, "signed-out", 1);
    await choose(page, "robot");
    for (const node of NODES) await click(page, node);
    await page
      .locator(".draft .node")
      .nth(NODES.length - 1)
      .waitFor({ state: "attached" });
  });

  await step("signing in leads back: what waited is saved, and the polygon goes on", async () => {
    await page.locator("#save-state").getByRole("link", { name: "Sign in" }).click();
    await signIn(page, "ben");
    await page.waitForURL((url) => url.pathname === image);
    await page
      .locator(".draft .node")
      .nth(NODES.length - 1)
      .waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await waitForCount(page, "polygon", 1);
    await saved(page);
    assert.equal(await count(page), 2);
    assert.deepEqual(await tally(page, image, site.base), { AnnotationDrawn: 2 });
  });

  await step("somebody else who signs in here never sends what waits", async () => {
    await choose(page, "ball");
    await context.clearCookies();
    await drag(page, [40, 300], [90, 350]);
    await state(page, "signed-out", 1);
    const second = await context.newPage();
    await second.goto("/sign-in");
    await signIn(second, "ada");
    await second.getByRole("heading", { level: 1, name: /Hello/ }).waitFor();
    await page.getByRole("button", { name: "Retry now" }).click();
    await state(page, "other-account", 1);
    await open(second, other);
    await state(second, "saved", 0);
    assert.deepEqual(await tally(second, image, site.base), { AnnotationDrawn: 2 });
    await signOut(second);
    await second.getByLabel("Name", { exact: true }).waitFor();
    await second.close();
  });

  await step("when the first is back, it is saved in their name", async () => {
    await page.getByRole("button", { name: "Retry now" }).click();
    await state(page, "signed-out", 1);
    await page.locator("#save-state").getByRole("link", { name: "Sign in" }).click();
    await signIn(page, "ben");
    await page.waitForURL((url) => url.pathname === image);
    await saved(page);
    const people = new Set((await facts(page, image, site.base)).slice(1).map(({ account_name }) => account_name));
    assert.deepEqual([...people], ["Ben"]);
  });

  await step("nothing is said to be saved before the browser has looked for what waits", async () => {
    let release = () => {};
    const held = new Promise((resolve) => (release = resolve));
    await page.route("**/*.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(image, { waitUntil: "commit" });
    assert.match(await page.locator("#save-state").textContent(), /Looking for unsent work/);
    release();
    await state(page, "saved", 0);
    await page.unroute("**/*.js");
  });

  await step("where one may only look, it is said when what waited is saved", async () => {
    await page.route("**/api/v1/images/*/annotations", (route) => route.abort());
    await drag(page, [300, 380], [340, 420]);
    await state(page, "unreached", 1);
    const toLookAt = async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replaceAll('data-may-annotate="true"', 'data-may-annotate="false"'),
      });
    };
    await page.route((url) => url.pathname === other, toLookAt);
    await open(page, other);
    await state(page, "unreached", 1);
    await page.unrouteAll();
    await state(page, "saved", 0);
    await open(page, image);
  });

  await step("signing out with work that waits asks first, and keeps it", async () => {
    await page.route("**/api/v1/images/*/annotations", (route) => route.abort());
    await drag(page, [200, 380], [240, 420]);
    await state(page, "unreached", 1);
    await signOut(page);
    const dialog = page.getByRole("dialog", { name: "1 change is not saved yet" });
    await dialog.getByRole("button", { name: "Stay" }).click();
    await state(page, "unreached", 1);
    await signOut(page);
    await dialog.getByRole("button", { name: "Sign out all the same" }).click();
    await page.getByLabel("Name", { exact: true }).waitFor();
    await page.unroute("**/api/v1/images/*/annotations");
    await signIn(page, "ben");
    await saved(page);
    assert.deepEqual(await tally(page, image, site.base), { AnnotationDrawn: 5 });
  });
}

async function signIn(page, name) {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password").fill(process.env.E2E_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function signOut(page) {
  await page.locator(".topbar summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
}
