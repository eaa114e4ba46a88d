// What the page says when work is not saved yet, or never will be.

import { choose, open, rows } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";
import { state } from "../stage/saving.mjs";

const COMMANDS = /\/api\/v1\/(images|annotations)\//;

export const SAVING = {
  "annotate-waiting": async (page, { demo }) => {
    await unanswered(page, demo.image, (route) => route.fulfill({ status: 503, headers: { "Retry-After": "20" } }));
    await state(page, "unreached");
  },

  "annotate-signed-out": async (page, { demo }) => {
    await unanswered(page, demo.image, (route) => route.fulfill({ status: 401, json: { code: "sign_in" } }));
    await page.getByRole("link", { name: "Sign in" }).waitFor();
  },

  "sign-out-asked": async (page, { demo }) => {
    await unanswered(page, demo.image, (route) => route.fulfill({ status: 503, headers: { "Retry-After": "20" } }));
    await state(page, "unreached");
    await page.locator(".topbar summary").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("dialog").waitFor();
    // Unanswered still: what waits is what the next state is about.
  },

  leftovers: async (page) => {
    await page.route(COMMANDS, (route) => route.fulfill({ status: 503, headers: { "Retry-After": "20" } }));
    await page.goto("/");
    await page.locator(".leftovers").waitFor();
    await page.unrouteAll();
  },

  "annotate-refused": async (page, { demo }) => {
    await refused(page, demo.image, "contradicting_annotation", "polygon");
    await choose(page, "ball");
    await drag(page, [60, 500], [120, 560]);
    await page.locator(".refusal [data-choice=mine]", { hasText: "Delete" }).last().waitFor();
    await page.unrouteAll();
  },

  "annotate-similar": async (page, { demo }) => {
    const subject = await refused(page, demo.image, "similar_annotation", "bounding_box");
    await choose(page, "ball");
    await drag(page, [60, 500], [120, 560]);
    await page.locator(`.refusal [data-choice=mine]`).last().waitFor();
    await page.locator(`#label-${subject}.selected`).waitFor();
    await page.unrouteAll();
  },
};

/** The server finds the first label of a kind in the way of every new one. */
async function refused(page, image, code, kind) {
  await open(page, image);
  await state(page, "saved");
  // The shape that was begun here before is still there.
  await page.keyboard.press("Escape");
  const subject = await rows(page, kind).first().getAttribute("data-annotation");
  const json = { code, detail: code.replace("_", " "), subject };
  await page.route(COMMANDS, (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 409, json }) : route.continue(),
  );
  return subject;
}

async function unanswered(page, image, answer) {
  await page.unrouteAll();
  await page.route(COMMANDS, (route) => (route.request().method() === "GET" ? route.continue() : answer(route)));
  await open(page, image);
  await page.locator("#label-list [data-kind=bounding_box] [data-do=select]").first().click();
  await page.keyboard.press("ArrowRight");
}
