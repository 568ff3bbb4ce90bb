// The page's TypeScript, bundled by the esbuild of tests/js as the page is.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));
const { build } = require("esbuild");

/** One ES module. `file` is relative to `www/src`. */
export async function bundleSource(file) {
  const entry = join(import.meta.dirname, "../../src", file);
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm", target: "es2022", platform: "neutral", logLevel: "error" });
  return outputFiles[0].text;
}

export async function loadSource(file) {
  return await import(`data:text/javascript;base64,${Buffer.from(await bundleSource(file)).toString("base64")}`);
}
