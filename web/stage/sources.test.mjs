// Who imports whom in the stage: which folder may know which, no circles, and few floors. Types count as well: a file is
// understood only together with the types it names.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import test from "node:test";

/** Each folder with those it may import, the lowest first. What lies beside the folders puts the parts together. */
const MAY_IMPORT = {
  browser: [],
  keys: [],
  shapes: [],
  labels: ["shapes"],
  picture: ["labels", "shapes"],
  saving: ["browser", "labels", "shapes"],
  images: ["browser", "labels", "saving"],
  workspace: ["browser", "images", "labels", "picture", "saving", "shapes"],
  sync: ["browser", "images", "labels", "saving", "shapes", "workspace"],
  tools: ["browser", "labels", "picture", "shapes", "workspace"],
  actions: ["browser", "images", "keys", "labels", "saving", "shapes", "tools", "workspace"],
  verifying: ["actions", "browser", "images", "keys", "labels", "shapes", "workspace"],
  site: ["browser", "keys", "saving"],
};

/** Of files above one another: more would have to be read to understand the topmost. */
const MOST_FLOORS = 15;

/** A sentence in the first lines of a file, as a comment. */
const HEADER = /^(?:\/\*\*\s(?:\s?\*\s)?|\/\/ )[^\n]*\w[\s\S]{0,300}?[.:?]/;

const root = new URL(".", import.meta.url).pathname;
const isProduct = (name) => name.endsWith(".ts") && !/\.(?:test|fixture|d)\.ts$/.test(name);
const all = await readdir(root, { recursive: true });
const files = all.filter(isProduct).sort();
const sources = new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), "utf8")])));
const imports = new Map([...sources].map(([file, source]) => [file, importsOf(file, source)]));

function importsOf(file, source) {
  const named = [...source.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, path]) => path);
  return named.filter((path) => !path.endsWith(".json")).map((path) => normalize(join(dirname(file), `${path}.ts`)));
}

const folderOf = (file) => (dirname(file) === "." ? null : dirname(file));

/** Depth first; a file that is met again on the way to itself closes a circle. */
function floorsOf(file, known = new Map(), way = []) {
  assert.ok(!way.includes(file), `a circle: ${[...way.slice(way.indexOf(file)), file].join(" → ")}`);
  if (known.has(file)) return known.get(file);
  const below = imports.get(file).map((other) => floorsOf(other, known, [...way, file]));
  known.set(file, 1 + Math.max(0, ...below));
  return known.get(file);
}

test("every import is found", () => {
  const lost = [...imports].flatMap(([file, all]) =>
    all.filter((one) => !imports.has(one)).map((one) => `${file}: ${one}`),
  );
  assert.deepEqual(lost, []);
  assert.ok([...imports.values()].flat().length > 200, "imports are read from the sources");
});

test("each folder imports only what it may", () => {
  const folders = new Set(files.map(folderOf).filter(Boolean));
  assert.deepEqual([...folders].sort(), Object.keys(MAY_IMPORT).sort());
  const isWrong = (from, to) => from !== null && from !== to && !MAY_IMPORT[from].includes(to);
  const wrong = [...imports].flatMap(([file, all]) =>
    all.filter((one) => isWrong(folderOf(file), folderOf(one))).map((one) => `${file} imports ${one}`),
  );
  assert.deepEqual(wrong, []);
});

test("no folder may import what is not there, nor what may import it", () => {
  const names = Object.keys(MAY_IMPORT);
  for (const [folder, may] of Object.entries(MAY_IMPORT)) {
    const lower = names.slice(0, names.indexOf(folder));
    assert.deepEqual(
      may.filter((other) => !lower.includes(other)),
      [],
      folder,
    );
    const unused = may.filter(
      (other) =>
        ![...imports].some(([file, all]) => folderOf(file) === folder && all.some((one) => folderOf(one) === other)),
    );
    assert.deepEqual(unused, [], `${folder} does not need it`);
  }
});

test("no files import each other in a circle, and the floors are few", () => {
  const floors = files.map((file) => [floorsOf(file), file]);
  const highest = floors
    .filter(([floor]) => floor > MOST_FLOORS)
    .map(([floor, file]) => `${file} is on floor ${floor}`);
  assert.deepEqual(highest, []);
});

test("every file begins by saying what it is", async () => {
  const scripts = all.filter((name) => /\.(?:ts|mjs)$/.test(name));
  const silent = await Promise.all(
    scripts.map(async (file) => (HEADER.test(await readFile(join(root, file), "utf8")) ? [] : [file])),
  );
  assert.deepEqual(silent.flat(), []);
});
