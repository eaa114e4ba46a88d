// The workspace around the picture: it keeps still, says where one is, and gathers what is told in one place.

import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { imagesOf, madeSet } from "./flow/made.mjs";
import { AWAY } from "./stage/saving.mjs";
import { keysSteps } from "./workspace/keys.mjs";
import { phoneSteps } from "./workspace/phone.mjs";
import { stillSteps } from "./workspace/still.mjs";
import { traySteps } from "./workspace/tray.mjs";
import { whereSteps } from "./workspace/where.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Refused commands, and forms that were, say so on the console as well. */
const EXPECTED = [...AWAY, /status of 4\d\d/];

let browser;
let ada;
let ben;
let set;
let images;
before(async () => {
  browser = await launch();
  [ada, ben] = await Promise.all([person(browser, "ada", {}, EXPECTED), person(browser, "ben", {}, EXPECTED)]);
  set = await madeSet(ada, "Still life", "still-life-with-a-rather-long-name", 6);
  images = await imagesOf(ada, set);
});
after(() => browser?.close());

const world = () => ({ ada, ben, set, images: images.map((image) => image.split("?")[0]) });

for (const [name, steps] of Object.entries({
  still: stillSteps,
  where: whereSteps,
  tray: traySteps,
  keys: keysSteps,
})) {
  test(name, async (t) => {
    const step = stepsOf(t, () => [ada.page, ben.page]);
    await steps(step, world());
    await step("nothing went wrong behind the pages", () => nothingWentWrong(ada, ben));
  });
}

test("on a phone", async (t) => {
  const phone = await person(browser, "ben", PHONE);
  await phoneSteps(
    stepsOf(t, () => [phone.page]),
    { ...world(), phone },
  );
  nothingWentWrong(phone);
  await phone.context.close();
});
