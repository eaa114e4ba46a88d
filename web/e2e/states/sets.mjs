// A set from empty to locked.

export const SETS = {
  "image-set-empty": async (page, { set }) => {
    await page.goto(set);
    await page.getByRole("heading", { name: "No image yet" }).waitFor();
  },

  "snapshots-none": async (page, { set }) => {
    await page.goto(`${set}/snapshots`);
    await page.getByRole("heading", { name: "No snapshot yet" }).waitFor();
  },

  "upload-finished": async (page, { set, files }) => {
    await page.goto(`${set}/upload`);
    const [first, second, third] = files;
    const damaged = { ...third, name: "damaged.webp", buffer: third.buffer.subarray(0, 300) };
    await page.locator("#files").setInputFiles([first, second, third, damaged]);
    await page.waitForFunction(() => document.querySelectorAll(".upload[data-outcome]").length === 4);
  },

  "verify-nothing-left": async (page, { set }) => {
    await page.goto(`${set}/next?to=verify`);
    await page.getByRole("heading", { name: "Nothing left to verify" }).waitFor();
  },

  "image-set-locked": async (page, { set }) => {
    await page.goto(`${set}/settings`);
    await page.getByRole("button", { name: "Lock the images" }).click();
    await page.getByRole("button", { name: "Unlock the images" }).waitFor();
    await page.goto(set);
    await page.getByText("images locked").waitFor();
  },

  "upload-locked": async (page, { set }) => {
    await page.goto(`${set}/upload`);
    await page.getByText("The images of this set are locked").waitFor();
  },
};
