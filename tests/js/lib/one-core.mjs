// Loads every entry, verifies through three of them, prints what they share.
import { readFileSync } from "node:fs";

import { shared } from "./one-core.cjs";

const entries = await Promise.all(["", "/debug", "/compat", "/stores", "/slim"].map((entry) => import(`saml-edge${entry}`)));
process.stdout.write(JSON.stringify(await shared(entries, JSON.parse(readFileSync(0, "utf8")))));
