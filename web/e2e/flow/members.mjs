// More members of the demo's team than the demo has.

import { person } from "../browser/people.mjs";

/** Staff creates the account, the team invites, the new one joins; answers that person, signed in. */
export async function newMember(browser, { page }, name) {
  await page.goto("/staff/people");
  await page.getByLabel("Name to sign in with").fill(name);
  await page.getByLabel("Name that others see").fill(name);
  await page.getByLabel("First password").fill(process.env.E2E_PASSWORD ?? "");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.locator("main", { hasText: name }).waitFor();
  await page.goto("/teams?search=Demo+Bots");
  await page.getByRole("link", { name: "Demo Bots" }).first().click();
  await page.getByLabel("Invite somebody").fill(name);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.locator("#members", { hasText: name }).waitFor();
  const member = await person(browser, name);
  await member.page.getByRole("button", { name: "Join" }).click();
  await member.page.getByRole("heading", { level: 1, name: "Demo Bots" }).waitFor();
  return member;
}
