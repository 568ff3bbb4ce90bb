// RSA-SHA256, inside a message (XML Signature) and beside it (bindings 3.4.4.1).
import { ENVELOPED, EXCLUSIVE, RSA_SHA256, SHA256 } from "./names.mjs";
import { base64, derOf, utf8 } from "./octets.mjs";
import { element, withSecond, write } from "./xml.mjs";

/** @import { Element } from "./xml.mjs" */

/** A private key with its certificate (PEM), if messages shall name it.
 * @typedef {{ key: CryptoKey, certificate?: string | undefined }} Signer */

/** The element with its Signature where the schema has it, after the Issuer. @param {Element} root @param {Signer} signer */
export async function signed(root, signer) {
  return withSecond(root, await signatureOver(write(root), `${root.attributes["ID"]}`, signer));
}

/** `text` is the element with this ID in its canonical form. @param {string} text @param {string} id @param {Signer} signer */
export async function signatureOver(text, id, signer) {
  const digest = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))));
  const signedInfo = element(
    "ds:SignedInfo",
    {},
    element("ds:CanonicalizationMethod", { Algorithm: EXCLUSIVE }),
    element("ds:SignatureMethod", { Algorithm: RSA_SHA256 }),
    element(
      "ds:Reference",
      { URI: `#${id}` },
      element("ds:Transforms", {}, element("ds:Transform", { Algorithm: ENVELOPED }), element("ds:Transform", { Algorithm: EXCLUSIVE })),
      element("ds:DigestMethod", { Algorithm: SHA256 }),
      element("ds:DigestValue", {}, digest),
    ),
  );
  const value = await sign(write(signedInfo), signer.key);
  return element("ds:Signature", {}, signedInfo, element("ds:SignatureValue", {}, value), signer.certificate === undefined ? undefined : keyInfo(signer.certificate));
}

/** @param {string} certificate PEM */
export const keyInfo = (certificate) =>
  element("ds:KeyInfo", {}, element("ds:X509Data", {}, element("ds:X509Certificate", {}, base64(derOf(certificate)))));

/** @param {string} text @param {CryptoKey} key */
export async function sign(text, key) {
  return base64(new Uint8Array(await crypto.subtle.sign(RSA.name, key, utf8(text))));
}

/** From PKCS#8. @param {string} pem @param {SubtleCryptoImportKeyAlgorithm} [algorithm] @param {string[]} [usages] */
export function importKey(pem, algorithm = RSA, usages = ["sign"]) {
  return crypto.subtle.importKey("pkcs8", derOf(pem), algorithm, false, usages);
}

/** A pair that can be kept. */
export async function generateKeys() {
  const algorithm = { ...RSA, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  return /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]));
}

export const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
