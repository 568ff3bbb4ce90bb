import { join } from "node:path";

import { openProcess } from "./spawned.mjs";

/** Its permissions end at reading modules: the package needs none. */
export const open = async (trapPackage) =>
  openProcess(
    join(import.meta.dirname, "../node_modules/deno", process.platform === "win32" ? "deno.exe" : "deno"),
    ["run", "--no-prompt", "--no-remote", "--no-lock", "--node-modules-dir=manual", "--allow-read"],
    trapPackage,
  );
