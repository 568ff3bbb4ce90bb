import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of the vectors' keys. */
export const keyText = (name) => readFileSync(join(import.meta.dirname, "../../../tests/vectors/keys", name), "utf8");
