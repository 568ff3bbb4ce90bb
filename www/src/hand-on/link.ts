// A message in the fragment of an address. Browsers do not send fragments to servers; whoever has the link has what is in it.
import type { Connection, Policy } from "../library.js";
import { base64 } from "../octets.js";
import { inflate } from "../recognise/inflate.js";
import { MESSAGE } from "../recognise/limits.js";

export interface Shared {
  readonly xml: string;
  readonly connection: Connection | null;
  /** With a connection only. As `explain` takes it. */
  readonly inResponseTo: string | null | undefined;
  readonly now: Date;
  /** Words of whoever made the link. */
  readonly note: string;
  /** Values were taken out of it: nothing in it can be verified. */
  readonly isRedacted: boolean;
}

export const PREFIX = "#m=";
/** Chat programs and mail cut longer ones, or do not make links of them. */
export const LONG_LINK = 32 * 1024;
/** Browsers refuse longer ones. */
export const LONGEST_LINK = 2 * 1024 * 1024;

export async function fragmentOf({ xml, connection, inResponseTo, now, note, isRedacted }: Shared): Promise<string> {
  const expected = connection === null || inResponseTo === undefined ? {} : { inResponseTo };
  const json = JSON.stringify({ v: 1, xml, ...(connection === null ? {} : { connection }), ...expected, now: now.toISOString(), note, ...(isRedacted ? { redacted: true } : {}) });
  const deflated = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return PREFIX + base64(new Uint8Array(await new Response(deflated).arrayBuffer())).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What was wrong, as the end of a sentence. */
export class BadLink extends Error {}

/** Throws `BadLink`, and nothing else. */
export function readFragment(fragment: string): Shared {
  const value = fragment.slice(PREFIX.length);
  if (!fragment.startsWith(PREFIX) || value === "") throw new BadLink("there is no message in it");
  if (value.length > LONGEST_LINK) throw new BadLink("it is too long");
  if (!/^[A-Za-z0-9_-]+$/.test(value) || value.length % 4 === 1) throw new BadLink("it was cut or altered");
  const octets = Uint8Array.from(atob(value.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const inflated = inflate(octets, JSON_OCTETS);
  if (inflated === null) throw new BadLink("what is in it is larger than this page reads");
  if (inflated.fault !== null || inflated.end !== octets.length) throw new BadLink("it was cut or altered");
  return sharedOf(parsed(inflated.octets));
}

function parsed(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(octets));
  } catch {
    throw new BadLink("it holds something else than this page puts in");
  }
}

function sharedOf(given: unknown): Shared {
  const all = recordOf(given, "link");
  if (all["v"] !== 1) throw new BadLink("it was made by another version of this page");
  const xml = textOf(all["xml"], "message", MESSAGE);
  if (new TextEncoder().encode(xml).length > MESSAGE) throw new BadLink("its message is larger than this page reads");
  const now = new Date(textOf(all["now"], "time", 40));
  // What a field for times can hold.
  if (!(now.getTime() >= 0 && now.getUTCFullYear() <= 9999)) throw new BadLink("its time is none");
  const connection = all["connection"] === undefined ? null : connectionOf(all["connection"]);
  const expected = all["inResponseTo"] === undefined || all["inResponseTo"] === null ? all["inResponseTo"] : textOf(all["inResponseTo"], "InResponseTo", 1024);
  return { xml, connection, inResponseTo: expected, now, note: textOf(all["note"], "note", 4000), isRedacted: all["redacted"] === true };
}

/** Member by member: nothing else of a stranger's object goes on. */
function connectionOf(given: unknown): Connection {
  const { idp, sp, policy } = recordOf(given, "connection");
  const { entityId, certificates } = recordOf(idp, "connection");
  if (!Array.isArray(certificates) || certificates.length > 16) throw new BadLink("its connection is malformed");
  const service = recordOf(sp, "connection");
  return {
    idp: { entityId: textOf(entityId, "connection", 4096), certificates: certificates.map((certificate) => textOf(certificate, "connection", 65_536)) },
    sp: { entityId: textOf(service["entityId"], "connection", 4096), acsUrl: textOf(service["acsUrl"], "connection", 4096) },
    policy: policy === undefined ? {} : policyOf(recordOf(policy, "connection")),
  };
}

function policyOf(given: Record<string, unknown>): Policy {
  const one = <Value extends string>(name: string, values: readonly Value[]): Value | undefined => {
    const found = values.find((value) => value === given[name]);
    if (found === undefined && given[name] !== undefined) throw new BadLink("its connection is malformed");
    return found;
  };
  const idpInitiated = one("idpInitiated", ["refuse", "convert", "accept"]);
  const requireSigned = one("requireSigned", ["either", "assertion", "response", "both"]);
  const skew = given["clockSkewSeconds"];
  if (skew !== undefined && (typeof skew !== "number" || !Number.isFinite(skew))) throw new BadLink("its connection is malformed");
  return {
    ...(idpInitiated === undefined ? {} : { idpInitiated }),
    ...(requireSigned === undefined ? {} : { requireSigned }),
    ...(skew === undefined ? {} : { clockSkewSeconds: skew }),
    ...(given["requireEncrypted"] === true ? { requireEncrypted: true } : {}),
    ...(given["allowSha1"] === true ? { allowSha1: true } : {}),
  };
}

function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadLink(`its ${what} is malformed`);
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown, what: string, most: number): string {
  if (typeof value !== "string") throw new BadLink(`its ${what} is malformed`);
  if (value.length > most) throw new BadLink(`its ${what} is larger than this page reads`);
  return value;
}

/** A message of the largest size whose every second character JSON escapes, and the rest. */
const JSON_OCTETS = 2 * MESSAGE + (1 << 20);
