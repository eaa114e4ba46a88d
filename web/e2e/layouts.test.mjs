// Digits choose types on every keyboard, and ? tells what works on the one at hand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { Site } from "./site/site.mjs";
import { open, saved, waitForCount } from "./stage/labels.mjs";
import { drag } from "./stage/mouse.mjs";
import { emptyImages } from "./stage/saving.mjs";
import { ask } from "./verification/made.mjs";

/** Beside the five of the demo: ten. */
const NAMES = ["flag", "glove", "referee", "shoe", "whistle"];
const SHIFT = 8;
const AZERTY = { Digit6: "-", Minus: ")", Digit1: "&", KeyA: "q", KeyQ: "a", Slash: "!", KeyM: "," };

let browser;
let site;
before(async () => {
  browser = await launch();
  // Types are there for everybody.
  site = await Site.start(process.env.E2E_LOG, process.env.E2E_PASSWORD);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test("keys on other keyboards", async (t) => {
  const ada = await person(browser, "ada", { baseURL: site.base });
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  const session = await page.context().newCDPSession(page);
  /** What a key in this place types on some keyboard. */
  const type = async (key, code, modifiers = 0) => {
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", key, code, modifiers, text: key });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code, modifiers });
  };
  const nth = (digit) => page.locator("#types input[name=type]").nth(digit === 0 ? 9 : digit - 1);
  const width = () => page.locator("label-stage > svg").evaluate((svg) => svg.viewBox.baseVal.width);
  const typeOfLabel = () => page.locator("#label-list tr[data-annotation]").first().getAttribute("data-type");

  await step("ten types", async () => {
    const [image] = await emptyImages(page, site.base);
    for (const name of NAMES) {
      const shape = "bounding_box";
      await ask(page, "POST", "/annotation-types", { name, shape, allows_blurred: true, allows_concealed: true });
    }
    await open(page, image);
    assert.equal(await page.locator("#types input[name=type]").count(), 10);
  });

  await step("AZERTY: the key that types - chooses type 6 (case keys-azerty-6)", async () => {
    const before = await width();
    await type("-", "Digit6");
    assert.ok(await nth(6).isChecked());
    assert.equal(await width(), before, "the picture is as large as it was");
    await type(")", "Minus");
    assert.ok((await width()) > before, "the key in the place of - zooms out");
    await page.keyboard.press("w");
  });

  await step("Czech: the key that types + chooses type 1", async () => {
    await type("+", "Digit1");
    assert.ok(await nth(1).isChecked());
  });

  await step("German: Shift and a digit is another type (case keys-german-shift-7-0)", async () => {
    await nth(6).check();
    await drag(page, [100, 100], [180, 180]);
    await waitForCount(page, null, 1);
    const before = await width();
    await type("/", "Digit7", SHIFT);
    await saved(page);
    assert.equal(await typeOfLabel(), await nth(7).inputValue());
    await type("=", "Digit0", SHIFT);
    await saved(page);
    assert.equal(await typeOfLabel(), await nth(0).inputValue());
    assert.equal(await width(), before);
  });

  await step("Russian: Shift and 7 is another type (case keys-russian-shift-7)", async () => {
    await type("?", "Digit7", SHIFT);
    await saved(page);
    assert.equal(await typeOfLabel(), await nth(7).inputValue());
    assert.equal(await page.locator("#keys").count(), 0);
    await page.keyboard.press("Escape");
    await type("?", "Digit7", SHIFT);
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
  });

  await step("? tells the keys of this keyboard", async () => {
    await page.reload();
    await page.evaluate((keys) => {
      const map = new Map(Object.entries(keys));
      Object.defineProperty(navigator, "keyboard", { value: { getLayoutMap: async () => map }, configurable: true });
    }, AZERTY);
    await page.locator("label-stage svg .overlay").waitFor({ state: "attached" });
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    const told = dialog.locator("dt", { has: page.locator("+ dd", { hasText: "Zoom out" }) });
    assert.equal(await told.textContent(), ")");
    await dialog.getByText("The row of digits chooses types, whatever its keys type.").waitFor();
    assert.deepEqual(await inspectHere(page, "annotate-keys-azerty", "1440-light"), []);
  });

  await step("nothing went wrong behind the page", () => nothingWentWrong(ada));
});
