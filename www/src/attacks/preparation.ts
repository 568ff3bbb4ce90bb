// What an attacker computes before he sends a forged message: its digest, and signatures by keys that are not the identity provider's.
import type { SignatureReport } from "../library.js";
import { DSIG, HMAC_SHA256, RSA_SHA256 } from "../names.js";
import { base64, octetsOf } from "../octets.js";
import { outline } from "../xml-outline.js";
import { charactersIn } from "../xml-text.js";
import { childNamed, contentOf } from "../xml-tree.js";
import { edited } from "./edits.js";
import { forgeryAgainst, loginIn, type LoginParts, type Signed, signedParts } from "./login.js";

interface Sealed {
  readonly digest: string;
  readonly value: string;
}

/** Each `null` where it cannot be had. */
export interface Preparation {
  /** Of the forged element. */
  readonly digest: string | null;
  readonly byOwnKey: (Sealed & { readonly algorithm: string; readonly keyInfo: string }) | null;
  readonly byHmac: Sealed | null;
}

/** `judge`: what the core says of the signatures of a text, with their canonical forms. The forged element is not judged by it, only canonicalised and digested. */
export async function prepare(text: string, judge: (text: string) => Promise<readonly SignatureReport[]>): Promise<Preparation[]> {
  const login = loginIn(outline(text));
  if (login === null || signedParts(login).length === 0) return [];
  const made: Preparation[] = [];
  for (const signed of signedParts(login)) {
    const reports = await judge(edited(text, forgeryAgainst(login, signed)));
    made.push(await prepareOne(login, signed, reports.find(({ covers }) => covers === signed.owner.local)));
  }
  return made;
}

async function prepareOne(login: LoginParts, { signature }: Signed, report: SignatureReport | undefined): Promise<Preparation> {
  const [digest, info] = [report?.digestComputed ?? null, report?.canonicalSignedInfo ?? null];
  if (digest === null || info === null || report === undefined) return { digest, byOwnKey: null, byHmac: null };
  const signedInfo = (algorithm: string) => info.replace(report.digestStated, () => digest).replace(`Algorithm="${report.algorithm}"`, () => `Algorithm="${algorithm}"`);
  return { digest, byOwnKey: await signedByOwnKey(digest, signedInfo(RSA_SHA256)), byHmac: await authenticated(login, signature, digest, signedInfo(HMAC_SHA256)) };
}

async function signedByOwnKey(digest: string, signedInfo: string): Promise<Preparation["byOwnKey"]> {
  if (!canCompute()) return null;
  const { privateKey, publicKey } = await (ownKey ??= crypto.subtle.generateKey({ name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, ["sign", "verify"]));
  const value = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, new TextEncoder().encode(signedInfo));
  const { n = "", e = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const keyInfo = `<q:KeyValue><q:RSAKeyValue><q:Modulus>${fromUrl(n)}</q:Modulus><q:Exponent>${fromUrl(e)}</q:Exponent></q:RSAKeyValue></q:KeyValue>`;
  return { digest, value: base64(new Uint8Array(value)), algorithm: RSA_SHA256, keyInfo };
}

/** Made once, and kept by nobody. */
let ownKey: Promise<CryptoKeyPair> | undefined;

/** With the octets of the certificate that the message names as secret, which everybody has. */
async function authenticated(login: LoginParts, signature: Signed["signature"], digest: string, signedInfo: string): Promise<Sealed | null> {
  const certificate = childNamed(childNamed(childNamed(signature, DSIG, "KeyInfo"), DSIG, "X509Data"), DSIG, "X509Certificate");
  const octets = certificate === null ? null : octetsOf(charactersIn(login.text, contentOf(certificate)));
  if (octets === null || octets.length === 0 || !canCompute()) return null;
  const key = await crypto.subtle.importKey("raw", octets, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return { digest, value: base64(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(signedInfo)))) };
}

/** Browsers have it on https, on this machine, and in files. */
const canCompute = () => typeof crypto !== "undefined" && typeof crypto.subtle === "object";

const fromUrl = (text: string) => text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
