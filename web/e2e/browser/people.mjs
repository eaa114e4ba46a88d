// The demo's people, each in a browser context of his own.

import assert from "node:assert/strict";

import { watch } from "./watch.mjs";

export const BASE = process.env.E2E_BASE ?? "http://localhost:8080";
const PASSWORD = process.env.E2E_PASSWORD ?? "";

const WINDOW = { width: 1440, height: 900 };

export async function visitor(browser, options = {}, expected = []) {
  const context = await browser.newContext({ baseURL: BASE, viewport: WINDOW, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(15_000);
  const wrong = watch(context, expected);
  const page = await context.newPage();
  return { context, page, wrong };
}

let turn = Promise.resolve();

/**
 * Signs in through the form, as everybody does; one after the other, because the throttle counts attempts at one name
 * that come at the same moment as guesses.
 */
export function person(...details) {
  const mine = turn.then(() => signIn(...details));
  turn = mine.catch(() => {});
  return mine;
}

async function signIn(browser, name, options = {}, expected = []) {
  const someone = await visitor(browser, options, expected);
  const { page } = someone;
  await page.goto("/sign-in");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: /Hello/ }).waitFor();
  return { ...someone, name };
}

export function nothingWentWrong(...people) {
  assert.deepEqual(
    people.flatMap(({ wrong }) => wrong),
    [],
  );
}
