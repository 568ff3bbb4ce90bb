// The attacks of the literature, made from the message at hand. Whoever accepts one of them signs in whom no identity provider signed in, or takes what it did not sign.
import { type Outline, outline } from "../xml-outline.js";
import { claimVariants } from "./claim-variants.js";
import { encryptionVariants } from "./encryption-variants.js";
import { type LoginParts, loginIn, signedParts } from "./login.js";
import type { Preparation } from "./preparation.js";
import { signatureVariants } from "./signature-variants.js";
import { textVariants } from "./text-variants.js";
import { wrappingVariants } from "./wrapping-variants.js";

export interface Variant {
  readonly group: Group;
  readonly title: string;
  /** What an attacker has where it is accepted. */
  readonly wins: string;
  readonly text: string;
}

export type Group = "Wrapping" | "Signature" | "Keys and algorithms" | "Values" | "Claims" | "Encryption";

/** Empty where nothing can be built: see `obstacleTo`. `preparations`: what takes a judgement of the core or a key, one for each signature that stands in the message. */
export function variantsOf(text: string, preparations: readonly Preparation[] = []): Variant[] {
  const login = buildable(outline(text));
  if (login === null) return [];
  const all = [...wrappingVariants(login), ...signatureVariants(login, preparations), ...textVariants(login), ...claimVariants(login), ...encryptionVariants(login)];
  const known = new Set([text]);
  return all.filter((variant) => !known.has(variant.text) && known.add(variant.text));
}

function buildable(of: Outline): LoginParts | null {
  return obstacleTo(of) === null ? loginIn(of) : null;
}

/** Why there are no variants of a message; `null` where there are. */
export function obstacleTo(of: Outline): string | null {
  if (of.text.length > LONGEST) return "The message is too long to be tried in many variants.";
  const login = loginIn(of);
  if (login === null) return "Variants are made of a Response that holds exactly one assertion. This message is none.";
  if (login.forgery.length === 0) return "The assertion holds no name and no attribute: there is nothing in it to forge.";
  if (login.encrypted === null && signedParts(login).length === 0) return "Nothing in this message is signed: there is no signature to get around.";
  return null;
}

/** Characters. The core refuses what is longer, unless a connection says otherwise. */
const LONGEST = 300_000;
