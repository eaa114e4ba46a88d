// Nothing is lost, nothing happens twice: offline, server killed, tab killed, two tabs, session over.

import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { away } from "./saving/away.mjs";
import { kept } from "./saving/kept.mjs";
import { killed } from "./saving/killed.mjs";
import { offline } from "./saving/offline.mjs";
import { sessions } from "./saving/sessions.mjs";
import { staying } from "./saving/staying.mjs";
import { tabs } from "./saving/tabs.mjs";
import { Site } from "./site/site.mjs";
import { AWAY, emptyImages } from "./stage/saving.mjs";

let browser;
let site;
before(async () => {
  browser = await launch();
  site = await Site.start(process.env.E2E_LOG, process.env.E2E_PASSWORD);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const [name, steps] of Object.entries({ offline, kept, killed, staying, away, tabs, sessions })) {
  test(name, async (t) => {
    const ben = await person(browser, "ben", { baseURL: site.base }, AWAY);
    const images = await emptyImages(ben.page, site.base);
    await steps(
      stepsOf(t, () => ben.context.pages()),
      { ben, site, browser, images },
    );
    nothingWentWrong(ben);
    await ben.context.close();
  });
}
