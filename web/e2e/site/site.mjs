// A server on free ports and an empty data folder, with the demo in it.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { freePorts } from "./ports.mjs";

const BUILT = fileURLToPath(new URL("../../../target/debug/annals", import.meta.url));
const PATIENCE = 90_000;

export class Site {
  constructor(folder, ports, log, password) {
    this.folder = folder;
    this.base = `http://localhost:${ports[0]}`;
    this.password = password ?? randomBytes(9).toString("base64url");
    this.log = log;
    this.settings = {
      ANNALS_DATA_DIR: join(folder, "var"),
      ANNALS_HTTP_LISTEN: `127.0.0.1:${ports[0]}`,
      ANNALS_HTTP_BASE_URL: this.base,
      ANNALS_HTTP_METRICS_LISTEN: `127.0.0.1:${ports[1]}`,
      DEMO_PASSWORD: this.password,
    };
  }

  /** With the `password` of another site, the same people sign in to both. */
  static async start(log, password) {
    const folder = await mkdtemp(join(tmpdir(), "annals-e2e-"));
    // Started by root, PostgreSQL runs as somebody else, who must get here.
    await chmod(folder, 0o755);
    const site = new Site(folder, await freePorts(2), log, password);
    try {
      await site.serve();
    } catch (error) {
      await site.stop();
      throw error;
    }
    return site;
  }

  async serve() {
    const log = await open(this.log, "a");
    this.child = spawn(binary(), ["serve", "--demo"], {
      cwd: this.folder,
      env: environment(this.settings),
      stdio: ["ignore", log.fd, log.fd],
    });
    this.ended = new Promise((resolve) => this.child.once("exit", (code, signal) => resolve(code ?? signal)));
    await log.close();
    await this.ready();
  }

  async ready() {
    const deadline = Date.now() + PATIENCE;
    let end = null;
    void this.ended.then((code) => (end = code));
    while (Date.now() < deadline) {
      if (end !== null) throw new Error(`The server ended with ${end}; see ${this.log}`);
      const answer = await fetch(`${this.base}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server was not ready within ${PATIENCE / 1000} s; see ${this.log}`);
  }

  /** What the tests are told about it. */
  environment() {
    const settings = JSON.stringify({ folder: this.folder, settings: this.settings });
    return { E2E_BASE: this.base, E2E_PASSWORD: this.password, E2E_SITE: settings, E2E_LOG: this.log };
  }

  /** Answers with what it ended; its data stays, and `serve` goes on with it. */
  end(signal = "SIGTERM") {
    this.child?.kill(signal);
    return this.ended;
  }

  async stop() {
    const end = await this.end();
    await rm(this.folder, { recursive: true, force: true });
    return end;
  }
}

export function binary() {
  const file = process.env.ANNALS_BIN ?? BUILT;
  if (!existsSync(file)) throw new Error(`${file} is not there: build it (cargo build -p ops) or set ANNALS_BIN`);
  return file;
}

/** Ours alone: whatever else is set on this machine is for other servers. */
export function environment(settings) {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("ANNALS_") && name !== "DATABASE_URL");
  return { ...Object.fromEntries(others), ...settings };
}
