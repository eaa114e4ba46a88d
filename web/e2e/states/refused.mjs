// Forms that come back with the reason.

export const REFUSED = {
  "sign-in-refused": async (page) => {
    await page.goto("/sign-in");
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
  },

  "team-new-refused": async (page) => {
    await page.goto("/teams/new");
    await page.getByLabel("Name").fill("   ");
    await page.getByRole("button", { name: "Found the team" }).click();
    await page.locator(".field-error, .form-error").first().waitFor();
  },

  "invitation-refused": async (page, { demo }) => {
    await page.goto(demo.team);
    await page.getByLabel("Invite somebody").fill("nobody-at-all");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.locator(".field-error, .form-error").first().waitFor();
  },

  "export-format-refused": async (page, { demo }) => {
    await page.goto(`${demo.team}/export-formats/new`);
    await page.getByLabel("Name", { exact: true }).fill("Never closed");
    await page.getByLabel("Label", { exact: true }).fill("%%ifblurred b");
    await page.getByRole("button", { name: "Create the format" }).click();
    await page.locator(".field-error, .form-error").first().waitFor();
  },
};
