// The built package in this Node, and in workerd as Cloudflare runs it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

import { inputOf, judge } from "./judge.mjs";

export async function openRuntimes(root) {
  const library = await inNode(root);
  const workerd = inWorkerd(root);
  return {
    /** What the message says of itself; nothing where it cannot be read, which the judgement then explains. */
    async peek(message) {
      try {
        return await library.peek(inputOf(message));
      } catch (error) {
        if (error instanceof library.SamlError) return undefined;
        throw error;
      }
    },
    judge: (request) =>
      Promise.all([
        judge(library, request).then((judgement) => ({ runtime: `Node ${process.versions.node}`, judgement })),
        workerd.judge(request).then((judgement) => ({ runtime: "workerd", judgement })),
      ]),
    close: () => workerd.close(),
  };
}

async function inNode(root) {
  const [main, debug] = await Promise.all(
    [".", "./debug"].map((entry) => import(pathToFileURL(entryFile(root, entry, ["import", "default"])).href)),
  );
  return { ...main, ...debug };
}

function inWorkerd(root) {
  const { Miniflare } = createRequire(join(root, "tests/js/package.json"))("miniflare");
  const here = (file) => `./${relative(root, file).split(sep).join("/")}`;
  const miniflare = new Miniflare({
    modules: true,
    modulesRoot: root,
    scriptPath: join(root, "demo-worker.mjs"),
    script: workerScript(
      here(entryFile(root, ".", ["workerd", "default"])),
      here(entryFile(root, "./debug", ["workerd", "default"])),
    ),
    modulesRules: [
      { type: "ESModule", include: ["**/*.js", "**/*.mjs"] },
      { type: "CompiledWasm", include: ["**/*.wasm"] },
    ],
    compatibilityDate: "2026-07-01",
    // No look-ups at Cloudflare: the demo works offline.
    cf: false,
    telemetry: { enabled: false },
  });
  return {
    async judge(request) {
      const response = await miniflare.dispatchFetch("http://demo.invalid/", { method: "POST", body: JSON.stringify(request) });
      if (!response.ok) throw new Error(`workerd: ${await response.text()}`);
      return await response.json();
    },
    close: () => miniflare.dispose(),
  };
}

const workerScript = (main, debug) => `
import { memoryStore, SamlError, verifyLogin } from "${main}";
import { explain } from "${debug}";
import { judge } from "./xtask/demo/judge.mjs";

export default {
  async fetch(request) {
    try {
      return Response.json(await judge({ explain, memoryStore, SamlError, verifyLogin }, await request.json()));
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },
};
`;

/** What package.json gives for an entry under these conditions, first match first. */
function entryFile(root, entry, conditions) {
  const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  let target = exports[entry];
  while (typeof target === "object" && target !== null) {
    const match = Object.keys(target).find((condition) => conditions.includes(condition));
    target = match === undefined ? undefined : target[match];
  }
  if (typeof target !== "string") throw new Error(`pkg/package.json: "${entry}" has nothing for ${conditions.join(" or ")}`);
  return join(root, "pkg", target);
}
