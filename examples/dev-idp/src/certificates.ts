// X.509: the container that the keys of both sides come in.
// `@peculiar/x509` needs it before itself.
import "reflect-metadata";

import { PemConverter, X509Certificate, X509CertificateGenerator } from "@peculiar/x509";

import { Refusal } from "./refusal.js";
import { generateKeys, RSA } from "./signature.mjs";

/** A pair with a certificate that it signs itself. Both as PEM. */
export async function makeKeyPair(): Promise<{ readonly privateKey: string; readonly certificate: string }> {
  const keys = await generateKeys();
  const notBefore = new Date();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=dev-idp, OU=For development only",
    notBefore,
    notAfter: new Date(notBefore.getTime() + TEN_YEARS),
    signingAlgorithm: RSA,
    keys,
  });
  const pkcs8 = (await crypto.subtle.exportKey("pkcs8", keys.privateKey)) as ArrayBuffer;
  return { privateKey: PemConverter.encode(pkcs8, "PRIVATE KEY"), certificate: certificate.toString("pem") };
}

/** PEM, or the base64 in it; PEM comes back. */
export function readCertificate(given: string): string {
  try {
    return new X509Certificate(given).toString("pem");
  } catch {
    throw new Refusal(400, "A certificate is no X.509 certificate as PEM: it begins with -----BEGIN CERTIFICATE-----.");
  }
}

export interface PublicKey {
  /** SubjectPublicKeyInfo. */
  readonly spki: ArrayBuffer;
  readonly algorithm: { readonly name: string; readonly namedCurve?: string };
}

export function publicKeyOf(certificate: string): PublicKey {
  const { rawData, algorithm } = new X509Certificate(certificate).publicKey;
  return { spki: rawData, algorithm };
}

export interface CertificateFacts {
  readonly fingerprint: string;
  readonly notAfter: Date;
}

export async function factsOf(certificate: string): Promise<CertificateFacts> {
  const parsed = new X509Certificate(certificate);
  const digest = new Uint8Array(await parsed.getThumbprint("SHA-256"));
  return { fingerprint: Array.from(digest, (octet) => octet.toString(16).padStart(2, "0")).join(":"), notAfter: parsed.notAfter };
}

const TEN_YEARS = 10 * 365 * 86_400_000;
