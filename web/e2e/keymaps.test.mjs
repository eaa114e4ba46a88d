// Keys as in ImageTagger, CVAT and labelme, and keys of one's own: chosen on a page, used on the picture, told by ?.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { nodes } from "./drawing/shapes.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { desk } from "./stage/desk.mjs";
import { choose, count, ids, open, saved, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";

/** What a refused form puts on the console is no mistake of the page. */
const EXPECTED = [/status of 422/];

let browser;
let ben;
let images;
before(async () => {
  browser = await launch();
  ben = await person(browser, "ben", {}, EXPECTED);
  ({ images } = await desk(ben.page, "Keys", { count: 3 }));
});
after(() => browser?.close());

const MAPS = {
  ImageTagger: { next: ["f", "d"], previous: ["s", "a"], concealed: "c", absent: "g" },
  CVAT: { next: ["f"], previous: ["d"], concealed: "q", absent: "o", cycle: "Tab" },
  labelme: { next: ["d"], previous: ["a"], concealed: "c", absent: "g" },
};

for (const [name, keys] of Object.entries(MAPS)) {
  test(`keys as in ${name}`, async (t) => {
    const { page } = ben;
    const step = stepsOf(t, () => [page]);

    await step("are chosen", () => use(page, name));

    await step("go to the next image and back", async () => {
      for (const [i, next] of keys.next.entries()) {
        await open(page, images[0]);
        await page.keyboard.press(next);
        await page.waitForURL((url) => url.pathname === images[1]);
        await page
          .locator(`label-stage[data-image="${images[1].split("/").at(-1)}"] .overlay`)
          .waitFor({ state: "attached" });
        await page.keyboard.press(keys.previous[i]);
        await page.waitForURL((url) => url.pathname === images[0]);
      }
    });

    await step("choose a type, draw, mark, move, and take back", async () => {
      await open(page, images[0]);
      const before = await count(page);
      const digit = await page.locator("#types label", { hasText: "ball" }).locator("kbd").textContent();
      await page.keyboard.press(digit);
      await page.keyboard.press("n");
      await drag(page, [200, 200], [300, 300]);
      await waitForCount(page, null, before + 1);
      await page.keyboard.press(keys.concealed);
      const label = (await ids(page)).at(-1);
      await page.locator(`#label-${label}.concealed`).waitFor();
      for (const key of ["KeyL", "ArrowRight"]) await page.keyboard.press(key);
      await saved(page);
      assert.deepEqual((await nodes(page, label))[0], [202, 200]);
      if (keys.cycle) {
        await drag(page, [400, 200], [500, 300]);
        const other = (await ids(page)).at(-1);
        await page.keyboard.press(keys.cycle);
        await page.locator(`#label-${label}.selected`).waitFor();
        await page.keyboard.press(keys.cycle);
        await page.locator(`#label-${other}.selected`).waitFor();
        await page.keyboard.press("Delete");
        await page.locator(`#row-${label} [data-do=select]`).click();
      }
      await page.keyboard.press("Delete");
      await waitForCount(page, null, before);
      await saved(page);
    });

    await step("say that something is not in the image", async () => {
      await choose(page, "robot");
      await page.keyboard.press(keys.absent);
      await page.locator(".absent li", { hasText: "No robot" }).waitFor();
      await page.keyboard.press(keys.absent);
      await page.locator(".toast", { hasText: "That no robot is in the image is said already" }).waitFor();
      await saved(page);
      await page.keyboard.press("Delete");
      await waitForCount(page, "not_in_image", 0);
      await saved(page);
    });

    await step("are told by ?, and stay out of fields", async () => {
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog", { name: "Keys" });
      const told = dialog.locator("dt", { has: page.locator("kbd", { hasText: keys.concealed.toUpperCase() }) });
      await told.first().waitFor();
      const problems = await inspectHere(page, `annotate-keys-${name.toLowerCase()}`, "1440-light");
      assert.deepEqual(problems, []);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      await page.locator("[data-do=draw] kbd").filter({ hasText: "N" }).waitFor();
    });
  });
}

test("keys of one's own", async (t) => {
  const { page } = ben;
  const step = stepsOf(t, () => [page]);

  await step("a key that is taken is said beside both fields, and nothing is kept", async () => {
    await page.goto("/account/keys?from=cvat");
    await page.getByLabel("Next image").fill("m");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.locator("#key-next-error", { hasText: "m is also “Magnifier”." }).waitFor();
    await page.locator("#key-magnifier-error", { hasText: "m is also “Next image”." }).waitFor();
    assert.equal(await page.getByLabel("Next image").inputValue(), "m");
    await page.getByLabel("Magnifier").fill("Ctrl+w");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.locator("#key-magnifier-error", { hasText: "belongs to the browser" }).waitFor();
    assert.deepEqual(await inspectHere(page, "account-keys-refused", "1440-light"), []);
  });

  await step("what does not collide is kept, and works", async () => {
    await page.getByLabel("Magnifier").fill("");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByText("Your keys are saved.").waitFor();
    await open(page, images[0]);
    await page.keyboard.press("m");
    await page.waitForURL((url) => url.pathname === images[1]);
  });

  await step("in another browser, too", async () => {
    const again = await person(browser, "ben");
    await open(again.page, images[0]);
    await again.page.keyboard.press("m");
    await again.page.waitForURL((url) => url.pathname === images[1]);
    await again.context.close();
  });

  await step("letters typed into a field are no keys", async () => {
    await open(page, images[0]);
    await page.evaluate(() =>
      document.querySelector("main").append(Object.assign(document.createElement("input"), { id: "field" })),
    );
    await page.locator("#field").fill("");
    await page.locator("#field").press("m");
    assert.equal(await page.locator("#field").inputValue(), "m");
    assert.equal(new URL(page.url()).pathname, images[0]);
  });

  await step("and ImageTagger's again, without a script", async () => {
    const { context, page: plain } = await person(browser, "ben", { javaScriptEnabled: false });
    await use(plain, "ImageTagger");
    await context.close();
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ben));
});

async function use(page, name) {
  await page.goto("/account/keys");
  await page.getByRole("radio", { name, exact: true }).check();
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Your keys are saved.").waitFor();
}
