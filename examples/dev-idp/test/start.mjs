// The development identity provider in workerd, as `wrangler dev` runs it. Miniflare and esbuild are those of tests/js; the two libraries of the Worker itself come from
// `npm ci --omit=dev` in examples/dev-idp.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));
const { build } = require("esbuild");
const { Miniflare } = require("miniflare");

/** On a free port of this machine, unless one is given. `vars` are those of wrangler.jsonc. */
export async function startDevIdp({ port = 0, host = "127.0.0.1", vars = {} } = {}) {
  const miniflare = new Miniflare({
    modules: true,
    script: await bundle(),
    compatibilityDate: "2026-07-01",
    durableObjects: { STATE: { className: "DevIdpState", useSQLite: true } },
    bindings: vars,
    host,
    port,
    // No look-ups at Cloudflare.
    cf: false,
    telemetry: { enabled: false },
  });
  const url = await miniflare.ready;
  return { url: url.origin, stop: () => miniflare.dispose() };
}

async function bundle() {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "../src/worker.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:workers"],
    logLevel: "error",
  });
  return result.outputFiles[0].text;
}
