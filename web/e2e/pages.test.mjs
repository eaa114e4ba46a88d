// Every page at two sizes, light and dark: no violation that axe knows, nothing wider than the window, nothing
// on the console, nothing the policy refused. Leaves a picture of each in screens/.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { person, visitor } from "./browser/people.mjs";
import { inspect } from "./pages/inspect.mjs";
import { LOOKS } from "./pages/looks.mjs";
import { made } from "./pages/made.mjs";
import { demoWorld, OUTSIDE, pagesOf } from "./pages/world.mjs";

/** A page that is about not being found says so on the console as well. */
const EXPECTED = [/status of 404 .*00000000-0000-7000-8000-000000000000/];

// Two looks at a time: one page is drawn while the other is examined.
describe("every page", { concurrency: 2 }, () => {
  let browser;
  let pages;
  before(async () => {
    browser = await launch();
    const { context, page } = await person(browser, "ada");
    const world = await demoWorld(page);
    pages = { ...pagesOf(world), ...(await made(page, world)) };
    await context.close();
  });
  after(() => browser?.close());

  for (const { name: look, options } of LOOKS) {
    test(`at ${look}`, async (t) => {
      const outside = await visitor(browser, options);
      const inside = await person(browser, "ada", options, EXPECTED);
      await each(t, outside, OUTSIDE, look);
      await each(t, inside, pages, look);
      await Promise.all([outside.context.close(), inside.context.close()]);
    });
  }
});

async function each(t, { page, wrong }, pages, look) {
  for (const [name, address] of Object.entries(pages)) {
    await t.test(`${name} ${address}`, async () => {
      wrong.length = 0;
      const found = await inspect(page, name, address, look);
      const problems = [...found, ...wrong];
      assert.ok(problems.length === 0, problems.join("\n"));
    });
  }
}
