// The version of an installed package, by its own package.json: what is measured is what is installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function versionOf(name) {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../node_modules", name, "package.json"), "utf8")).version;
}
