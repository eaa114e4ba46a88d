// The workspace while somebody works in it.

import { choose, open, rows } from "../stage/labels.mjs";

export const LABELLING = {
  "menu-open": async (page) => {
    await page.goto("/");
    await page.locator(".topbar summary").click();
    await page.getByRole("link", { name: "Your account" }).waitFor();
  },

  "annotate-selected": async (page, { demo }) => {
    await open(page, demo.image);
    await page.locator("#label-list [data-kind=polygon] [data-do=select]").first().click();
    await page.locator(".handles .handle").first().waitFor();
  },

  "annotate-keys": async (page, { demo }) => {
    await open(page, demo.image);
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
  },

  "annotate-refused": async (page, { demo }) => {
    await open(page, demo.image);
    // Whoever says that there is no robot contradicts the labels that are there.
    await choose(page, "robot");
    await rows(page, "polygon").first().waitFor();
    await page.keyboard.press("g");
    await page.locator("#refusals li").waitFor();
  },

  "verify-asking": async (page, { demo }) => {
    await open(page, `${demo.set}/next?to=verify`);
    await page.locator("#verify-label:not(:empty)").waitFor();
  },

  "image-history-past": async (page, { demo }) => {
    await page.goto(`${demo.image}/history`);
    await page.locator("[data-step='-1']").click();
    await page.locator(".as-of").waitFor();
  },
};
