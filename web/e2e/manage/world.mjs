// A set of one's own with pictures and many labels, so that changing them harms no other test.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { pictures } from "../pictures/draw.mjs";

/**
 * Answers the set's address, its images, the types and how to draw a further label; on each picture there are as many
 * labels as `labels` says.
 */
export async function labelled(page, name, { count = 3, labels = 10 } = {}) {
  await page.goto("/image-sets/new");
  await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create the image set" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const set = new URL(page.url()).pathname;
  const files = await pictures(page, { count, prefix: name.toLowerCase().replaceAll(" ", "-") });
  await page.goto(`${set}/upload`);
  await page.locator("#files").setInputFiles(files);
  await page.waitForFunction(
    (count) => document.querySelectorAll(".upload[data-outcome=added]").length === count,
    count,
  );
  const types = await boxes(page);
  const { images } = await api(page, "GET", `${set.replace("image-sets", "api/v1/image-sets")}/images`);
  for (const { image } of images) await drawAll(page, image, types, labels);
  const draw = (image, type) =>
    drawOne(page, image, type, [
      [300, 300],
      [360, 370],
    ]);
  return { set, types, images: images.map(({ image }) => image), draw };
}

/** The demo has one; the other sorts last, so that no key of the others changes. */
async function boxes(page) {
  const { annotation_types: types } = await api(page, "GET", "/api/v1/annotation-types");
  const found = types.filter(({ shape, active }) => shape === "bounding_box" && active);
  if (found.length >= 2) return found;
  await api(page, "POST", "/api/v1/annotation-types", { name: "wheel", shape: "bounding_box" }).catch(() => {});
  return boxes(page);
}

/** Every other one of the second type. */
async function drawAll(page, image, types, count) {
  for (let n = 0; n < count; n += 1) {
    const [x, y] = [20 + (n % 5) * 120, 40 + Math.floor(n / 5) * 120];
    await drawOne(page, image, types[n % 2], [
      [x, y],
      [x + 60, y + 70],
    ]);
  }
}

function drawOne(page, image, type, points) {
  const shape = { kind: "bounding_box", points };
  const body = { annotation: randomUUID(), annotation_type: type.annotation_type, shape };
  return api(page, "POST", `/api/v1/images/${image}/annotations`, body);
}

/** As our own pages ask. */
export async function api(page, method, path, body) {
  const { status, answer } = await page.evaluate(
    async ({ method, path, body }) => {
      const headers = body ? { "Content-Type": "application/json" } : {};
      const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      return { status: response.status, answer: await response.json() };
    },
    { method, path, body },
  );
  assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  return answer;
}
