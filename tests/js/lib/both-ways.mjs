// One process that imports the package and requires it: two copies. Prints what each copy says of errors.
import { createRequire } from "node:module";

import * as imported from "saml-edge";

const required = createRequire(import.meta.url)("saml-edge");

if (imported.SamlError === required.SamlError) throw new Error("One copy: this proves nothing.");

const refusalOf = ({ verifyLogin, memoryStore }) => verifyLogin("AAAA", CONNECTION, { store: memoryStore(), inResponseTo: "_a" }).catch((error) => error);

// A key is enough of a certificate.
const { publicKey } = await crypto.subtle.generateKey({ name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, ["sign", "verify"]);
const spki = Buffer.from(await crypto.subtle.exportKey("spki", publicKey)).toString("base64");
const CONNECTION = { idp: { entityId: "urn:idp", certificates: [spki] }, sp: { entityId: "urn:sp", acsUrl: "https://sp.invalid/acs" } };

class Derived extends imported.SamlError {}
const refusal = await refusalOf(imported);
const other = await refusalOf(required);
const derived = new Derived(refusal);
process.stdout.write(
  JSON.stringify({
    imported: [refusal instanceof imported.SamlError, other instanceof imported.SamlError],
    required: [refusal instanceof required.SamlError, other instanceof required.SamlError],
    others: [new Error("x") instanceof imported.SamlError, null instanceof imported.SamlError, "x" instanceof imported.SamlError],
    derived: [derived instanceof Derived, refusal instanceof Derived],
  }),
);
