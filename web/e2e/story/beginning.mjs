// A team and an image set, from nothing.

export async function beginning(step, story) {
  await step("ada founds a team", async () => {
    const { page } = story.ada;
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Teams" }).click();
    await page.getByRole("link", { name: "Found a team" }).click();
    await page.getByLabel("Name").fill("Story Bots");
    await page.getByRole("button", { name: "Found the team" }).click();
    await page.getByRole("heading", { level: 1, name: "Story Bots" }).waitFor();
    story.team = page.url();
  });

  await step("ada invites ben, who joins", async () => {
    const { page } = story.ada;
    await page.getByLabel("Invite somebody").fill("ben");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    await page.locator("#members").getByText("invited").waitFor();
    const { page: bens } = story.ben;
    await bens.goto("/");
    await bens.getByRole("button", { name: "Join" }).click();
    await bens.getByRole("heading", { level: 1, name: "Story Bots" }).waitFor();
  });

  await step("ada creates an image set", async () => {
    const { page } = story.ada;
    await page.goto(story.team);
    await page.getByRole("link", { name: "Create an image set" }).first().click();
    await page.getByLabel("Team").selectOption({ label: "Story Bots" });
    await page.getByLabel("Name").fill("Practice");
    await page.getByLabel("Location").fill("our own field");
    await page.getByRole("button", { name: "Create the image set" }).click();
    await page.getByRole("heading", { level: 1, name: "Practice" }).waitFor();
    story.set = new URL(page.url()).pathname;
  });
}
