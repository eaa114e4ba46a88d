// Somebody with all rights on the database changes one byte of one fact: the proof names its position.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { annals, attempt, tamper } from "./site/operator.mjs";
import { Site } from "./site/site.mjs";

let site;
before(async () => {
  site = await Site.start(process.env.E2E_LOG);
  await site.end();
});
after(() => site?.stop());

test("a changed byte is found, and where", async () => {
  assert.match(await annals(site, "log", "verify"), /all \d+ facts agree/);

  const position = (await change("First match", "First watch"))
    .trim()
    .split("\n")
    .find((line) => /^\d+$/.test(line));
  const found = await attempt(site, "log", "verify");
  assert.notEqual(found.code, 0);
  assert.match(found.text, new RegExp(`position ${position}: the fact is not the one that was recorded`));

  await change("First watch", "First match");
  assert.match(await annals(site, "log", "verify"), /all \d+ facts agree/);
});

function change(from, to) {
  const payload = `replace(payload::text, '${from}', '${to}')::json`;
  return tamper(site, `update events set payload = ${payload} where payload::text like '%${from}%' returning position`);
}
