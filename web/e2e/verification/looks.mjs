// A page as it is, in both sizes and colours, looked at without going anywhere.

import assert from "node:assert/strict";

import { inspectHere } from "../pages/inspect.mjs";
import { LOOKS } from "../pages/looks.mjs";

export async function looks(page, name) {
  const problems = [];
  for (const { name: look, options } of LOOKS) {
    await page.setViewportSize(options.viewport);
    await page.emulateMedia({ colorScheme: options.colorScheme, reducedMotion: "reduce" });
    problems.push(...(await inspectHere(page, name, look)));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  assert.deepEqual(problems, []);
}
