// Bundles the stage's *.test.ts and runs them, and the *.test.mjs beside them, with node's own test runner.

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const all = await readdir(here, { recursive: true });
const bundled = all.filter((name) => name.endsWith(".test.ts"));
const out = await mkdtemp(join(tmpdir(), "annals-stage-"));
await build({
  entryPoints: bundled.map((name) => here + name),
  outbase: here,
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  loader: { ".css": "text" },
  format: "esm",
  logLevel: "warning",
});
const plain = all.filter((name) => name.endsWith(".test.mjs")).map((name) => here + name);
const files = [...bundled.map((name) => join(out, name.replace(/\.ts$/, ".mjs"))), ...plain];
const { status } = spawnSync(process.execPath, ["--test", "--test-timeout=20000", ...files], { stdio: "inherit" });
await rm(out, { recursive: true });
process.exit(status ?? 1);
