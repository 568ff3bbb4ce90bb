// AES-256-GCM for what is said, RSA-OAEP for its key.
import { DS, XENC } from "./names.mjs";
import { base64, utf8 } from "./octets.mjs";
import { element } from "./xml.mjs";

/** For whoever has the private key of `publicKey` (SubjectPublicKeyInfo). @param {string} assertion @param {BufferSource} publicKey */
export async function encryptedAssertion(assertion, publicKey) {
  const session = await aesKey();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, session, utf8(assertion)));
  const recipient = await crypto.subtle.importKey("spki", publicKey, { name: "RSA-OAEP", hash: "SHA-1" }, false, ["encrypt"]);
  const raw = /** @type {ArrayBuffer} */ (await crypto.subtle.exportKey("raw", session));
  const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: "RSA-OAEP" }, recipient, raw));
  const keyMethod = element("xenc:EncryptionMethod", { Algorithm: `${XENC}rsa-oaep-mgf1p` }, element("ds:DigestMethod", { Algorithm: `${DS}sha1` }));
  return element(
    "saml:EncryptedAssertion",
    {},
    element(
      "xenc:EncryptedData",
      { Type: `${XENC}Element` },
      element("xenc:EncryptionMethod", { Algorithm: "http://www.w3.org/2009/xmlenc11#aes256-gcm" }),
      element("ds:KeyInfo", {}, element("xenc:EncryptedKey", {}, keyMethod, cipherData(wrapped))),
      cipherData(Uint8Array.of(...iv, ...sealed)),
    ),
  );
}

async function aesKey() {
  return /** @type {CryptoKey} */ (await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]));
}

/** @param {Uint8Array} octets */
const cipherData = (octets) => element("xenc:CipherData", {}, element("xenc:CipherValue", {}, base64(octets)));
