// The list of a set's labels: narrowed, chosen from, changed at once, and what was changed put back.

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

const listed = (page) => page.locator(".label-card").count();
const lead = (page) => page.locator(".page-head .lead").innerText();
const look = (page) => page.getByRole("button", { name: "Look before changing…" });

test("many labels are changed and put back", async (t) => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  const { set, types } = await labelled(page, "Managed");
  const list = `${set}/annotations`;

  await step("a set without labels says so, and a filter that finds none", async () => {
    await page.goto(`${list}?accepts_min=9`);
    await page.getByRole("heading", { name: "No label is like that" }).waitFor();
    await page.getByRole("link", { name: "Show all labels" }).click();
    await page.waitForURL((url) => url.pathname === list && url.search === "");
    assert.equal(await listed(page), 30);
  });

  await step("the filter is in the address, and each condition can be left out again", async () => {
    await page.getByLabel("Type", { exact: true }).selectOption({ label: types[0].name });
    await page.getByLabel("Blurred").selectOption("no");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL(/type=.*blurred=no/);
    assert.match(await lead(page), /^15 labels with /);
    await page.getByRole("link", { name: /not blurred/ }).click();
    await page.waitForURL((url) => !url.search.includes("blurred"));
    assert.equal(await listed(page), 15);
  });

  await step("chosen labels are looked at before they are deleted", async () => {
    assert.ok(await look(page).isDisabled(), "nothing is chosen yet");
    const boxes = page.getByRole("checkbox");
    await boxes.nth(0).check();
    await boxes.nth(3).click({ modifiers: ["Shift"] });
    await page.getByText("the chosen labels (4)").waitFor();
    await look(page).click();
    await page.getByRole("heading", { level: 1, name: "Delete 4 labels?" }).waitFor();
    assert.equal(await listed(page), 4);
    await page.getByRole("button", { name: "Delete 4 labels" }).click();
    assert.deepEqual(await result(page), ["4\nchanged", "0\nleft as they are"]);
    await page.goto(list);
    assert.match(await lead(page), /^26 labels/);
  });

  await step("they are put back", async () => {
    await page.goBack();
    await page.getByRole("link", { name: "Undo…" }).click();
    await page.getByRole("heading", { level: 1, name: /^Undo/ }).waitFor();
    assert.equal(await listed(page), 4);
    await page.getByRole("button", { name: "Put 4 labels back" }).click();
    assert.deepEqual(await result(page), ["4\nput back", "0\nleft as they are"]);
    await page.goto(list);
    assert.match(await lead(page), /^30 labels/);
  });

  await step("without a condition only chosen labels can be changed", async () => {
    assert.equal(await page.getByText(/^all \d+ labels found/).count(), 0);
  });

  await step(
    "all that the filter finds get another type; what is like another label is left and says why",
    async () => {
      await page.goto(`${list}?type=${types[0].annotation_type}`);
      await page.getByText("all 15 labels found").click();
      await page.getByLabel("What to do with them").selectOption({ label: types[1].name });
      await look(page).click();
      await page.getByRole("button", { name: `Change 15 labels to ${types[1].name}` }).click();
      assert.deepEqual(await result(page), ["15\nchanged", "0\nleft as they are"]);
    },
  );

  await step("what somebody judged since is left alone when it is undone, and listed", async () => {
    const undo = page.url();
    const ben = await person(browser, "ben");
    await ben.page.goto(`${list}?revisions_min=2`);
    const label = await ben.page.locator(".label-card").first().getAttribute("id");
    const vote = `/api/v1/annotations/${label.replace("label-", "")}/vote`;
    const status = await ben.page.evaluate(async (vote) => {
      const body = JSON.stringify({ verdict: "accept", revision: 2 });
      return (await fetch(vote, { method: "PUT", headers: { "Content-Type": "application/json" }, body })).status;
    }, vote);
    assert.ok(status < 300, `the vote was answered with ${status}`);
    await ben.context.close();
    await page.goto(`${undo}/undo`);
    await page.getByRole("heading", { name: "1 label will be left alone" }).waitFor();
    await page.getByRole("button", { name: "Put 14 labels back" }).click();
    assert.deepEqual(await result(page), ["14\nput back", "1\nleft as they are"]);
    await page.getByText("It was changed or judged since.").waitFor();
  });

  await step("other labels than were seen are not changed", async () => {
    await page.goto(`${set}/bulk-changes/new?which=filter&type=${types[0].annotation_type}&do=delete`);
    await page.getByRole("heading", { level: 1, name: "Delete 14 labels?" }).waitFor();
    await page.locator("input[name=seen]").evaluate((seen) => (seen.value = "0".repeat(64)));
    const [answer] = await Promise.all([
      page.waitForResponse(/bulk-changes$/),
      page.getByRole("button", { name: "Delete 14 labels" }).click(),
    ]);
    assert.equal(answer.status(), 409);
    await page.getByRole("alert").getByText("look again").waitFor();
    ada.wrong.length = 0;
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada));
});

test("a long list is gone through in its order, and what is chosen is taken along", async (t) => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const step = stepsOf(t, () => [page]);
  const { set, types } = await labelled(page, "Long", { count: 5, labels: 10 });
  const list = `${set}/annotations`;
  const button = (name) => page.getByRole("button", { name, exact: true });
  const more = () => Promise.all([page.waitForURL(/from=[0-9a-f]/), button("More labels").click()]);
  const seen = () => page.locator(".label-card").evaluateAll((cards) => cards.map((card) => card.id));
  const boxes = page.getByRole("checkbox");

  await step("by image, page after page, each label once", async () => {
    await page.goto(list);
    await page.getByLabel("Order").selectOption({ label: "by image" });
    await button("Show").click();
    await page.waitForURL(/sort=image/);
    const [ids, names] = [await seen(), await page.locator(".label-note:last-child").allInnerTexts()];
    assert.equal(ids.length, 48);
    await more();
    ids.push(...(await seen()));
    names.push(...(await page.locator(".label-note:last-child").allInnerTexts()));
    assert.equal(new Set(ids).size, 50);
    assert.deepEqual(names, names.toSorted());
  });

  await step("labels of two pages are changed at once", async () => {
    await button("Back to the first").click();
    await boxes.nth(1).check();
    await more();
    await page.getByText("the chosen labels (1), 1 of them on other pages").waitFor();
    await boxes.nth(0).check();
    await button("Back to the first").click();
    await page.getByText("the chosen labels (2), 1 of them on other pages").waitFor();
    assert.deepEqual([await boxes.nth(0).isChecked(), await boxes.nth(1).isChecked()], [false, true]);
    await look(page).click();
    await page.getByRole("button", { name: "Delete 2 labels" }).click();
    assert.deepEqual(await result(page), ["2\nchanged", "0\nleft as they are"]);
    await page.goto(list);
    assert.match(await lead(page), /^48 labels/);
  });

  await step("all of a type are marked, and found by their mark", async () => {
    const { name } = types.find((type) => type.allows_blurred);
    await page.goto(list);
    await page.getByLabel("Type", { exact: true }).selectOption({ label: name });
    await button("Show").click();
    await page.getByText(/^all \d+ labels found/).click();
    await page.getByLabel("What to do with them").selectOption({ label: "blurred" });
    await look(page).click();
    await page.getByRole("button", { name: /^Mark \d+ labels as blurred/ }).click();
    const [marked] = await result(page);
    await page.goto(`${list}?blurred=yes`);
    assert.equal(`${await listed(page)}\nchanged`, marked);
  });

  await step("votes of others are reset, and nothing else", async () => {
    const ben = await person(browser, "ben");
    await ben.page.goto(`${list}?blurred=yes`);
    const label = (await ben.page.locator(".label-card").first().getAttribute("id")).replace("label-", "");
    const status = await ben.page.evaluate(async (label) => {
      const body = JSON.stringify({ verdict: "reject", revision: 2 });
      const headers = { "Content-Type": "application/json" };
      return (await fetch(`/api/v1/annotations/${label}/vote`, { method: "PUT", headers, body })).status;
    }, label);
    assert.ok(status < 300, `the vote was answered with ${status}`);
    await ben.context.close();
    await page.goto(`${list}?rejects_min=1`);
    assert.equal(await listed(page), 1);
    await page.getByText("all 1 label found").click();
    await page.getByLabel("What to do with them").selectOption({ label: "Reset the votes" });
    await look(page).click();
    await page.getByRole("button", { name: "Reset the votes on 1 label" }).click();
    assert.deepEqual(await result(page), ["1\nchanged", "0\nleft as they are"]);
    await page.goto(`${list}?rejects_min=1`);
    await page.getByRole("heading", { name: "No label is like that" }).waitFor();
    await page.goto(`${list}?blurred=yes`);
    assert.equal(await page.locator(`#label-${label}`).count(), 1);
  });

  await step("nothing went wrong behind the pages", () => nothingWentWrong(ada));
});

test("labels are chosen and changed with the keyboard alone", async () => {
  const ada = await person(browser, "ada");
  const { page } = ada;
  const { set } = await labelled(page, "Managed by keys", { count: 1, labels: 3 });
  await page.goto(`${set}/annotations`);
  await tabTo(page, page.getByRole("checkbox").first());
  await page.keyboard.press("Space");
  await tabTo(page, page.getByLabel("What to do with them"));
  await page.keyboard.type("Reset");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("There is nothing to change.").waitFor();
  await page.goBack();
  await tabTo(page, look(page));
  await page.getByLabel("What to do with them").selectOption("delete");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Delete 1 label" }));
  await page.keyboard.press("Enter");
  assert.deepEqual(await result(page), ["1\nchanged", "0\nleft as they are"]);
  nothingWentWrong(ada);
});

test("everything works without JavaScript", async () => {
  const maker = await person(browser, "ada");
  const { set } = await labelled(maker.page, "Without scripts", { count: 1, labels: 4 });
  const ada = await person(browser, "ada", { javaScriptEnabled: false });
  const { page } = ada;
  await page.goto(`${set}/annotations`);
  await page.getByRole("checkbox").first().check();
  await look(page).click();
  await page.getByRole("button", { name: "Delete 1 label" }).click();
  await page.waitForURL(/\/bulk-changes\/[0-9a-f-]+$/);
  for (let looks = 0; looks < 40 && (await page.locator(".figures").count()) === 0; looks += 1) await page.reload();
  await page.getByRole("link", { name: "Undo…" }).click();
  await page.getByRole("button", { name: "Put 1 label back" }).click();
  await page.waitForURL(/\/bulk-changes\/[0-9a-f-]+$/);
  nothingWentWrong(ada, maker);
});

for (const { name, options } of LOOKS) {
  test(`how it looks at ${name}`, async () => {
    const ada = await person(browser, "ada", options, [/status of 422/]);
    const { page } = ada;
    const { set, types } = await labelled(page, `Looks ${name}`, { count: 2, labels: 20 });
    const list = `${set}/annotations`;
    const inspected = async (state) => {
      const problems = [...(await inspectHere(page, state, name)), ...ada.wrong];
      assert.ok(problems.length === 0, problems.join("\n"));
    };
    await page.goto("/image-sets?search=First+match");
    await page.getByRole("link", { name: "First match" }).first().click();
    await page.getByRole("link", { name: "Labels", exact: true }).click();
    await inspected("manage");
    await page.goto(`${list}?type=${types[0].annotation_type}&drawn_from=2020-01-01&accepts_max=3`);
    for (const box of (await page.getByRole("checkbox").all()).slice(0, 3)) await box.check();
    await inspected("manage-chosen");
    await page.goto(`${list}?accepts_min=many`);
    await inspected("manage-refused");
    await page.goto(`${list}?rejects_min=1`);
    await inspected("manage-none-found");
    await page.goto(`${set}/bulk-changes/new?which=filter&type=${types[0].annotation_type}&do=delete`);
    await inspected("bulk-change-look");
    await page.getByRole("button", { name: /^Delete/ }).click();
    await result(page);
    await inspected("bulk-change-done");
    await page.getByRole("link", { name: "Undo…" }).click();
    await inspected("bulk-change-undo");
  });
}
