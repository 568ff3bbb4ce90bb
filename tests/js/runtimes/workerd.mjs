import { readFileSync } from "node:fs";
import { Miniflare } from "miniflare";

import { bundle } from "../lib/bundle.mjs";

const FRONT = `
import { runJob } from "agent";
import { library } from "library";
export default {
  async fetch(request) {
    return Response.json(await runJob(library, await request.json()));
  },
};
`;

export async function open(trapPackage) {
  let wasm;
  const script = await bundle({
    front: FRONT,
    // What Cloudflare's own bundler asks for.
    conditions: ["workerd", "worker", "browser"],
    format: "esm",
    trapPackage,
    loadWasm: { resolve: (path) => ((wasm = path), { path: "./core.wasm", external: true }) },
  });
  const miniflare = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: script },
      { type: "CompiledWasm", path: "core.wasm", contents: readFileSync(wasm) },
    ],
    compatibilityDate: "2026-07-01",
    // No look-ups at Cloudflare.
    cf: false,
    telemetry: { enabled: false },
  });
  return {
    async run(job) {
      const response = await miniflare.dispatchFetch("http://tests.invalid/", { method: "POST", body: JSON.stringify(job) });
      if (!response.ok) throw new Error(`workerd: ${await response.text()}`);
      return await response.json();
    },
    close: () => miniflare.dispose(),
  };
}
