// `node check-rig.mjs`: the identity providers and the scripted browser with a stand-in for the service provider, so that
// what the rig gets wrong is not first found in a test of the library. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../js/lib/check.mjs";
import { report, summary } from "./lib/report.mjs";

const PACKAGES = ["@xmldom/xmldom", "express", "parse5", "samlp"];

const missing = PACKAGES.filter((name) => !installed(name));
if (missing.length > 0) {
  report([{ name: "check-rig", outcome: "skipped", detail: `not installed: ${missing.join(", ")}` }]);
} else {
  await checkAll();
}
summary();

async function checkAll() {
  const { browserTests } = await import("./rig/browser-tests.mjs");
  report(await runTests(browserTests));
  const { simpleSamlPhpMissing, startSimpleSamlPhp } = await import("./simplesamlphp.mjs");
  await checkProvider("simplesamlphp", simpleSamlPhpMissing(), startSimpleSamlPhp);
  const { samlIdpMissing, startSamlIdp } = await import("./saml-idp.mjs");
  await checkProvider("samlp", samlIdpMissing(), startSamlIdp);
}

async function checkProvider(product, reason, start) {
  if (reason !== undefined) return report([{ name: product, outcome: "skipped", detail: reason }]);
  const { providerTests } = await import("./rig/provider-tests.mjs");
  const results = await runTests(providerTests, start);
  report(results.map((result) => ({ ...result, name: `${product}/${result.name}` })));
}

function installed(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
