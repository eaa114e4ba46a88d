// The server is killed in the middle of a gesture, again and again, and started on the same data.

import assert from "node:assert/strict";

import { choose, ids, open, saved } from "../stage/labels.mjs";
import { drag, press, release } from "../stage/mouse.mjs";
import { facts, state } from "../stage/saving.mjs";

const TIMES = 20;

export async function killed(step, { ben: { page, context }, site, images: [, image, other] }) {
  await step(`killed ${TIMES} times: each gesture is in the log once`, async () => {
    await open(page, image);
    await choose(page, "ball");
    for (let i = 0; i < TIMES; i += 1) {
      await MOMENTS[i % MOMENTS.length](page, site, at(i));
      await site.ended;
      await site.serve();
      await saved(page);
    }
    const drawn = (await facts(page, image, site.base)).filter(({ type }) => type === "AnnotationDrawn");
    assert.equal(drawn.length, TIMES);
    assert.equal(new Set(drawn.map(({ command }) => command)).size, TIMES);
    assert.deepEqual(new Set(drawn.map(({ data }) => data.annotation)), new Set(await ids(page)));
  });

  await step("gone for long: the page says when it tries again, and notices that the server is back", async () => {
    await site.end();
    await drag(page, [500, 300], [540, 340]);
    await state(page, "unreached", 1);
    await page.locator("#save-state [data-countdown]", { hasText: /next try in \d+ s/ }).waitFor();
    await site.serve();
    await saved(page);
  });

  await step("a tab is killed with commands waiting: any other page of ours sends them", async () => {
    const doomed = await context.newPage();
    await open(doomed, other);
    await choose(doomed, "ball");
    await site.end("SIGKILL");
    await drag(doomed, [100, 100], [140, 140]);
    await drag(doomed, [200, 100], [240, 140]);
    await state(doomed, "unreached", 2);
    await crash(doomed);
    await site.serve();
    await page.goto("/");
    await saved(page);
    const drawn = (await facts(page, other, site.base)).filter(({ type }) => type === "AnnotationDrawn");
    assert.equal(drawn.length, 2);
  });
}

/** While the pointer is down; right after it; when the request is on its way; when it is answered. */
const MOMENTS = [
  async (page, site, [x, y]) => {
    await press(page, [x, y], [x + 30, y + 30]);
    await site.end("SIGKILL");
    await release(page);
  },
  async (page, site, place) => {
    await box(page, place);
    await site.end("SIGKILL");
  },
  async (page, site, place) => {
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await Promise.all([sent.then(() => site.end("SIGKILL")), box(page, place)]);
  },
  async (page, site, place) => {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await Promise.all([answered.then(() => site.end("SIGKILL")), box(page, place)]);
  },
];

const at = (i) => [40 + (i % 10) * 50, 60 + Math.floor(i / 10) * 120];
const box = (page, [x, y]) => drag(page, [x, y], [x + 30, y + 30]);

/** As when the system takes the memory. */
async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}
