import { ask } from "./ask.js";
import { checkConnection } from "./check-connection.js";
import { readMetadata } from "./glue.js";
import { metadataKeyTooShort } from "./refusals.js";
import { clockOf } from "./send/options.js";
import { utf8 } from "./send/octets.js";
import { flatten, requireKnown } from "./settings.js";
import { isThisMachine } from "./this-machine.js";
import type { Connection, MetadataConnection, MetadataOptions, Policy, Warning } from "./types.js";
import type { WireMetadata } from "./wire.js";

/**
 * Makes a connection of the metadata of an IdP: one EntityDescriptor, or one entity of a federation's aggregate. It fetches nothing. A document that cannot be used is
 * refused with a `SamlError`; options that cannot work are a `TypeError`.
 *
 * @example
 * const { connection, warnings } = await connectionFromMetadata(xml, { entityId: "urn:console:JQ7a9f0c2", acsUrl: "https://sp.example.com/saml/acs" });
 */
export async function connectionFromMetadata(
  xml: string,
  sp: Connection["sp"],
  options: MetadataOptions = {},
): Promise<MetadataConnection> {
  const known = requireKnown("options", options, OPTIONS);
  if (typeof xml !== "string") throw new TypeError("The metadata is no text. Read its URL first, or give it to refreshMetadata.");
  if (/^\s*https?:\/\/\S+\s*$/.test(xml)) throw new TypeError("This is the address of metadata: read it first, and give its text. refreshMetadata takes a URL.");
  const { mode = "vendor", policy, now: date, maxValidSeconds = THIRTY_DAYS, ...read } = known;
  if (mode !== "vendor" && mode !== "federation") throw new TypeError("options.mode is neither vendor nor federation.");
  if (mode === "federation" && read.trust === undefined)
    throw new TypeError("options.trust is missing: what a federation publishes is worth something by its signature (SDP-MD02). Give its certificate.");
  if (read.trust?.length === 0) throw new TypeError("options.trust is empty: leave it out where nothing is to be verified.");
  const now = clockOf(date);
  const text = flatten("options", { ...read, ...(mode === "federation" ? { maxValidSeconds } : {}), ...skewAsked(policy) }, CORE);
  const metadata = ask<WireMetadata>(() => readMetadata(utf8(xml), text, now));
  return connectionOf(metadata, { sp, policy, mode, allowHttp: read.allowHttp === true }, now);
}

const SP: Record<keyof Connection["sp"], true> = { entityId: true, acsUrl: true, sloUrl: true };

const CORE = {
  entityId: "text",
  trust: "texts",
  maxValidSeconds: "count",
  maxBytes: "count",
  allowSha1: "flag",
  minRsaBits: "count",
  clockSkewSeconds: "count",
  allowHttp: "flag",
} as const;

const OPTIONS: Record<keyof MetadataOptions, true> = {
  entityId: true,
  trust: true,
  mode: true,
  maxValidSeconds: true,
  policy: true,
  maxBytes: true,
  allowSha1: true,
  minRsaBits: true,
  allowHttp: true,
  now: true,
};

/** Clocks are forgiven as much as in logins. What is no such number the check of the connection names as what it is. */
const skewAsked = ({ clockSkewSeconds }: Policy = {}) => (Number.isSafeInteger(clockSkewSeconds) && Number(clockSkewSeconds) >= 0 ? { clockSkewSeconds } : {});

const THIRTY_DAYS = 30 * 86_400;

interface Wanted {
  readonly sp: Connection["sp"];
  readonly policy: Policy | undefined;
  readonly mode: MetadataConnection["mode"];
  readonly allowHttp: boolean;
}

function connectionOf(metadata: WireMetadata, { sp, policy = {}, mode, allowHttp }: Wanted, now: number): MetadataConnection {
  const { keys, warnings } = longEnough(metadata, policy.minRsaBits ?? 2048);
  const [sso] = metadata.singleSignOn;
  const [slo] = metadata.singleLogout;
  // Rule M15: scopes say something where a third party vouches for them.
  const scopes = metadata.signedBy === null ? [] : metadata.scopes;
  const given = Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
  const asked: Policy = { ...scopesOf(metadata, mode), ...(allowHttp && isOverHttp(metadata) ? { allowHttpIdp: true } : {}), ...given };
  const connection: Connection = {
    idp: {
      entityId: metadata.entityId,
      certificates: keys.map(({ certificate }) => certificate),
      ...(sso === undefined ? {} : { ssoUrl: sso.location, ssoBinding: sso.binding }),
      ...(slo === undefined ? {} : { sloUrl: slo.location, sloBinding: slo.binding }),
      ...(slo?.responseLocation == null ? {} : { sloResponseUrl: slo.responseLocation }),
      ...(metadata.wantAuthnRequestsSigned ? { wantAuthnRequestsSigned: true } : {}),
      ...(metadata.signingMethods.length === 0 ? {} : { signatureAlgorithms: metadata.signingMethods }),
    },
    sp: requireKnown("sp", sp, SP),
    ...(Object.keys(asked).length === 0 ? {} : { policy: asked }),
  };
  checkConnection(connection);
  return {
    connection,
    warnings,
    certificates: keys.map(({ sha256, notAfter }) => ({ sha256, notAfter: dateOf(notAfter) })),
    signedBy: metadata.signedBy,
    validUntil: dateOf(metadata.validUntil),
    refreshAt: refreshAt(metadata, now),
    nameIdFormats: metadata.nameIdFormats,
    scopes,
    displayName: metadata.displayName,
    errorUrl: metadata.errorUrl,
    relaxed: metadata.relaxed,
    mode,
  };
}

/** Who signs for a federation says of each IdP for whom it may speak (SDP-SP17): where that is nobody, or is said in a way that is not taken, it is nobody. */
function scopesOf({ signedBy, scopes, warnings }: WireMetadata, mode: MetadataConnection["mode"]): Policy {
  const isBound = mode === "federation" || scopes.length > 0 || warnings.some(({ code }) => code === "WARN_METADATA_SCOPE");
  return signedBy !== null && isBound ? { allowedScopes: scopes } : {};
}

const isOverHttp = ({ singleSignOn: [sso], singleLogout: [slo] }: WireMetadata) =>
  [sso?.location, slo?.location, slo?.responseLocation].some((location) => location?.startsWith("http:") === true && !isThisMachine(new URL(location)));

/** Rule K06: a connection takes no shorter keys, and with one among others the others are enough. */
function longEnough({ keys, warnings }: WireMetadata, least: number): { keys: WireMetadata["keys"]; warnings: readonly Warning[] } {
  const long = keys.filter(({ rsaBits }) => rsaBits === null || rsaBits >= least);
  if (long.length === 0) throw metadataKeyTooShort(least);
  const left = keys.length - long.length;
  const warning = { code: "WARN_METADATA_KEY_LEFT_OUT", message: `Keys with less than ${least} bits were left out: ${left}.` };
  return { keys: long, warnings: left === 0 ? warnings : [...warnings, warning] };
}

const dateOf = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds));

const DAY = 86_400_000;

function refreshAt({ cacheSeconds, validUntil }: WireMetadata, now: number): Date {
  const waits = [cacheSeconds === null ? DAY : cacheSeconds * 1000, validUntil === null ? DAY : (validUntil - now) / 2];
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return new Date(now + Math.max(60_000, Math.min(...waits) * (0.9 + random / 2 ** 32 / 10)));
}
