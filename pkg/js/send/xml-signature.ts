// The Signature that a message carries inside itself: one Reference to its own root, enveloped, exclusive canonicalisation (core 5.4).
import { base64, utf8 } from "./octets.js";
import type { Signer } from "./signing-key.js";
import { type Element, element, write } from "./xml.js";

/** The message with its Signature where the schema has it: after the element `after`, or first where there is none of that name. */
export async function signed(root: Element, signer: Signer, after?: string): Promise<Element> {
  const digest = new Uint8Array(await crypto.subtle.digest(signer.hash, utf8(write(root))));
  const signedInfo = element(
    "ds:SignedInfo",
    {},
    element("ds:CanonicalizationMethod", { Algorithm: EXCLUSIVE }),
    element("ds:SignatureMethod", { Algorithm: signer.algorithm }),
    element(
      "ds:Reference",
      { URI: `#${root.attributes["ID"]}` },
      element("ds:Transforms", {}, element("ds:Transform", { Algorithm: ENVELOPED }), element("ds:Transform", { Algorithm: EXCLUSIVE })),
      element("ds:DigestMethod", { Algorithm: signer.digest }),
      element("ds:DigestValue", {}, base64(digest)),
    ),
  );
  const value = await signer.sign(utf8(write(signedInfo)));
  const signature = element("ds:Signature", {}, signedInfo, element("ds:SignatureValue", {}, base64(value)), keyInfo(signer.certificate));
  const place = root.content.findIndex((part) => typeof part !== "string" && part.name === after) + 1;
  return { ...root, content: [...root.content.slice(0, place), signature, ...root.content.slice(place)] };
}

export const keyInfo = (certificate: string | undefined): Element | undefined =>
  certificate === undefined
    ? undefined
    : element("ds:KeyInfo", {}, element("ds:X509Data", {}, element("ds:X509Certificate", {}, certificate)));

const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
