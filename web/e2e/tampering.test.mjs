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
  assert.equal(found.code, 3);
  assert.match(found.text, new RegExp(`position ${position}: the fact is not the one that was recorded`));

  await change("First watch", "First match");
  assert.match(await annals(site, "log", "verify"), /all \d+ facts agree/);
});

test("a log that was made to fit is not signed, before and after a restart", async () => {
  // Another fact, a tree that fits, and no head that says otherwise.
  await change("First match", "First watch");
  await tamper(site, "delete from log_tiles; update log_tree set size = 0; delete from log_heads");
  for (const _ of ["before a restart", "after it"]) {
    await site.serve();
    await site.end();
    const heads = await tamper(site, "select count(*) from log_heads");
    assert.match(heads, /^0$/m);
  }
  const found = await attempt(site, "log", "verify");
  assert.equal(found.code, 3);
  assert.match(found.text, /no signed head|do not lead to the head/);
});

function change(from, to) {
  const payload = `replace(payload::text, '${from}', '${to}')::json`;
  return tamper(site, `update events set payload = ${payload} where payload::text like '%${from}%' returning position`);
}
