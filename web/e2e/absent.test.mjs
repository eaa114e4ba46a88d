// "Not in image" for all remaining images of a set: looked at, done, told, put back; by those who govern the set.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch } from "./browser/launch.mjs";
import { nothingWentWrong, person } from "./browser/people.mjs";
import { stepsOf } from "./browser/step.mjs";
import { result, tabTo } from "./manage/pages.mjs";
import { labelled } from "./manage/world.mjs";
import { inspectHere } from "./pages/inspect.mjs";
import { LOOKS } from "./pages/looks.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const summary = (page) => page.getByText("Not in image, for all remaining images");
const thumbs = (page) => page.locator(".thumb").count();
const asked = (page, words) => page.getByRole("heading", { level: 1, name: `${words}?` }).waitFor();
const mark = (type, images) => `Mark ${type.name} as not in image on ${images}`;

/** From the list of labels, as far as the question. */
async function look(page, set, type) {
  await page.goto(`${set}/annotations`);
  await summary(page).click();
  await page.locator("#absent").selectOption({ label: type.name });
  await page.getByRole("button", { name: "Look before marking…" }).click();
}

test("those who govern a set mark what is left", async (t) => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  // The first type is on every picture, the second on the first of them.
  const { set, types, draw, images } = await labelled(page, "Absent", { count: 4, labels: 1 });
  const [first, second] = types;
  await draw(images[0], second);
  const without = `${set}?without=${second.annotation_type}`;

  await step("they are asked first, with the images", async () => {
    await look(page, set, second);
    await asked(page, mark(second, "3 images"));
    assert.equal(await thumbs(page), 3);
    await page.getByRole("link", { name: "Back to the images" }).click();
    await page.waitForURL((url) => url.pathname === set);
  });

  await step("an image that was labelled meanwhile changes the question", async () => {
    await look(page, set, second);
    await asked(page, mark(second, "3 images"));
    await draw(images[1], second);
    const button = page.getByRole("button", { name: mark(second, "3 images") });
    const [answer] = await Promise.all([page.waitForResponse(/bulk-changes$/), button.click()]);
    assert.equal(answer.status(), 409);
    await page.getByRole("alert").getByText("look again").waitFor();
    await asked(page, mark(second, "2 images"));
    ada.wrong.length = 0;
  });

  await step("it is done, and told", async () => {
    await page.getByRole("button", { name: mark(second, "2 images") }).click();
    assert.deepEqual(await result(page), ["2\nmarked", "0\nleft as they are"]);
    await page.getByText(`“${second.name} is not in the image”`).first().waitFor();
    const job = page.url();
    await page.goto(without);
    await page.getByText("No image is like that").waitFor();
    await look(page, set, second);
    await page.getByText("There is nothing to change.").waitFor();
    await page.goto(job);
  });

  await step("one click puts it back", async () => {
    await page.getByRole("link", { name: "Undo…" }).click();
    await page.getByRole("button", { name: "Put 2 labels back" }).click();
    assert.deepEqual(await result(page), ["2\nput back", "0\nleft as they are"]);
    await page.goto(without);
    assert.equal(await thumbs(page), 2);
  });

  await step("the filter of the image list narrows it, there and beside a picture", async () => {
    await page.goto(`${without}&name=004`);
    await page.getByRole("link", { name: "All of them: not in image…" }).click();
    await asked(page, mark(second, "1 image"));
    await page.goto(`/images/${images[3]}?without=${second.annotation_type}`);
    await page.getByText("Filter images").click();
    await page.getByRole("link", { name: "All of them: not in image…" }).click();
    await asked(page, mark(second, "2 images"));
    await page.goto(`${set}?without=${first.annotation_type}`);
    assert.equal(await page.getByRole("link", { name: "All of them: not in image…" }).count(), 0, "of no image");
  });

  await step("members who do not govern the set are not offered it, and refused", async () => {
    const ben = await person(browser, "ben", {}, [/status of 403/]);
    for (const address of [`${set}/annotations`, without, `/images/${images[3]}?without=${second.annotation_type}`]) {
      await ben.page.goto(address);
      await ben.page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await ben.page.getByText(/not in image, for all|all of them: not in image/i).count(), 0, address);
    }
    const deed = `which=images&do=not_in_image:${second.annotation_type}`;
    const answer = await ben.page.goto(`${set}/bulk-changes/new?${deed}`);
    assert.equal(answer.status(), 403);
    nothingWentWrong(ben);
    await ben.context.close();
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada));
});

test("the keyboard alone is enough", async () => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const { set, types } = await labelled(page, "Absent by keys", { count: 2, labels: 1 });
  await page.goto(`${set}/annotations`);
  await tabTo(page, summary(page));
  await page.keyboard.press("Enter");
  await tabTo(page, page.locator("#absent"));
  await page.keyboard.type(types[1].name);
  await tabTo(page, page.getByRole("button", { name: "Look before marking…" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: mark(types[1], "2 images") }));
  await page.keyboard.press("Enter");
  assert.deepEqual(await result(page), ["2\nmarked", "0\nleft as they are"]);
  nothingWentWrong(ada);
});

test("it works without JavaScript", async () => {
  const maker = await person(browser, "ada");
  const { set, types } = await labelled(maker.page, "Absent without scripts", { count: 1, labels: 1 });
  const ada = await person(browser, "ada", { javaScriptEnabled: false });
  const { page } = ada;
  await look(page, set, types[1]);
  await page.getByRole("button", { name: mark(types[1], "1 image") }).click();
  await page.waitForURL(/\/bulk-changes\/[0-9a-f-]+$/);
  for (let looks = 0; looks < 40 && (await page.locator(".figures").count()) === 0; looks += 1) await page.reload();
  await page.getByRole("link", { name: "Undo…" }).click();
  await page.getByRole("button", { name: "Put 1 label back" }).click();
  await page.waitForURL(/\/bulk-changes\/[0-9a-f-]+$/);
  nothingWentWrong(ada, maker);
});

for (const { name, options } of LOOKS) {
  test(`how it looks at ${name}`, async () => {
    const ada = await person(browser, "ada", options);
    const { page } = ada;
    const { set, types } = await labelled(page, `Absent ${name}`, { count: 3, labels: 1 });
    const inspected = async (state) => {
      const problems = [...(await inspectHere(page, state, name)), ...ada.wrong];
      assert.ok(problems.length === 0, problems.join("\n"));
    };
    await page.goto(`${set}?without=${types[1].annotation_type}`);
    await inspected("absent-filter");
    await page.goto(`${set}/annotations`);
    await summary(page).click();
    await inspected("absent-open");
    await look(page, set, types[1]);
    await inspected("absent-look");
    await page.getByRole("button", { name: mark(types[1], "3 images") }).click();
    await result(page);
    await inspected("absent-done");
    await page.getByRole("link", { name: "Undo…" }).click();
    await inspected("absent-undo");
  });
}
