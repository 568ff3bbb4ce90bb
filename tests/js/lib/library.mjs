// The package as an ES module, without a bundler; and its build with the trap, past its exports.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function importLibrary(trapPackage) {
  if (trapPackage === undefined)
    return merge(await Promise.all([import("saml-edge"), import("saml-edge/debug"), import("saml-edge/stores")]));
  const parts = ["entries/inlined.js", "entries/inlined-debug.js", "core.js", "glue.js"];
  const [main, debug, core, glue] = await Promise.all(
    parts.map((file) => import(pathToFileURL(join(trapPackage, "dist", file)).href)),
  );
  return { ...main, ...debug, trap: (kind) => core.call(() => glue.force_trap(kind)) };
}

const merge = (parts) => Object.assign({}, ...parts);
