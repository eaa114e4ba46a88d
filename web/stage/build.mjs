// Bundles what the browser gets into dist/: two scripts, one style sheet and the icon; each also compressed, once and well,
// so that no request costs it again.

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
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
// One script for every page: htmx, and then ours, which finds it there.
const htmx = await readFile(await vendored("htmx-2.0.11.min.js"), "utf8");
await writeFile(at("dist/app.js"), `${htmx}\n;${await readFile(at("dist/app.js"), "utf8")}`);
await cp(at("style/icon.svg"), at("dist/icon.svg"));
for (const name of await readdir(at("dist"))) {
  const bytes = await readFile(at(`dist/${name}`));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(at(`dist/${name}.br`), brotliCompressSync(bytes, brotli));
  await writeFile(at(`dist/${name}.gz`), gzipSync(bytes, { level: 9 }));
}
