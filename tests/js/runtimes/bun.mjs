import { join } from "node:path";

import { openProcess } from "./spawned.mjs";

export const open = async (trapPackage) =>
  openProcess(join(import.meta.dirname, "../node_modules/bun/bin/bun.exe"), ["run", "--no-install"], trapPackage);
