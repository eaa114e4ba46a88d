// Bundles what the browser gets into dist/: two scripts, one style sheet, htmx and the icon.

import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { build } from "esbuild";

const web = new URL("../", import.meta.url);
const at = (path) => new URL(path, web).pathname;

async function vendored(path) {
  const sums = await readFile(at("vendor/SHA256SUMS"), "utf8");
  const found = createHash("sha256")
    .update(await readFile(at(`vendor/${path}`)))
    .digest("hex");
  if (!sums.includes(`${found}  ${path}\n`)) throw new Error(`vendor/${path} is not the file SHA256SUMS names`);
  return at(`vendor/${path}`);
}

await rm(at("dist"), { recursive: true, force: true });
await mkdir(at("dist"), { recursive: true });
await build({
  entryPoints: { stage: at("stage/stage.ts"), app: at("stage/app.ts"), style: at("style/style.css") },
  outdir: at("dist"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome123", "firefox120", "safari17.5"],
  legalComments: "none",
  logLevel: "warning",
});
await cp(await vendored("htmx-2.0.11.min.js"), at("dist/htmx.js"));
await cp(at("style/icon.svg"), at("dist/icon.svg"));
