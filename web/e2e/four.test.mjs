// Four people in four browsers label 200 pictures from one queue: nobody gets what somebody else has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { labelAll } from "./flow/labelling.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { newMember } from "./flow/members.mjs";
import { saved } from "./stage/labels.mjs";
import { ask } from "./verification/made.mjs";

const PICTURES = 200;
/** One of them looks at each picture for so many milliseconds: longer than the others need for all they are handed ahead. */
const THOUGHT = 4000;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("four people at once", async (t) => {
  let [people, set, seen] = [[], null, []];
  const step = stepsOf(t, () => people.map(({ page }) => page));

  await step(`a set of ${PICTURES} small pictures, mainly about balls`, async () => {
    people = await Promise.all([person(browser, "ada"), person(browser, "ben")]);
    const [ada] = people;
    for (const name of ["carla", "dario"]) people.push(await newMember(browser, ada, name));
    set = await madeSet(ada, "Four", "four", PICTURES, { width: 320, height: 240 });
    await ada.page.goto(`${set}/settings`);
    await ada.page.getByLabel("Main annotation type").selectOption({ label: "ball" });
    await ada.page
      .getByRole("button", { name: /Save the plan|Save/ })
      .last()
      .click();
  });

  await step("everybody draws, goes on, and draws; one is slow", async () => {
    const slow = people.length - 1;
    const work = people.map(({ page }, i) =>
      labelAll(page, set, { left: 10 + 70 * i, pause: i === slow ? THOUGHT : 0 }),
    );
    seen = await Promise.all(work);
    console.log(`  labelled: ${seen.map((images) => images.length).join(", ")}`);
  });

  await step("no picture was labelled by two of them, and none was left out", async () => {
    const { page } = people[0];
    for (const images of seen) assert.ok(images.length > 0, "everybody had work");
    const all = seen.flat();
    assert.equal(new Set(all).size, all.length, "somebody saw what somebody else had labelled");
    assert.equal(all.length, PICTURES);
    const authors = [];
    for (const image of all) {
      const { annotations } = await ask(page, "GET", `/images/${image}/annotations`);
      authors.push(annotations.map(({ author }) => author));
    }
    assert.deepEqual(
      authors.filter((of) => of.length !== 1),
      [],
      "one label each",
    );
    assert.equal(new Set(authors.flat()).size, people.length);
  });

  await step("nothing waits in any browser, and nothing went wrong", async () => {
    for (const { page } of people) {
      await page.goto((await imagesOf({ page }, set))[0]);
      await saved(page);
    }
    nothingWentWrong(...people);
  });
});
