// What a test may ask of an identity provider. What it does not ask for stays as the product has it by default.
import { SIGNATURE_ALGORITHMS } from "./names.mjs";

const NAMES = [
  "encryptAssertion",
  "signResponse",
  "signAssertion",
  "nameIdFormat",
  "requireSignedRequests",
  "signatureAlgorithm",
  "encryptionAlgorithm",
  "logoutBinding",
];

/** The same options; a misspelt one would silently test something else. */
export function readOptions(options) {
  for (const name of Object.keys(options)) {
    if (!NAMES.includes(name)) throw new TypeError(`no option ${name}; there are ${NAMES.join(", ")}`);
  }
  const { logoutBinding, signatureAlgorithm } = options;
  if (![undefined, "redirect", "post"].includes(logoutBinding)) throw new TypeError("logoutBinding is redirect or post");
  if (signatureAlgorithm !== undefined && !(signatureAlgorithm in SIGNATURE_ALGORITHMS)) {
    throw new TypeError(`signatureAlgorithm is one of ${Object.keys(SIGNATURE_ALGORITHMS).join(", ")}`);
  }
  return options;
}
