// The package as an ES module, without a bundler; and its build with the trap, past its exports.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export async function importLibrary(trapPackage) {
  if (trapPackage === undefined)
    return merge(await Promise.all([import("saml-edge"), import("saml-edge/debug"), import("saml-edge/stores"), compat()]));
  const parts = ["entries/inlined.js", "entries/inlined-debug.js", "internals.js"];
  const [main, debug, { call, force_trap }] = await Promise.all(
    parts.map((file) => import(pathToFileURL(join(trapPackage, "dist", file)).href)),
  );
  return { ...main, ...debug, trap: (kind) => call(() => force_trap(kind)) };
}

/** As a whole: some of its names are those of other parts. */
const compat = async () => ({ compat: await import("saml-edge/compat") });

const merge = (parts) => Object.assign({}, ...parts);
