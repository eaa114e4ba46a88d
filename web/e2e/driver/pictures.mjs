// Pictures like the demo's: its labelled ones, mirrored and shifted, so that where the ball is stays known.

import { demoWorld } from "../pages/world.mjs";
import { zip } from "../pictures/zip.mjs";
import { ask, typeNamed } from "../verification/made.mjs";

const LONG = { timeout: 180_000 };

export async function madePictures(page, count) {
  const demo = await demoWorld(page);
  const ball = await typeNamed(page, "ball");
  const set = demo.set.split("/").pop();
  const { annotations } = await ask(page, "GET", `/image-sets/${set}/annotations?limit=1000`);
  const drawn = annotations.filter(({ annotation_type: type, shape }) => type === ball && shape.points);
  // A picture with two balls would be made twice, and the set takes the same bytes once.
  const known = [...new Map(drawn.map((label) => [label.image, label])).values()];
  const files = [];
  const balls = [];
  for (let i = 0; files.length < count; i += 1) {
    const { image, shape } = known[i % known.length];
    const shift = Math.floor(i / known.length);
    const made = await page.evaluate(variant, [image, shape.points, shift]);
    if (!made) continue;
    files.push({
      name: `match-${String(files.length + 1).padStart(3, "0")}.jpg`,
      buffer: Buffer.from(made.data, "base64"),
    });
    balls.push(made.box);
  }
  return { set: await upload(page, files), balls };
}

/** In the browser: the picture shifted to the left, and mirrored every other time; null when the ball falls off. */
async function variant([image, [[left, top], [right, bottom]], shift]) {
  const picture = new Image();
  picture.src = `/images/${image}/file`;
  await picture.decode();
  const [width, height] = [picture.naturalWidth, picture.naturalHeight];
  const [dx, mirrored] = [Math.ceil(shift / 2) * 17, shift % 2 === 1];
  let [from, to] = [left - dx, right - dx];
  if (from < 2) return null;
  if (mirrored) [from, to] = [width - to, width - from];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  if (mirrored) context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(picture, -dx, 0);
  if (dx > 0) context.drawImage(picture, width - dx, 0, dx, height, width - dx, 0, dx, height);
  const data = canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  return {
    data,
    box: [
      [from, top],
      [to, bottom],
    ],
  };
}

async function upload(page, files) {
  await page.goto("/image-sets/new");
  await page.getByLabel("Team").selectOption({ label: "Demo Bots" });
  await page.getByLabel("Name").fill("A hundred");
  await page.getByRole("button", { name: "Create the image set" }).click();
  await page.getByRole("heading", { level: 1, name: "A hundred" }).waitFor();
  const set = new URL(page.url()).pathname;
  await page.goto(`${set}/upload`);
  const all = { name: "all.zip", mimeType: "application/zip", buffer: zip(files) };
  await page.getByLabel("Drop files here, or choose them").setInputFiles([all]);
  await page
    .locator(".upload", { hasText: "all.zip" })
    .getByText(`${files.length} of ${files.length} added`)
    .waitFor(LONG);
  return set;
}
