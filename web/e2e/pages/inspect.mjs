// What can be said against a page without judging its beauty: axe, overflow; and a picture for those who judge.

import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCREENS = fileURLToPath(new URL("../screens/", import.meta.url));

/** Pages whose status is what they are about. */
const REFUSALS = { "not-found": 404 };

/** Goes there and looks; answers sentences, of which none is good. */
export async function inspect(page, name, address, look) {
  const response = await page.goto(address, { waitUntil: "load" });
  const wanted = REFUSALS[name] ?? 200;
  if (response.status() !== wanted) return [`${name}: answered ${response.status()}`];
  return inspectHere(page, name, look);
}

/** Looks at the page as it is. */
export async function inspectHere(page, name, look) {
  await settled(page);
  await mkdir(`${SCREENS}${look}`, { recursive: true });
  await page.screenshot({ path: `${SCREENS}${look}/${name}.png` });
  const found = [...(await violations(page)), ...(await overflow(page)), ...(await markup(page))];
  return found.map((words) => `${name} (${look}): ${words}`);
}

/** Pictures have come, but for those that wait to be scrolled to. */
async function settled(page) {
  await page.waitForFunction(() => [...document.images].every((image) => image.loading === "lazy" || image.complete));
}

/** Markup that was escaped once too often shows as text. */
async function markup(page) {
  const text = await page.locator("body").innerText();
  const found = /<\/?[a-z]+[ >][^\n]{0,60}/.exec(text);
  return found ? [`shows markup: ${found[0]}`] : [];
}

async function violations(page) {
  // Evaluated, not added as a script: the page's policy stays in force.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run({
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(
        ({ target, failureSummary }) =>
          `${id} at ${target.join(" ")}: ${failureSummary?.split("\n").slice(1, 3).join(" ").trim()}`,
      ),
  );
}

async function overflow(page) {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const beyond = [...document.querySelectorAll("main *, header *, footer *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`);
    return `${scrollWidth} px wide in ${clientWidth}: ${beyond.slice(0, 4).join(", ")}`;
  });
  return wide ? [wide] : [];
}
