import { readFileSync } from "node:fs";
import { EdgeRuntime } from "edge-runtime";

import { bundle } from "../lib/bundle.mjs";

const FRONT = `
import { runJob } from "agent";
import { library } from "library";
globalThis.runJob = async (job) => JSON.stringify(await runJob(library, JSON.parse(job)));
`;

export async function open(trapPackage) {
  let wasm;
  const script = await bundle({
    front: FRONT,
    conditions: ["edge-light"],
    format: "iife",
    trapPackage,
    loadWasm: {
      resolve: (path) => ((wasm = path.replace(/\?module$/, "")), { path: "core", namespace: "wasm" }),
      contents: "export default globalThis.compiledCore;",
    },
  });
  const runtime = new EdgeRuntime({
    initialCode: script,
    // Compiled outside the sandbox, as Vercel and Next.js do it.
    extend: (context) => Object.assign(context, { compiledCore: new WebAssembly.Module(readFileSync(wasm)) }),
  });
  const runJob = runtime.evaluate("runJob");
  return { run: async (job) => JSON.parse(await runJob(JSON.stringify(job))), close: async () => {} };
}
