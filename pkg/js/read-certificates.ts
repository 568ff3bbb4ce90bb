import { ask } from "./ask.js";
import { readCertificates as read } from "./glue.js";
import type { CertificateDetails } from "./types.js";
import type { WireCertificate } from "./wire.js";

/**
 * Reads what an administrator pasted, as `idp.certificates` takes it: PEM blocks with anything around them, or the base64 of one certificate or public key. Whatever
 * else it is, a private key too, is a `TypeError` that says what it is and does not repeat it.
 */
export async function readCertificates(text: string): Promise<readonly CertificateDetails[]> {
  if (typeof text !== "string") throw new TypeError("The certificate is no text.");
  return ask<readonly WireCertificate[]>(() => read(text)).map(({ notBefore, notAfter, ...details }) => ({
    ...details,
    notBefore: notBefore === null ? null : new Date(notBefore),
    notAfter: notAfter === null ? null : new Date(notAfter),
  }));
}
