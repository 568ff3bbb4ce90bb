// Who is compared.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const here = join(import.meta.dirname, "..");

/** In the order of the table: the file in tests/bench/subjects, the npm package whose version counts, and what is verified: all of a login, or signatures alone. */
const FILES = [
  ["saml-edge", "saml-edge", "full"],
  ["node-saml", "@node-saml/node-saml", "full"],
  ["samlify", "samlify", "full"],
  ["samlify-xmllint", "samlify", "full"],
  ["saml2-js", "saml2-js", "full"],
  ["boxyhq-saml20", "@boxyhq/saml20", "full"],
  ["xml-crypto", "xml-crypto", "signature"],
  ["xmldsigjs", "xmldsigjs", "signature"],
  ["node-crypto", null, "floor"],
];

/** Its validator takes 17 MB more at each login and seconds to start: what runs of it there are must be few. */
const FEW = { "samlify-xmllint": { mostRounds: 3, mostRuns: 2 } };

const NAMES = { "samlify-xmllint": "samlify with xmllint" };

const fileOf = (id) => join(here, "subjects", `${id}.mjs`);

export const SUBJECTS = FILES.map(([id, packageName, scope]) => {
  const version = packageName === null ? process.versions.node : versionOf(packageName);
  return { id, name: packageName === null ? "node:crypto" : NAMES[id] ?? packageName, scope, file: fileOf(id), version, ...FEW[id] };
});

/** What all stand on: a process or an isolate with nothing in it. */
export const GROUND = { id: "empty", name: "nothing", scope: "ground", file: fileOf("empty") };

export { FLOOR, OWN, PEER } from "./names.mjs";

function versionOf(packageName) {
  return JSON.parse(readFileSync(join(here, "node_modules", packageName, "package.json"), "utf8")).version;
}
