import { createRequire } from "node:module";
import { join } from "node:path";

import { runJob } from "../lib/agent.mjs";

export async function open(trapPackage) {
  const library = requireLibrary(createRequire(import.meta.url), trapPackage);
  return { run: (job) => runJob(library, job), close: async () => {} };
}

function requireLibrary(require, trapPackage) {
  if (trapPackage === undefined)
    return { ...require("saml-edge"), ...require("saml-edge/debug"), ...require("saml-edge/stores"), compat: require("saml-edge/compat") };
  const part = (file) => require(join(trapPackage, "dist/cjs", file));
  const { call, force_trap } = part("internals.js");
  return { ...part("entries/inlined.js"), ...part("entries/inlined-debug.js"), trap: (kind) => call(() => force_trap(kind)) };
}
