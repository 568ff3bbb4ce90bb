// node-saml's options, read once: what of them is a setting of the connection, what goes into a request, and what cannot be.
import { checkConnection } from "../check-connection.js";
import { destinationOf } from "../send/message.js";
import { readConnection, requireKnown } from "../settings.js";
import type { Connection, LoginOptions, Policy, PrivateKey, SigningKey } from "../types.js";
import { REFUSED } from "./refused-options.js";
import { OWN_POLICY, type SamlConfig } from "./types.js";

export interface Settings {
  /** A copy, whose members are what was checked. */
  readonly options: SamlConfig;
  readonly idp: Omit<Connection["idp"], "certificates">;
  readonly sp: Connection["sp"];
  readonly policy: Policy;
  readonly asked: Pick<LoginOptions, "forceAuthn" | "isPassive" | "nameIdFormat" | "authnContext">;
  readonly expiresInSeconds: number;
  readonly sign: SigningKey | undefined;
  readonly decrypt: PrivateKey | undefined;
}

export function readOptions(options: SamlConfig): Settings {
  if (typeof options !== "object" || options === null) throw new TypeError("SamlOptions required on construction.");
  const known = requireKnown("options", withoutWhatChangesNothing(options), OPTIONS);
  for (const name of ["issuer", "callbackUrl", "idpIssuer"] as const) requireText(name, known[name]);
  for (const name of ADDRESSES) if (known[name] !== undefined) requireText(name, known[name]);
  for (const name of FLAGS) requireFlag(name, known[name]);
  if (known.idpCert === undefined || known.idpCert === null)
    throw mistake("idpCert", "is missing: without a certificate of the IdP nothing can be verified.");
  if (typeof known.store?.put !== "function" || typeof known.store.take !== "function") throw mistake("store", STORE);
  if (known.audience !== undefined && known.audience !== known.issuer) throw mistake("audience", AUDIENCE);
  const sign = readSign(known);
  const expiresInSeconds = readExpiry(known.requestIdExpirationPeriodMs);
  const asked = readAsked(known);
  const { entryPoint, logoutUrl = entryPoint, logoutCallbackUrl } = known;
  const settings: Settings = {
    options: Object.freeze({ ...known, authnRequestBinding: known.authnRequestBinding ?? "HTTP-Redirect" }),
    idp: {
      entityId: known.idpIssuer,
      ...(entryPoint === undefined ? {} : { ssoUrl: entryPoint }),
      ...(logoutUrl === undefined ? {} : { sloUrl: logoutUrl }),
      ...(known.signatureAlgorithm === undefined ? {} : { signatureAlgorithms: algorithmsOf(known.signatureAlgorithm) }),
    },
    sp: { entityId: known.issuer, acsUrl: known.callbackUrl, ...(logoutCallbackUrl === undefined ? {} : { sloUrl: logoutCallbackUrl }) },
    policy: readPolicy(known, asked.authnContext, expiresInSeconds),
    asked,
    expiresInSeconds,
    sign,
    decrypt: readKey(known.decryptionPvk),
  };
  connectionOf(settings, []);
  return settings;
}

/** The connection with the certificates of the moment. */
export function connectionOf({ idp, sp, policy }: Settings, certificates: readonly string[]): Connection {
  return readConnection({ idp: { ...idp, certificates }, sp, policy }).connection;
}

/** What the core or a request would find fault with later, by the names of these options. Certificates that come by a function are judged when they come. */
export function requireUsable(settings: Settings): void {
  const { entryPoint, logoutUrl, idpCert } = settings.options;
  try {
    const connection = connectionOf(settings, typeof idpCert === "string" ? [idpCert] : typeof idpCert === "function" ? [] : idpCert);
    if (typeof idpCert !== "function") checkConnection(connection);
    if (entryPoint !== undefined) destinationOf("ssoUrl", connection);
    if ((logoutUrl ?? entryPoint) !== undefined) destinationOf("sloUrl", connection);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new TypeError(NAMES.reduce((sentence, [theirs, own]) => sentence.replaceAll(theirs, own), error.message), { cause: error });
  }
}

const NAMES = [
  ["connection.", ""],
  ["idp.certificates", "options.idpCert"],
  ["idp.entityId", "options.idpIssuer"],
  ["idp.ssoUrl", "options.entryPoint"],
  ["idp.sloUrl", "options.logoutUrl"],
  ["sp.entityId", "options.issuer"],
  ["sp.acsUrl", "options.callbackUrl"],
  ["sp.sloUrl", "options.logoutCallbackUrl"],
  ["policy.", "options.policy."],
] as const;

const mistake = (name: string, sentence: string) => new TypeError(`options.${name} ${sentence}`);

/** Refuses what cannot be met, and leaves out what node-saml has and this has not, where its value asks for nothing. */
function withoutWhatChangesNothing(options: SamlConfig): SamlConfig {
  const entries = Object.entries(options).filter(([name, value]: [string, unknown]) => {
    const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
    if (refused === undefined) return true;
    if (value !== undefined && !refused.changesNothing(value, options)) throw mistake(name, refused.sentence);
    return Object.hasOwn(OPTIONS, name);
  });
  return Object.fromEntries(entries) as unknown as SamlConfig;
}

const ADDRESSES = ["entryPoint", "logoutUrl", "logoutCallbackUrl"] as const;

const STORE =
  "is missing: something has to remember which logins were used, so that none is used again, and which requests are open. memoryStore() does that where one " +
  "process serves everything; where several do, redisStore, sqlStore or durableObjectStore of saml-edge.";

const AUDIENCE = "is not the issuer. An application has one entity ID, by which the IdP has to name it: give that as issuer, and leave audience out.";

function requireText(name: keyof SamlConfig, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  if (name === "idpIssuer" && (value === undefined || value === null)) throw mistake(name, IDP_ISSUER);
  throw mistake(name, value === undefined ? "is missing." : "is not a text.");
}

const IDP_ISSUER =
  "is missing. It is the entity ID of the IdP: the entityID at the top of its metadata, and the Issuer of each of its messages. Without it the messages of other " +
  "IdPs could not be told from its own.";

function requireFlag(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "boolean") throw mistake(name, "is neither true nor false.");
}

const FLAGS = [
  "wantAssertionsSigned",
  "wantAuthnResponseSigned",
  "disableRequestedAuthnContext",
  "forceAuthn",
  "passive",
  "signMetadata",
  "skipRequestCompression",
] as const;

function readAsked(known: SamlConfig): Settings["asked"] {
  const { forceAuthn = false, passive = false, authnContext, disableRequestedAuthnContext = false, identifierFormat = EMAIL_ADDRESS } = known;
  if (forceAuthn && passive) throw mistake("passive", "and options.forceAuthn cannot both be met: nobody can sign in anew where nothing may be shown.");
  if (identifierFormat !== null) requireText("identifierFormat", identifierFormat);
  const classes = disableRequestedAuthnContext ? undefined : authnContext;
  if (classes !== undefined && !(Array.isArray(classes) && classes.length > 0 && classes.every((uri) => typeof uri === "string")))
    throw mistake("authnContext", "is not a list of URIs with one or more. Leave it out to ask for none.");
  return {
    forceAuthn,
    isPassive: passive,
    ...(identifierFormat === null ? {} : { nameIdFormat: identifierFormat }),
    ...(classes === undefined ? {} : { authnContext: [...classes] }),
  };
}

const EMAIL_ADDRESS = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

function readPolicy(known: SamlConfig, authnContext: readonly string[] | undefined, expiresInSeconds: number): Policy {
  const { wantAssertionsSigned = true, wantAuthnResponseSigned = true, acceptedClockSkewMs, maxAssertionAgeMs = 0, policy = {} } = known;
  if (typeof policy !== "object" || policy === null) throw mistake("policy", "is not an object.");
  for (const [name, sentence] of Object.entries(OWN_POLICY)) if (Object.hasOwn(policy, name)) throw mistake(`policy.${name}`, sentence);
  // A request that is bound to a browser remembers when it was made; of others it is known when that was at the earliest.
  const { maxAuthnAgeSeconds = Infinity, maxResponseAgeSeconds = Infinity } = policy;
  const authnAge = Math.min(maxAuthnAgeSeconds, known.forceAuthn === true && known.secret === undefined ? expiresInSeconds : Infinity);
  const responseAge = Math.min(maxResponseAgeSeconds, maxAssertionAgeMs === 0 ? Infinity : readAge(maxAssertionAgeMs, wantAuthnResponseSigned));
  return {
    ...policy,
    requireSigned: wantAssertionsSigned ? (wantAuthnResponseSigned ? "both" : "assertion") : wantAuthnResponseSigned ? "response" : "either",
    ...(readValidateInResponseTo(known.validateInResponseTo) === "ifPresent" ? { idpInitiated: "accept" } : {}),
    ...(acceptedClockSkewMs === undefined ? {} : { clockSkewSeconds: readSkew(acceptedClockSkewMs) }),
    ...(authnContext === undefined ? {} : { authnContext }),
    ...(authnAge === Infinity ? {} : { maxAuthnAgeSeconds: authnAge }),
    ...(responseAge === Infinity ? {} : { maxResponseAgeSeconds: responseAge }),
  };
}

function readValidateInResponseTo(value: SamlConfig["validateInResponseTo"] = "always"): "always" | "ifPresent" {
  if (value === "always" || value === "ifPresent") return value;
  throw mistake("validateInResponseTo", value === "never" ? NEVER : "is neither always nor ifPresent.");
}

const NEVER =
  "is never: anybody could then be signed in with an answer that somebody else asked for. Leave it out, or give ifPresent where logins are started at the IdP.";

function readSkew(milliseconds: number): number {
  const name = "acceptedClockSkewMs";
  if (milliseconds === -1) throw mistake(name, "is -1: logins would then never expire. Leave it out for three minutes, or give at most 300000.");
  requireWithin(name, milliseconds, [0, 300_000], "Set the clocks instead: with more, stolen logins stay usable for longer.");
  return Math.ceil(milliseconds / 1000);
}

function readAge(milliseconds: number, isResponseSigned: boolean): number {
  const name = "maxAssertionAgeMs";
  if (!isResponseSigned)
    throw mistake(name, "counts from the Response, and wantAuthnResponseSigned is false: an unsigned time says nothing. Give policy.maxAssertionLifetimeSeconds.");
  requireWithin(name, milliseconds, [1, 4_000_000_000_000], "Leave it out where there is to be no limit.");
  return Math.ceil(milliseconds / 1000);
}

/** As `createLogin` has it: node-saml's eight hours are long for somebody who looks at a sign-in page, and each open request takes room in the store. */
function readExpiry(milliseconds: number | undefined): number {
  if (milliseconds === undefined) return 600;
  requireWithin("requestIdExpirationPeriodMs", milliseconds, [60_000, 3_600_000], "Whoever takes longer to sign in has to begin anew.");
  return Math.floor(milliseconds / 1000);
}

function requireWithin(name: keyof SamlConfig, value: unknown, [least, most]: readonly [number, number], advice: string): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw mistake(name, `is not a number from ${least} to ${most}. ${advice}`);
}

function readSign(known: SamlConfig): SigningKey | undefined {
  const { privateKey, publicCert, signatureAlgorithm, digestAlgorithm } = known;
  if (signatureAlgorithm !== undefined && signatureAlgorithm !== "sha256" && signatureAlgorithm !== "sha512") throw mistake("signatureAlgorithm", DIGEST);
  if (publicCert !== undefined) requireText("publicCert", publicCert);
  if (digestAlgorithm !== undefined && digestAlgorithm !== (signatureAlgorithm ?? "sha256"))
    throw mistake("digestAlgorithm", "is not the digest of signatureAlgorithm, which is used for both. Leave it out.");
  const key = readKey(privateKey);
  return key === undefined ? undefined : { privateKey: key, certificate: publicCert };
}

const DIGEST = "is neither sha256 nor sha512. With SHA-1, which node-saml takes where nothing is said, signatures can be forged. Leave it out for SHA-256.";

/** A key may have either type, so both kinds of algorithms are named. */
const algorithmsOf = (digest: "sha256" | "sha512") => ["rsa", "ecdsa"].map((kind) => `http://www.w3.org/2001/04/xmldsig-more#${kind}-${digest}`);

/** As node-saml takes it: the octets of a file as well, and the base64 of PKCS#8 alone. */
function readKey(key: PrivateKey | Uint8Array | undefined): PrivateKey | undefined {
  const text = ArrayBuffer.isView(key) ? new TextDecoder().decode(key) : key;
  const isBare = typeof text === "string" && /^[A-Za-z0-9+/\s]+=*\s*$/.test(text);
  return isBare ? `-----BEGIN PRIVATE KEY-----\n${text.trim()}\n-----END PRIVATE KEY-----\n` : text;
}

const OPTIONS: Record<keyof SamlConfig, true> = {
  idpCert: true,
  idpIssuer: true,
  issuer: true,
  callbackUrl: true,
  store: true,
  secret: true,
  policy: true,
  entryPoint: true,
  logoutUrl: true,
  logoutCallbackUrl: true,
  audience: true,
  acceptedClockSkewMs: true,
  maxAssertionAgeMs: true,
  wantAssertionsSigned: true,
  wantAuthnResponseSigned: true,
  validateInResponseTo: true,
  requestIdExpirationPeriodMs: true,
  identifierFormat: true,
  authnContext: true,
  disableRequestedAuthnContext: true,
  racComparison: true,
  forceAuthn: true,
  passive: true,
  privateKey: true,
  publicCert: true,
  signatureAlgorithm: true,
  digestAlgorithm: true,
  decryptionPvk: true,
  authnRequestBinding: true,
  additionalParams: true,
  additionalAuthorizeParams: true,
  additionalLogoutParams: true,
  signMetadata: true,
  metadataContactPerson: true,
  metadataOrganization: true,
  allowCreate: true,
  disableRequestAcsUrl: true,
  skipRequestCompression: true,
  xmlSignatureTransforms: true,
  name: true,
  passReqToCallback: true,
  getSamlOptions: true,
};
