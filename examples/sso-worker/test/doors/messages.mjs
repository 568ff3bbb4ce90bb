// What the IdP of the tests says beyond its usual answers, and what was sent to it.
import { inflateRawSync } from "node:zlib";

import { signatureOver } from "../../../dev-idp/src/signature.mjs";
import { write } from "../../../dev-idp/src/xml.mjs";
import { importKey } from "../../../../tests/js/lib/test-idp.mjs";

/** The AuthnRequest or LogoutRequest in the address that a browser was sent to. */
export function sentRequest(location) {
  const { searchParams } = new URL(location);
  const xml = inflateRawSync(Buffer.from(searchParams.get("SAMLRequest") ?? "", "base64")).toString();
  return { xml, id: / ID="([^"]+)"/.exec(xml)?.[1], isSigned: searchParams.has("Signature") };
}

/** A Response whose XML is changed before the Assertion is signed by `pem`, and then its envelope by nobody. */
export async function editedResponse(idp, signIn, edit, { pem = idp.pem, editEnvelope = (xml) => xml } = {}) {
  const xml = edit(await idp.response({ ...signIn, signs: "nothing" }));
  const [assertion] = /<saml:Assertion .*<\/saml:Assertion>/s.exec(xml);
  const [, id] = / ID="([^"]+)"/.exec(assertion);
  const signature = write(await signatureOver(assertion, id, { key: await importKey(pem) }));
  return editEnvelope(xml.replace(assertion, () => assertion.replace("</saml:Issuer>", () => `</saml:Issuer>${signature}`)));
}

/** As a browser brings it. */
export const formOf = (xml, relayState) => new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString("base64"), ...(relayState === undefined ? {} : { RelayState: relayState }) });

export const withoutNameId = (xml) => xml.replace(/<saml:NameID.*?<\/saml:NameID>/s, "");

export const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
