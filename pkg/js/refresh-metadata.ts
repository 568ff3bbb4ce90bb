import { skewOf } from "./clock.js";
import { connectionFromMetadata } from "./connection-from-metadata.js";
import { clockOf } from "./send/options.js";
import { requireKnown } from "./settings.js";
import { readWithin } from "./input.js";
import { isThisMachine } from "./this-machine.js";
import type { Connection, MetadataChange, MetadataConnection, MetadataCopy, MetadataOptions, MetadataSource, Policy, RefreshedMetadata } from "./types.js";

/**
 * Reads the metadata of a connection anew. What cannot be read or is refused leaves the last good copy as it is and says why, until its own end: after that nothing may be used,
 * and the error is thrown. A copy whose document was signed only gives way to one that is signed and ends no earlier.
 *
 * A URL is fetched over https alone; http is enough for a federation's document, which is signed and says until when it is valid. Options are those of `connectionFromMetadata`, and
 * `trust` has to be given again; the policy stays that of the connection, and the mode that of the copy. `copy` may have been kept as JSON.
 *
 * @example
 * const copy = await kv.get("acme", "json");
 * if (new Date(copy.refreshAt) <= new Date()) await kv.put("acme", JSON.stringify(await refreshMetadata(copy, new URL(address), { trust })));
 */
export async function refreshMetadata(
  copy: MetadataCopy,
  source: MetadataSource,
  options: Omit<MetadataOptions, "entityId" | "policy"> = {},
): Promise<RefreshedMetadata> {
  const known = requireKnown("options", options, OPTIONS);
  const before = revived(copy);
  const { connection, signedBy, validUntil } = before;
  if (signedBy !== null && known.trust === undefined)
    throw new TypeError("options.trust is missing: the copy was signed, and what comes now must be as well. To give that up, begin anew with connectionFromMetadata.");
  const asked: MetadataOptions = { ...known, mode: known.mode ?? before.mode };
  const now = clockOf(known.now);
  requireSource(source, asked);
  try {
    const xml = await read(source, asked);
    const entityId = connection.idp.entityId;
    const fresh = await connectionFromMetadata(xml, connection.sp, { ...asked, entityId, policy: ownPolicy(before), now: new Date(now) });
    if (signedBy !== null && validUntil !== null && (fresh.validUntil === null || fresh.validUntil < validUntil)) throw new OlderError(validUntil, fresh.validUntil);
    return { ...fresh, changes: changesBetween(before, fresh), error: null };
  } catch (error) {
    if (error instanceof TypeError) throw error;
    if (validUntil !== null && validUntil.getTime() + skewOf(connection.policy) <= now) throw error;
    return { ...before, refreshAt: new Date(now + RETRY), changes: [], error: error as Error };
  }
}

/** As it was before it went through JSON. */
function revived(copy: MetadataCopy): MetadataConnection {
  if (typeof copy?.connection?.idp?.entityId !== "string" || copy.signedBy === undefined || copy.refreshAt === undefined)
    throw new TypeError("The copy is not what connectionFromMetadata or refreshMetadata gave: keep that whole, not its connection alone.");
  return {
    ...copy,
    mode: copy.mode ?? "vendor",
    certificates: copy.certificates.map(({ sha256, notAfter }) => ({ sha256, notAfter: dateOf("certificates", notAfter) })),
    validUntil: dateOf("validUntil", copy.validUntil),
    refreshAt: dateOf("refreshAt", copy.refreshAt) ?? new Date(0),
  };
}

function dateOf(name: string, value: Date | string | null): Date | null {
  if (value === null) return null;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new TypeError(`${name} of the copy is no date.`);
  return date;
}

/** Somebody may have kept an old document, in which a key is still good that has been taken out since. */
class OlderError extends Error {
  constructor(before: Date, after: Date | null) {
    const end = after === null ? "says no end" : `ends ${after.toISOString()}`;
    super(`The metadata is older than the copy: it ${end}, and the copy ends ${before.toISOString()}.`);
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
function requireSource(source: MetadataSource, options: MetadataOptions): void {
  if (typeof source === "string" || typeof source === "function") return;
  if (source?.href === undefined) throw new TypeError("The source of the metadata is neither a URL, nor its text, nor a function that gets it.");
  if (isSecure(source, options, source)) return;
  throw new TypeError("Metadata is read over https: what comes over http can be exchanged on its way. A federation's is signed and ends: give trust and mode.");
}

/** Every step as secure as the first has to be; and from elsewhere nobody is sent to this machine, which may have more to tell than others should know. */
function isSecure(url: URL, { trust, mode }: MetadataOptions, first: URL): boolean {
  if (isThisMachine(url)) return isThisMachine(first) && /^https?:$/.test(url.protocol);
  return url.protocol === "https:" || (url.protocol === "http:" && first.protocol === "http:" && trust !== undefined && mode === "federation");
}

async function read(source: MetadataSource, options: MetadataOptions): Promise<string> {
  const maxBytes = options.maxBytes ?? MOST_OCTETS;
  if (typeof source === "string") return source;
  if (typeof source === "function") {
    const text = await called(source);
    if (typeof text !== "string") throw new TypeError("The source of the metadata gave no text.");
    return text;
  }
  const response = await fetched(source, options);
  if (!response.ok || response.body === null) {
    discard(response);
    throw new FetchError(`The metadata could not be fetched: the server answered ${response.status}.`);
  }
  // Whatever is no UTF-8 is refused by the core, as what it then is.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readWithin(response.body, maxBytes, maxBytes));
}

/** Follows where it is sent (IIP-MD02). */
async function fetched(source: URL, options: MetadataOptions): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE);
  let url = source;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    let response: Response;
    try {
      response = await fetch(url, { headers: { accept: ACCEPT }, redirect: "manual", signal });
    } catch (cause) {
      throw new FetchError("The metadata could not be fetched.", { cause });
    }
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return response;
    discard(response);
    if (!URL.canParse(location, url)) throw new FetchError("The metadata could not be fetched: the server sends elsewhere, and does not say where.");
    url = new URL(location, url);
    if (!isSecure(url, options, source)) throw new FetchError("The metadata could not be fetched: the server sends to an address that is not https, or to this machine.");
  }
  throw new FetchError("The metadata could not be fetched: the server sends from one address to the next.");
}

const ACCEPT = "application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1";

/** Half a minute, for a federation's tens of megabytes. */
const PATIENCE = 30_000;

/** What is of no interest does not keep a connection open; whether that can be said is of none either. */
function discard({ body }: Response): void {
  body?.cancel().catch(() => {});
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
  add("signedBy", before.signedBy, after.signedBy);
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

/** What came from metadata comes from it again. */
function ownPolicy({ connection, scopes }: MetadataConnection): Policy | undefined {
  const { allowedScopes, ...others } = connection.policy ?? {};
  const isOwn = allowedScopes !== undefined && JSON.stringify(allowedScopes) !== JSON.stringify(scopes);
  return isOwn ? connection.policy : others;
}
