// One long test in named steps: what comes after a failure is skipped, and the failure leaves a picture.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

/** `pages` answers the pages to keep a picture of. */
export function stepsOf(test, pages) {
  let broken = null;
  return (name, does) =>
    test.test(name, async (step) => {
      if (broken) return step.skip(`after “${broken}” failed`);
      try {
        await does();
      } catch (error) {
        broken = name;
        await keep(name, pages());
        throw error;
      }
    });
}

async function keep(name, pages) {
  await mkdir(RESULTS, { recursive: true });
  const file = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  for (const [i, page] of pages.entries()) {
    console.error(`  at ${page.url()}`);
    await page.screenshot({ path: `${RESULTS}${file}-${i}.png` }).catch(() => {});
  }
}
