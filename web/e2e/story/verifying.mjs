// Another person judges the labels with one key each; a changed label starts over.

import { open, saved } from "../stage/labels.mjs";
import { drag } from "../stage/mouse.mjs";

export async function verifying(step, story) {
  await step("ben accepts and rejects with one key each", async () => {
    const { page } = story.ben;
    await open(page, `${story.image}/verify`);
    for (const [i, key] of ["j", "k", "j", "j"].entries()) {
      await page.locator("#verify-count", { hasText: `${i + 1} of 5` }).waitFor();
      await page.keyboard.press(key);
      await saved(page);
    }
    await page.locator("#verify-count", { hasText: "5 of 5" }).waitFor();
    const [box, point] = story.labels;
    await told(story.ada.page, box, { accepts: 2, rejects: 0 });
    await told(story.ada.page, point, { accepts: 1, rejects: 1 });
  });

  await step("ada reshapes what was accepted: the votes are stale", async () => {
    const { page } = story.ada;
    const [box] = story.labels;
    await page.keyboard.press("p");
    await page.locator(`#row-${box} [data-do=select]`).click();
    await drag(page, [190, 200], [210, 210]);
    await saved(page);
    await told(page, box, { accepts: 1, rejects: 0 });
    await told(story.ben.page, box, { accepts: 1, rejects: 0 });
    await page.goto(`/annotations/${box}/history`);
    await page.locator(".votes-cast", { hasText: "Ben" }).first().waitFor();
    await page
      .locator(".votes-cast li", { hasText: "Ben" })
      .first()
      .getByText(/stale|earlier|old|no longer/i)
      .waitFor();
  });

  await step("the changed label is asked about again, and ben edits from there", async () => {
    const { page } = story.ben;
    const [box] = story.labels;
    await page.reload();
    await open(page, `${story.image}/verify#label-${box}`);
    await page.locator("#verify-label", { hasText: "ball" }).waitFor();
    await page.keyboard.press("e");
    await page.waitForURL((url) => url.pathname === story.image);
    await page.locator(`#label-${box}.selected`).waitFor();
  });
}

async function told(page, id, { accepts, rejects }) {
  await page.waitForFunction(
    ([id, accepts, rejects]) => {
      const { dataset } = document.getElementById(`row-${id}`) ?? {};
      return dataset?.accepts === accepts && dataset?.rejects === rejects;
    },
    [id, String(accepts), String(rejects)],
  );
}
