// Whether an application signed what it sent. Only the element that was digested is looked at, and it is the message itself.
import { canonical } from "./canonical.js";
import { publicKeyOf } from "./certificates.js";
import type { Incoming } from "./incoming.js";
import { DS, ENVELOPED, EXCLUSIVE } from "./names.mjs";
import { base64, unbase64, utf8 } from "./octets.mjs";
import { attributeOf, childOf, childrenOf, type Element, textOf } from "./parsed-xml.js";
import { Refusal } from "./refusal.js";

/** A signature that is there has to be right; whether one has to be there is for the caller to say. */
export async function verifySignature({ query, root, id }: Incoming, certificate: string): Promise<"verified" | "absent"> {
  const signature = query === undefined ? await enveloped(root, id) : detached(query);
  if (signature === undefined) return "absent";
  if (!(await isRight(signature, certificate))) throw new Refusal(400, "The signature of the message does not verify with the Signature Certificate of the application.");
  return "verified";
}

interface Signature {
  readonly algorithm: string;
  readonly text: string;
  readonly value: string;
}

/** The parameters in the order of the standard, written as they came (bindings 3.4.4.1). */
function detached(query: string): Signature | undefined {
  const pairs = new Map(query.split("&").map((pair) => [pair.split("=")[0], pair] as const));
  const valueOf = (name: string) => new URLSearchParams(pairs.get(name)).get(name) ?? "";
  if (!pairs.has("Signature")) return undefined;
  const signed = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg"].map((name) => pairs.get(name)).filter((pair) => pair !== undefined);
  return { algorithm: valueOf("SigAlg"), text: signed.join("&"), value: valueOf("Signature") };
}

async function enveloped(root: Element, id: string): Promise<Signature | undefined> {
  const [signature, ...others] = childrenOf(root, DS, "Signature");
  if (signature === undefined) return undefined;
  const signedInfo = childOf(signature, DS, "SignedInfo");
  const [reference, ...more] = childrenOf(signedInfo, DS, "Reference");
  const transforms = childrenOf(childOf(reference, DS, "Transforms"), DS, "Transform").map((transform) => attributeOf(transform, "Algorithm"));
  const isUsual =
    others.length === 0 &&
    more.length === 0 &&
    attributeOf(reference, "URI") === `#${id}` &&
    attributeOf(childOf(signedInfo, DS, "CanonicalizationMethod"), "Algorithm") === EXCLUSIVE &&
    transforms.join(" ") === `${ENVELOPED} ${EXCLUSIVE}` &&
    signature.getElementsByTagNameNS("*", "InclusiveNamespaces").length === 0;
  if (!isUsual || signedInfo === undefined) throw new Refusal(400, "The signature is not the usual one over the whole message, with exclusive canonicalisation; that is all that is read here.");
  const digest = base64(new Uint8Array(await crypto.subtle.digest(hashOf(attributeOf(childOf(reference, DS, "DigestMethod"), "Algorithm")), utf8(canonical(root, signature)))));
  if (digest !== textOf(childOf(reference, DS, "DigestValue")).replace(/\s/g, "")) throw new Refusal(400, "The message was changed after it was signed: its digest is another.");
  const algorithm = attributeOf(childOf(signedInfo, DS, "SignatureMethod"), "Algorithm") ?? "";
  return { algorithm, text: canonical(signedInfo), value: textOf(childOf(signature, DS, "SignatureValue")) };
}

async function isRight({ algorithm, text, value }: Signature, certificate: string): Promise<boolean> {
  const { spki, algorithm: of } = publicKeyOf(certificate);
  const hash = hashOf(algorithm);
  const isEc = algorithm.includes("#ecdsa-");
  const named = isEc ? { name: "ECDSA", namedCurve: of.namedCurve ?? "" } : { name: "RSASSA-PKCS1-v1_5", hash };
  try {
    const key = await crypto.subtle.importKey("spki", spki, named, false, ["verify"]);
    return await crypto.subtle.verify(isEc ? { name: "ECDSA", hash } : named, key, unbase64(value.replace(/\s/g, "")), utf8(text));
  } catch {
    return false;
  }
}

/** SHA-1 is none of them. */
function hashOf(algorithm: string | undefined): string {
  const [, bits] = /(?:#|-)sha(256|384|512)$/.exec(algorithm ?? "") ?? [];
  if (bits === undefined) throw new Refusal(400, `The algorithm ${algorithm} is not taken here: use SHA-256.`);
  return `SHA-${bits}`;
}
