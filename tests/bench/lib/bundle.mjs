// A subject's worker in the files that are uploaded, as Wrangler's esbuild makes them with `nodejs_compat`.
import { readFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { join } from "node:path";

// esbuild and workerd are those of the suites, so that there is one of each.
const suites = createRequire(new URL("../../js/package.json", import.meta.url));
const { build } = suites("esbuild");

/** What Wrangler asks of a package. */
const WORKER = ["workerd", "worker", "browser"];

/** What a bundler for servers asks of it, and gets no WebAssembly that is a file of its own. */
export const SERVER = ["node"];

/** The script, and the WebAssembly modules that it imports, by name. */
export async function bundle({ file }, conditions = WORKER) {
  const modules = new Map();
  const result = await build({
    stdin: {
      contents: `import { workerOf } from "./worker.mjs";\nimport subject from ${JSON.stringify(file)};\nexport default workerOf(subject);\n`,
      resolveDir: import.meta.dirname,
      sourcefile: "worker-entry.mjs",
    },
    bundle: true,
    write: false,
    minify: true,
    keepNames: true,
    format: "esm",
    target: "es2024",
    platform: "browser",
    conditions,
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    logLevel: "silent",
    legalComments: "none",
    plugins: [nodeModules, wasmModules(modules)],
  });
  return { script: result.outputFiles[0].contents, modules };
}

/** `nodejs_compat` has Node's modules by their `node:` names, and only for `import`. */
const nodeModules = {
  name: "node modules",
  setup(build) {
    const filter = new RegExp(`^(node:)?(${builtinModules.filter((name) => !name.startsWith("_")).join("|")})$`);
    build.onResolve({ filter }, ({ path, kind }) => {
      const name = `node:${path.replace(/^node:/, "")}`;
      return kind === "require-call" ? { path: name, namespace: "required" } : { path: name, external: true };
    });
    build.onLoad({ filter: /.*/, namespace: "required" }, ({ path }) => ({
      contents: `import found from ${JSON.stringify(path)};\nmodule.exports = found;\n`,
    }));
  },
};

const wasmModules = (modules) => ({
  name: "wasm modules",
  setup(build) {
    build.onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
      const name = path.split("/").at(-1);
      modules.set(name, readFileSync(join(resolveDir, path)));
      return { path: `./${name}`, external: true };
    });
  },
});

export const WORKERD = createRequire(suites.resolve("miniflare"))("workerd").default;
export const versionOf = (name) => createRequire(suites.resolve("miniflare"))(`${name}/package.json`).version;
