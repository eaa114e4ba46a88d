// From the first click to the export, as two people do it in two browsers.

import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { annotating } from "./story/annotating.mjs";
import { beginning } from "./story/beginning.mjs";
import { keeping } from "./story/keeping.mjs";
import { proving } from "./story/proving.mjs";
import { reading } from "./story/reading.mjs";
import { uploading } from "./story/uploading.mjs";
import { verifying } from "./story/verifying.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("the story, from the first click to the export", async (t) => {
  const story = {};
  const step = stepsOf(t, () => [story.ada?.page, story.ben?.page].filter(Boolean));
  await step("ada and ben sign in", async () => {
    story.ada = await person(browser, "ada");
    story.ben = await person(browser, "ben");
  });
  for (const chapter of [beginning, uploading, annotating, verifying, reading, keeping, proving]) {
    await chapter(step, story);
  }
  await step("nothing went wrong behind the pages", () => nothingWentWrong(story.ada, story.ben));
});
