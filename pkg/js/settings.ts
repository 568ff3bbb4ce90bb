// The caller's connection, read once, and everything that makes it no connection.
import { ownOf } from "./own.js";
import type { Connection, Policy } from "./types.js";

export interface Settings {
  /** A copy, whose members are what was checked. */
  readonly connection: Connection;
  /** For the core: names and values in turn, each ended by U+0000; a list is its name once for each value. */
  readonly text: string;
  readonly maxBytes: number;
}

export function readConnection(connection: Connection): Settings {
  const { idp, sp, policy = {} } = requireKnown("connection", connection, { idp: true, sp: true, policy: true });
  const known = { idp: requireKnown("idp", idp, IDP), sp: requireKnown("sp", sp, SP), policy: requireKnown("policy", policy, POLICY) };
  const text = flatten("idp", known.idp, IDP) + flatten("sp", known.sp, SP) + flatten("policy", known.policy, POLICY);
  return { connection: known, text, maxBytes: maxBytesOf(known.policy) };
}

/** A copy, so that what was checked is what is used. A misspelt name must not be taken for a setting that was left out. */
export function requireKnown<Known extends object>(path: string, object: Known, known: object): Known {
  if (typeof object !== "object" || object === null || Array.isArray(object)) throw new TypeError(`${path} is not an object.`);
  // What a class or a Map has is not the object's own, and would be left out without a word.
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError(`${path} is not a plain object: give one that has its settings itself, such as { ...settings } or what JSON.parse makes.`);
  const copy = ownOf(object);
  for (const name of Object.keys(copy)) {
    if (Object.hasOwn(known, name)) continue;
    throw new TypeError(`${path} has no setting ${JSON.stringify(name)}. It has: ${Object.keys(known).join(", ")}.`);
  }
  return copy;
}

export function flatten(path: string, object: object, kinds: Readonly<Record<string, Kind>>): string {
  let text = "";
  for (const [name, value] of Object.entries(object)) {
    const setting = `${path}.${name}`;
    if (value !== undefined) for (const part of KINDS[kinds[name] as Kind](setting, value)) text += `${setting}\0${part}\0`;
  }
  return text;
}

type Kind = keyof typeof KINDS;

/** The values of a setting, once they are what the type says. The core checks what they mean. */
const KINDS = {
  text: (setting: string, value: unknown) => [requireText(setting, value)],
  texts(setting: string, value: unknown): string[] {
    if (!Array.isArray(value)) throw new TypeError(`${setting} is not a list of strings.`);
    return value.map((part, position) => requireText(`${setting}[${position}]`, part));
  },
  /** A list of what is allowed. An empty one allows nothing, or everything: nobody knows which is meant. */
  choices(setting: string, value: unknown) {
    const choices = KINDS.texts(setting, value);
    if (choices.length === 0) throw new TypeError(`${setting} is empty: then nobody could sign in. Leave it out to allow all.`);
    return choices;
  },
  /** The same where an empty list allows nothing, and says so to the core with an empty text. */
  scopes(setting: string, value: unknown) {
    const scopes = KINDS.texts(setting, value);
    if (scopes.includes("")) throw new TypeError(`${setting} has an empty scope.`);
    return scopes.length === 0 ? [""] : scopes;
  },
  flag(setting: string, value: unknown) {
    if (typeof value !== "boolean") throw new TypeError(`${setting} is neither true nor false.`);
    return [value];
  },
  count(setting: string, value: unknown) {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${setting} is not a whole number.`);
    return [value];
  },
  /** What the core does not read: who sends messages does. */
  sent: (setting: string, value: unknown) => (requireText(setting, value), []),
  sentTexts: (setting: string, value: unknown) => (KINDS.texts(setting, value), []),
  sentFlag: (setting: string, value: unknown) => (KINDS.flag(setting, value), []),
};

function requireText(setting: string, value: unknown): string {
  if (typeof value !== "string") throw new TypeError(`${setting} is not a string.`);
  if (value.includes("\0")) throw new TypeError(`${setting} contains U+0000. A certificate is given as PEM or base64, not as DER octets.`);
  return value;
}

/** The core refuses a limit that it cannot keep; until then the largest message is read at most. */
function maxBytesOf({ maxBytes = DEFAULT_MAX_BYTES }: Policy): number {
  return maxBytes > 0 && maxBytes < MAX_BYTES_CEILING ? maxBytes : MAX_BYTES_CEILING;
}

const IDP: Record<keyof Connection["idp"], Kind> = {
  entityId: "text",
  certificates: "texts",
  ssoUrl: "sent",
  ssoBinding: "sent",
  sloUrl: "sent",
  sloResponseUrl: "sent",
  sloBinding: "sent",
  wantAuthnRequestsSigned: "sentFlag",
  signatureAlgorithms: "sentTexts",
};

const SP: Record<keyof Connection["sp"], Kind> = { entityId: "text", acsUrl: "text", sloUrl: "text" };

const POLICY: Record<keyof Policy, Kind> = {
  requireSigned: "text",
  idpInitiated: "text",
  requireEncrypted: "flag",
  nameIdFormat: "text",
  identifierAttribute: "text",
  requiredAttributes: "texts",
  authnContext: "choices",
  allowedEmailDomains: "choices",
  allowedScopes: "scopes",
  clockSkewSeconds: "count",
  maxBytes: "count",
  minRsaBits: "count",
  allowSha1: "flag",
  allowUnauthenticatedCbc: "flag",
  maxResponseAgeSeconds: "count",
  maxAuthnAgeSeconds: "count",
  maxAssertionLifetimeSeconds: "count",
  maxSessionSeconds: "count",
  allowConfirmationNotBefore: "flag",
  enforceCertificateValidity: "flag",
  allowHttpAcs: "flag",
  allowHttpIdp: "sentFlag",
};

const DEFAULT_MAX_BYTES = 256 * 1024;
export const MAX_BYTES_CEILING = 4 * 1024 * 1024;
