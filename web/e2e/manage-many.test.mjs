// A change of thousands of labels takes its time, and says how far it is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { result } from "./manage/pages.mjs";
import { api, labelled } from "./manage/world.mjs";

const IMAGES = 30;
const LABELS = 100;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test("three thousand labels are deleted and put back before one's eyes", async () => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const { set, types, images } = await labelled(page, "Thousands", { count: IMAGES, labels: 0 });
  const [first, ...others] = images;
  await page.evaluate(fill, { image: first, type: types[0].annotation_type, count: LABELS });
  for (const image of others) await api(page, "POST", `/api/v1/images/${image}/copies`, { from: first });
  const all = IMAGES * LABELS;

  await page.goto(`${set}/bulk-changes/new?which=filter&type=${types[0].annotation_type}&do=delete`);
  await watched(page);
  await page.getByRole("button", { name: /^Delete 3,?000 labels/ }).click();
  assert.deepEqual(await result(page), [`${all}\nchanged`, "0\nleft as they are"]);
  await seenOnTheWay(page, all);

  await page.getByRole("link", { name: "Undo…" }).click();
  await page.getByRole("button", { name: /^Put 3,?000 labels back/ }).click();
  assert.deepEqual(await result(page), [`${all}\nput back`, "0\nleft as they are"]);
  // So few images are put back at once: it is over before there is anything between nothing and all.
  await seenOnTheWay(page, IMAGES, 0);
  nothingWentWrong(ada);
});

/** Boxes side by side, sent all at once. */
async function fill({ image, type, count }) {
  const draw = async (n) => {
    const [x, y] = [(n % 12) * 40, Math.floor(n / 12) * 40];
    const shape = {
      kind: "bounding_box",
      points: [
        [x, y],
        [x + 20, y + 20],
      ],
    };
    const body = JSON.stringify({ annotation: crypto.randomUUID(), annotation_type: type, shape });
    const headers = { "Content-Type": "application/json" };
    const { status } = await fetch(`/api/v1/images/${image}/annotations`, { method: "POST", headers, body });
    if (status !== 201) throw new Error(`label ${n} was answered with ${status}`);
  };
  await Promise.all(Array.from({ length: count }, (_, n) => draw(n)));
}

/** Notes what every page of this tab says of progress; the page of a job is loaded anew at its end. */
async function watched(page) {
  await page.addInitScript(() => {
    const note = () => {
      const bar = document.querySelector("job-progress progress[value]");
      if (bar && bar.value < bar.max) sessionStorage.setItem("progress", `${bar.value} of ${bar.max}`);
      requestAnimationFrame(note);
    };
    note();
  });
}

async function seenOnTheWay(page, wanted, least = 1) {
  const told = await page.evaluate(() => {
    const told = sessionStorage.getItem("progress");
    sessionStorage.removeItem("progress");
    return told;
  });
  const [done, total] = (told ?? "nothing of it").split(" of ").map(Number);
  assert.ok(done >= least && done < total && total === wanted, `it said ${told}`);
}
