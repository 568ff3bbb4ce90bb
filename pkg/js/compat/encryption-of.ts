import { unbase64 } from "../send/octets.js";
import type { ParseLoginResponseResult } from "./better-auth-types.js";

/**
 * How an accepted message was encrypted, which better-auth holds against its lists. The core, which reads the XML, does not tell. So every tag of that name is looked
 * at, also one in a comment: where they name one algorithm of each kind, it is the one that was used, since every `<` of a tag is found. `undefined` for others.
 */
export function encryptionOf(message: string): NonNullable<ParseLoginResponseResult["crypto"]["encryption"]> | undefined {
  const xml = new TextDecoder().decode(unbase64(message.replace(/\s/g, "")) ?? new Uint8Array());
  const tags = xml.match(/<(?:[^\s<>/:]+:)?EncryptionMethod[\s/>][^<]*/g) ?? [];
  const algorithms = [...new Set(tags.map((tag) => TAG.exec(tag)?.[2] ?? ""))];
  const data = algorithms.find((algorithm) => DATA.test(algorithm));
  const key = algorithms.find((algorithm) => KEY.test(algorithm));
  if (data === undefined || key === undefined || algorithms.length !== 2) return undefined;
  return { keyTransportAlgorithm: key, dataEncryptionAlgorithm: data };
}

/** With no other attributes than declarations, and with an algorithm that stands there as it is. */
const DECLARATIONS = "(?:\\s+xmlns(?::[\\w.-]+)?\\s*=\\s*(?:\"[^\"]*\"|'[^']*'))*";
const TAG = new RegExp(`^<(?:[^\\s:]+:)?EncryptionMethod${DECLARATIONS}\\s+Algorithm\\s*=\\s*(["'])([^"'&]*)\\1${DECLARATIONS}\\s*/?>`);

const DATA = /^http:\/\/www\.w3\.org\/(?:2001\/04\/xmlenc|2009\/xmlenc11)#aes(?:128|192|256)-(?:cbc|gcm)$/;
const KEY = /^http:\/\/www\.w3\.org\/(?:2001\/04\/xmlenc#rsa-oaep-mgf1p|2009\/xmlenc11#rsa-oaep)$/;
