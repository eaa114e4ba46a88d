// Votes on what was drawn: half of the labels one at a time, the others in the grid.

import { typeNamed } from "../verification/made.mjs";
import { clock } from "./clock.mjs";

export async function voteOnAll(page, set, count) {
  await page.goto(`${set}/verification/next`);
  await page.locator("label-stage .label.selected").waitFor();
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const label = await page.locator("label-stage .label.selected").getAttribute("data-annotation");
    const next = await clock(page, "keydown", `label-stage .label.selected:not([data-annotation="${label}"])`);
    await page.keyboard.press(i % 10 === 9 ? "k" : "j");
    times.push(await next());
  }
  await page.locator("#save-state[data-state=saved]").waitFor({ timeout: 60_000 });
  return times;
}

/** Milliseconds a vote: a page's time shared by what was on it. */
export async function voteInGrid(page, set) {
  await page.goto(`${set}/grid?type=${await typeNamed(page, "ball")}&size=24`);
  const times = [];
  for (
    let cards = await page.locator(".grid-card").count();
    cards > 0;
    cards = await page.locator(".grid-card").count()
  ) {
    const shown = await page.locator("[name=shown]").inputValue();
    const next = await clock(page, "keydown", `.empty, [name=shown]:not([value="${shown}"])`);
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    const time = await next();
    for (let i = 0; i < cards; i += 1) times.push(time / cards);
  }
  return times;
}
