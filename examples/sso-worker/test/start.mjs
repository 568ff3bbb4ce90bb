// The console in workerd, as `wrangler dev` runs it; Miniflare, esbuild and the package are those of tests/js.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const tests = join(import.meta.dirname, "../../../tests/js");
const require = createRequire(join(tests, "package.json"));
const { build } = require("esbuild");
const { Log, LogLevel, Miniflare } = require("miniflare");

/**
 * On a free port of this machine, unless one is given. `vars` are variables and secrets; `onLog` gets each line that the Worker prints. `persist` is a folder for what is to be there the next
 * time.
 */
export async function startConsole({ port = 0, host = "127.0.0.1", hostname = "localhost", vars = {}, onLog = () => {}, persist } = {}) {
  const { script, wasm } = await bundle();
  const options = (publicUrl) => ({
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: script },
      { type: "CompiledWasm", path: "core.wasm", contents: wasm },
    ],
    compatibilityDate: "2026-07-01",
    d1Databases: { DB: "sso-console" },
    durableObjects: { SAML_STATE: { className: "SamlState", useSQLite: true }, LIMITS: { className: "RateLimiter", useSQLite: true } },
    bindings: { PUBLIC_URL: publicUrl, ...vars },
    host,
    port,
    ...(persist === undefined ? {} : { d1Persist: join(persist, "d1"), durableObjectsPersist: join(persist, "objects") }),
    handleRuntimeStdio(stdout, stderr) {
      for (const stream of [stdout, stderr]) stream.on("data", (chunk) => onLog(chunk.toString()));
    },
    log: new Log(LogLevel.ERROR),
    // No look-ups at Cloudflare.
    cf: false,
    telemetry: { enabled: false },
  });
  const miniflare = new Miniflare(options("http://localhost"));
  const { port: chosen } = await miniflare.ready;
  const origin = `http://${hostname}:${chosen}`;
  // Which port is free is known only now, and the address has to be in the settings.
  await miniflare.setOptions({ ...options(origin), port: Number(chosen) });
  const database = await miniflare.getD1Database("DB");
  await migrate(database);
  return { url: origin, database, miniflare, stop: () => miniflare.dispose() };
}

/** As `wrangler d1 migrations apply` does, but for its table of what was applied. */
async function migrate(database) {
  const there = await database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'organisations'").first();
  if (there !== null) return;
  const sql = readFileSync(join(import.meta.dirname, "../migrations/0001_directory.sql"), "utf8").replace(/^\s*--.*$/gm, "");
  await database.batch(sql.split(";").filter((statement) => statement.trim() !== "").map((statement) => database.prepare(statement)));
}

async function bundle() {
  let wasm;
  const result = await build({
    entryPoints: [join(import.meta.dirname, "../src/index.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:workers"],
    loader: { ".css": "text", ".svg": "text", ".txt": "text" },
    nodePaths: [join(tests, "node_modules")],
    logLevel: "error",
    plugins: [
      {
        name: "wasm",
        setup({ onResolve }) {
          onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
            wasm = join(resolveDir, path);
            return { path: "./core.wasm", external: true };
          });
        },
      },
    ],
  });
  return { script: result.outputFiles[0].text, wasm: readFileSync(wasm) };
}
