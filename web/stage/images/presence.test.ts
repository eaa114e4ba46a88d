// Who is here, in words.

import assert from "node:assert/strict";
import test from "node:test";
import { listed } from "./presence";

test("who is here reads as people say it", () => {
  assert.equal(listed(["Ada"]), "Ada");
  assert.equal(listed(["Ada", "Ben", "Eve"]), "Ada, Ben and Eve");
});
