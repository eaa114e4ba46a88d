// Labels 100 pictures and votes on the labels, as fast as the interface allows: `node e2e/driver.mjs`, beside the tests.
//
// Measured is the interface alone: from the last event of a gesture, or a key, until the next one may come, which is
// the second frame after the label, or the next picture with its labels, is on the screen.

import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const { Site } = await import("./site/site.mjs");

await mkdir(`${here}results`, { recursive: true });
const site = await Site.start(`${here}results/driver.log`);
Object.assign(process.env, site.environment());
// They read the environment as they are loaded.
const { launch } = await import("./browser/launch.mjs");
const { person } = await import("./browser/people.mjs");
const { madePictures } = await import("./driver/pictures.mjs");
const { labelAll } = await import("./driver/labelling.mjs");
const { voteOnAll, voteInGrid } = await import("./driver/voting.mjs");

const PICTURES = 100;
const browser = await launch();
try {
  const [ada, ben] = [await person(browser, "ada"), await person(browser, "ben")];
  const { set, balls } = await madePictures(ada.page, PICTURES);
  const { boxes, pictures } = await labelAll(ada.page, set, balls);
  report("a box", boxes);
  report("the next picture", pictures);
  report("a vote, one label at a time", await voteOnAll(ben.page, set, boxes.length / 2));
  report("a vote, 24 on a page", await voteInGrid(ben.page, set));
} finally {
  await browser.close();
  await site.stop();
  await rm(`${here}results/driver.log`, { force: true });
}

/** Milliseconds, sorted. */
function report(what, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const part = (p) => (sorted[Math.min(Math.floor(sorted.length * p), sorted.length - 1)] / 1000).toFixed(3);
  const mean = (sorted.reduce((sum, time) => sum + time, 0) / sorted.length / 1000).toFixed(3);
  console.log(`${what}: ${sorted.length} times, median ${part(0.5)} s, p95 ${part(0.95)} s, mean ${mean} s`);
}
