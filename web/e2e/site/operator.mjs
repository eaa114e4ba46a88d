// What the operator does on the command line, beside a running server or without one.

import { spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

import { binary, environment } from "./site.mjs";

/** The server that all tests share. */
export const shared = () => JSON.parse(process.env.E2E_SITE);

/** Answers what was said, and fails when the command did. */
export async function annals(site, ...words) {
  const { code, text } = await attempt(site, ...words);
  if (code !== 0) throw new Error(`annals ${words.join(" ")} ended with ${code}:\n${text}`);
  return text;
}

/** Answers what was said and the exit code, whatever it is. */
export async function attempt({ folder, settings }, ...words) {
  const child = spawn(binary(), words, { cwd: folder, env: environment(settings), stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => said.push(part));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, text: Buffer.concat(said).toString() };
}

/** As a superuser of the database, which knows no rules of ours; the server must not be running. */
export async function tamper(site, sql) {
  const script = `"$0" -v ON_ERROR_STOP=1 -At -d "$DATABASE_URL" -c "set session_replication_role = replica" -c "$1"`;
  return annals(
    site,
    "postgres",
    "run",
    "--data",
    site.settings.ANNALS_DATA_DIR,
    "--",
    "sh",
    "-c",
    script,
    psql(),
    sql,
  );
}

/** On the path, or where distributions keep it. */
function psql() {
  if (spawnSync("psql", ["--version"]).status === 0) return "psql";
  const versions = readdirSync("/usr/lib/postgresql")
    .map(Number)
    .sort((a, b) => b - a);
  return `/usr/lib/postgresql/${versions[0]}/bin/psql`;
}
