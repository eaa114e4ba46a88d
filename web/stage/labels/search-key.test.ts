// What a search compares is the same here and on the server.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { searchKey } from "./search-key";

test("a search ignores capitals, accents and encoding, as on the server", () => {
  const shared = JSON.parse(readFileSync("../domain/tests/search_keys.json", "utf8")) as { keys: [string, string][] };
  assert.ok(shared.keys.length > 10);
  for (const [text, key] of shared.keys) assert.equal(searchKey(text), key, text);
});
