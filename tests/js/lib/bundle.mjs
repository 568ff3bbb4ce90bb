// One script out of the tests and the package, resolved with a runtime's own conditions, as its users' bundlers do.
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;

/**
 * `front` is the code that connects the tests with the runtime; it may import `runJob` from "agent" and `library` from
 * "library". `loadWasm` says what an import of core.wasm becomes: an esbuild answer for its path.
 */
export async function bundle({ front, conditions, format, trapPackage, loadWasm, external = [] }) {
  const result = await build({
    stdin: { contents: front, resolveDir: here, sourcefile: "front.mjs" },
    bundle: true,
    write: false,
    format,
    target: "es2022",
    platform: "neutral",
    conditions,
    external,
    logLevel: "error",
    plugins: [tests, libraryPlugin(trapPackage), wasmPlugin(loadWasm)],
  });
  return result.outputFiles[0].text;
}

const tests = {
  name: "tests",
  setup: (build) => build.onResolve({ filter: /^agent$/ }, () => ({ path: join(here, "agent.mjs") })),
};

const libraryPlugin = (trapPackage) => ({
  name: "library",
  setup(build) {
    build.onResolve({ filter: /^library$/ }, () => ({ path: "library", namespace: "library" }));
    build.onLoad({ filter: /.*/, namespace: "library" }, () => ({
      contents: trapPackage === undefined ? SHIPPED : trapping(trapPackage, build.initialOptions.conditions),
      resolveDir: here,
    }));
  },
});

const wasmPlugin = (loadWasm) => ({
  name: "wasm",
  setup(build) {
    if (loadWasm === undefined) return;
    build.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path, resolveDir }) => loadWasm.resolve(join(resolveDir, path)));
    build.onLoad({ filter: /.*/, namespace: "wasm" }, () => ({ contents: loadWasm.contents }));
  },
});

const SHIPPED = `
import * as main from "saml-edge";
import * as debug from "saml-edge/debug";
import * as stores from "saml-edge/stores";
import * as compat from "saml-edge/compat";
export const library = { ...main, ...debug, ...stores, compat };
`;

/** The trap is reached past the exports of the package: nothing that ships leads to it. */
function trapping(trapPackage, conditions) {
  const loader = ["workerd", "edge-light"].find((name) => conditions.includes(name)) ?? "inlined";
  const from = (file) => JSON.stringify(join(trapPackage, "dist", file));
  return `
import * as main from ${from(`entries/${loader}.js`)};
import * as debug from ${from(`entries/${loader}-debug.js`)};
import { call, force_trap } from ${from("internals.js")};
export const library = { ...main, ...debug, trap: (kind) => call(() => force_trap(kind)) };
`;
}
