// Pages in the states that only doing something brings about: refused, open, selected, locked, empty, past.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { person, visitor } from "./browser/people.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { LOOKS } from "./pages/looks.mjs";
import { created } from "./states/created.mjs";
import { LABELLING } from "./states/labelling.mjs";
import { REFUSED } from "./states/refused.mjs";
import { SAVING } from "./states/saving.mjs";
import { SETS } from "./states/sets.mjs";

/** What a refusal puts on the console is no mistake of the page. */
const EXPECTED = [/status of 4\d\d/, /status of 503/, /^503 /];

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What is looked at everywhere: the two other looks differ in little. */
const EVERYWHERE = { "annotate-keys": LABELLING["annotate-keys"] };
const ALL = { ...REFUSED, ...SETS, ...LABELLING, ...SAVING };

for (const [i, { name: look, options }] of LOOKS.entries()) {
  test(`states at ${look}`, async (t) => {
    const stranger = await visitor(browser, options, EXPECTED);
    const ada = await person(browser, "ada", options, EXPECTED);
    const world = await created(ada.page, look);
    for (const [name, reach] of Object.entries(i === 0 || i === 3 ? ALL : EVERYWHERE)) {
      await t.test(name, async () => {
        const { page, wrong } = name.startsWith("sign-in") ? stranger : ada;
        wrong.length = 0;
        await reach(page, world);
        const problems = [...(await inspectHere(page, name, look)), ...wrong];
        assert.ok(problems.length === 0, problems.join("\n"));
      });
    }
    await Promise.all([stranger.context.close(), ada.context.close()]);
  });
}
