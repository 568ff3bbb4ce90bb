// Messages of the vectors, and encodings of them.
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

import { octetsOf, textOf } from "../../../tests/js/lib/octets.mjs";
import { readVectors } from "../../../tests/js/lib/vectors.mjs";

export function readSamples() {
  const vectors = readVectors(join(import.meta.dirname, "../../../tests/vectors"));
  const bodyOf = (name) => textOf(vectors.find((vector) => vector.name === name).body);
  const response = bodyOf("accept/plain");
  const redirect = bodyOf("logout/request");
  return {
    vectors,
    bodyOf,
    /** XML as text. */
    response,
    /** Its base64, with `+` in it, which not every message has. */
    value: base64(response),
    /** A signed query with RelayState `r/1 +`. */
    redirect,
    metadata: `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"/>`,
    authnRequest: `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-11-24T09:59:57Z"/>`,
  };
}

export const base64 = (octets) => Buffer.from(octets).toString("base64");

export const form = (fields) => new URLSearchParams(fields).toString();

/** A query as most write it, unsigned. */
export const query = (xml, fields = {}) => form({ SAMLRequest: base64(deflateRawSync(xml)), ...fields });

export { octetsOf, textOf };
