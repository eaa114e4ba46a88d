// Starts a server of its own, runs every test here against it, and stops it: `npm run e2e`.
// Names of files after `--` run only those; what the server said is kept in results/ when something fails.

import { spawn } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { Site } from "./site/site.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

async function tests() {
  const wanted = process.argv.slice(2);
  const all = (await readdir(here)).filter((name) => name.endsWith(".test.mjs")).sort();
  return wanted.length > 0 ? all.filter((name) => wanted.some((part) => name.startsWith(part))) : all;
}

/** One after the other: they share a server, and the machine is small. */
function run(files, environment) {
  const options = ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files];
  const child = spawn(process.execPath, options, {
    cwd: here,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

await rm(`${here}results`, { recursive: true, force: true });
await mkdir(`${here}results`, { recursive: true });
const site = await Site.start(`${here}results/server.log`);
let code = 1;
try {
  code = await run(await tests(), site.environment());
} finally {
  const end = await site.stop();
  if (end !== 0) console.error(`The server ended with ${end}; see web/e2e/results/server.log`);
  code ||= end;
}
process.exit(code);
