// The messages of vectors, as the page has them.
import { octetsOf, textOf } from "./samples.mjs";

/** As it reached the verifier, after base64; `null` where it is none. */
export function messageOf({ encoding, body }) {
  if (encoding === "xml") return octetsOf(body);
  const value = encoding === "form" ? new URLSearchParams(textOf(body)).get("SAMLResponse") : encoding === "redirect" ? null : textOf(body);
  return value === null ? null : Buffer.from(value, "base64");
}

export const messageText = (vector) => {
  const octets = messageOf(vector);
  return octets === null ? null : new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets);
};
