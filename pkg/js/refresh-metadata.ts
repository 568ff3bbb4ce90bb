import { connectionFromMetadata } from "./connection-from-metadata.js";
import { clockOf } from "./send/options.js";
import { requireKnown } from "./settings.js";
import { readWithin } from "./input.js";
import type { Connection, MetadataChange, MetadataConnection, MetadataOptions, MetadataSource, Policy, RefreshedMetadata } from "./types.js";

/**
 * Reads the metadata of a connection anew. What cannot be read or is refused leaves the last good copy as it is and says why, until its own end: after that nothing may be used,
 * and the error is thrown.
 *
 * A URL is fetched over https alone; where the document is signed by a key of `trust`, http is enough. Options are those of `connectionFromMetadata`; the policy stays that of the
 * connection.
 *
 * @example
 * if (copy.refreshAt <= new Date()) copy = await refreshMetadata(copy, new URL("https://example.okta.com/app/exk1/sso/saml/metadata"));
 */
export async function refreshMetadata(
  copy: MetadataConnection,
  source: MetadataSource,
  options: Omit<MetadataOptions, "entityId" | "policy"> = {},
): Promise<RefreshedMetadata> {
  const known = requireKnown("options", options, OPTIONS);
  const { connection } = copy;
  const now = clockOf(known.now);
  requireSecure(source, known);
  try {
    const xml = await read(source, known.maxBytes ?? MOST_OCTETS, (url) => isSecure(url, known));
    const entityId = connection.idp.entityId;
    const fresh = await connectionFromMetadata(xml, connection.sp, { ...known, entityId, policy: ownPolicy(copy), now: new Date(now) });
    return { ...fresh, changes: changesBetween(copy, fresh), error: null };
  } catch (error) {
    if (error instanceof TypeError && !(error instanceof FetchError)) throw error;
    if (copy.validUntil !== null && copy.validUntil.getTime() <= now) throw error;
    return { ...copy, refreshAt: new Date(now + RETRY), changes: [], error: error as Error };
  }
}

const OPTIONS = {
  trust: true,
  mode: true,
  maxValidSeconds: true,
  maxBytes: true,
  allowSha1: true,
  minRsaBits: true,
  allowHttp: true,
  now: true,
};

const MOST_OCTETS = 32 * 1024 * 1024;

/** A quarter of an hour after a failure. */
const RETRY = 900_000;

/** Rule M02. */
function requireSecure(source: MetadataSource, options: MetadataOptions): void {
  if (typeof source !== "object" || source?.href === undefined || isSecure(source, options)) return;
  throw new TypeError("Metadata is read over https: what comes over http can be exchanged on its way. Give trust, whose keys must have signed it.");
}

function isSecure({ protocol, hostname }: URL, { trust, allowHttp }: MetadataOptions): boolean {
  return protocol === "https:" || (protocol === "http:" && (trust !== undefined || allowHttp === true || LOCAL.includes(hostname)));
}

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

async function read(source: MetadataSource, maxBytes: number, isSecure: (url: URL) => boolean): Promise<string> {
  if (typeof source === "string") return source;
  if (typeof source === "function") {
    const text = await called(source);
    if (typeof text !== "string") throw new TypeError("The source of the metadata gave no text.");
    return text;
  }
  const response = await fetched(source, isSecure);
  if (!response.ok || response.body === null) throw new FetchError(`The metadata could not be fetched: the server answered ${response.status}.`);
  // Whatever is no UTF-8 is refused by the core, as what it then is.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readWithin(response.body, maxBytes, maxBytes));
}

/** Follows where it is sent, as long as every step is as secure as the first one has to be (IIP-MD02). */
async function fetched(source: URL, isSecure: (url: URL) => boolean): Promise<Response> {
  let url = source;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    let response: Response;
    try {
      response = await fetch(url, { headers: { accept: "application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1" }, redirect: "manual" });
    } catch (cause) {
      throw new FetchError("The metadata could not be fetched.", { cause });
    }
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return response;
    if (!URL.canParse(location, url)) throw new FetchError("The metadata could not be fetched: the server sends elsewhere, and does not say where.");
    url = new URL(location, url);
    if (!isSecure(url)) throw new FetchError("The metadata could not be fetched: the server sends to an address that is not https.");
  }
  throw new FetchError("The metadata could not be fetched: the server sends from one address to the next.");
}

const MOST_STEPS = 5;

/** Whatever the caller's own function throws is a failure to get the text. */
async function called(source: () => string | PromiseLike<string>): Promise<string> {
  try {
    return await source();
  } catch (cause) {
    throw new FetchError("The metadata could not be read.", { cause });
  }
}

/** Not the caller's mistake, whatever class the platform has for it. */
class FetchError extends Error {}

function changesBetween(before: MetadataConnection, after: MetadataConnection): readonly MetadataChange[] {
  const changes: MetadataChange[] = [];
  const fingerprints = ({ certificates }: MetadataConnection) => certificates.map(({ sha256 }) => sha256);
  const add = (setting: string, old: unknown, fresh: unknown) => {
    if (JSON.stringify(old) !== JSON.stringify(fresh)) changes.push({ setting, before: old ?? null, after: fresh ?? null });
  };
  add("idp.certificates", fingerprints(before), fingerprints(after));
  for (const name of SETTINGS) add(`idp.${name}`, before.connection.idp[name], after.connection.idp[name]);
  add("policy.allowedScopes", before.connection.policy?.allowedScopes, after.connection.policy?.allowedScopes);
  return changes;
}

const SETTINGS: readonly (keyof Connection["idp"])[] = [
  "ssoUrl",
  "ssoBinding",
  "sloUrl",
  "sloResponseUrl",
  "sloBinding",
  "wantAuthnRequestsSigned",
  "signatureAlgorithms",
];

/** Scopes that came from metadata come from it again. */
function ownPolicy({ connection, scopes }: MetadataConnection): Policy | undefined {
  const { allowedScopes, ...others } = connection.policy ?? {};
  const isOwn = allowedScopes !== undefined && JSON.stringify(allowedScopes) !== JSON.stringify(scopes);
  return isOwn ? connection.policy : others;
}
