// `node interop.mjs`: round trips with identity providers that nobody here wrote, from the package that is installed
// here, and its messages against the schemas. The last line is `N passed, N failed, N skipped`.
import { readFileSync } from "node:fs";

import { runTests } from "../js/lib/check.mjs";
import { report, summary } from "./lib/report.mjs";

const needed = ["saml-edge", ...Object.keys(JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).devDependencies)];
const missing = needed.filter((name) => !installed(name));
if (missing.length > 0) {
  report([{ name: "interop", outcome: "skipped", detail: `not installed: ${missing.join(", ")}` }]);
} else {
  const library = await import("saml-edge");
  const { roundTrips } = await import("./round-trip.mjs");
  const { simpleSamlPhpMissing, startSimpleSamlPhp } = await import("./simplesamlphp.mjs");
  const { samlIdpMissing, startSamlIdp } = await import("./saml-idp.mjs");
  const { schemasMissing, schemaTests } = await import("./schemas.mjs");
  for (const [name, reason, tests, start] of [
    ["OASIS", schemasMissing(), schemaTests],
    ["SimpleSAMLphp", simpleSamlPhpMissing(), roundTrips, startSimpleSamlPhp],
    ["samlp", samlIdpMissing(), roundTrips, startSamlIdp],
  ]) {
    const results = reason === undefined ? await runTests(tests(library), start) : [{ name: "all", outcome: "skipped", detail: reason }];
    report(results.map((result) => ({ ...result, name: `${name}: ${result.name}` })));
  }
}
summary();

function installed(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
