// The workspace while somebody works in it.

import { choose, open } from "../stage/labels.mjs";
import { click } from "../stage/mouse.mjs";

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

  "annotate-drawing": async (page, { demo }) => {
    await open(page, demo.image);
    await choose(page, "robot");
    for (const place of [
      [200, 160],
      [320, 180],
      [300, 300],
    ])
      await click(page, place);
    await page.locator(".draft .node").nth(2).waitFor();
  },

  "annotate-menu": async (page, { demo }) => {
    await open(page, demo.image);
    await page.locator("#label-list [data-kind=bounding_box] [data-do=menu]").first().click();
    await page.getByRole("menu").waitFor();
  },

  "annotate-view": async (page, { demo }) => {
    await open(page, demo.image);
    await page.locator("[data-do=view][aria-controls]").click();
    await page.getByRole("region", { name: "View" }).waitFor();
  },

  "account-keys": async (page) => {
    await page.goto("/account/keys");
    await page.getByRole("heading", { name: "Keys", level: 1 }).waitFor();
  },

  "account-keys-refused": async (page) => {
    await page.goto("/account/keys?from=cvat");
    await page.getByLabel("Next image").fill("m");
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.locator("#key-next-error").waitFor();
  },

  "annotate-keys": async (page, { demo }) => {
    await open(page, demo.image);
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
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
