// The caller's connection, read once, and everything that makes it no connection.
import { ownOf } from "./own.js";
import type { Connection, Policy } from "./types.js";

export interface Settings {
  /** A copy, whose members are what was checked. */
  readonly connection: Connection;
  /** For the core: names and values in turn, each ended by U+0000; a list is its name once for each value. Octets, so that they are made once. */
  readonly octets: Uint8Array;
  readonly maxBytes: number;
}

/** Whoever calls with the same connection again gets what was read of it, if it still has exactly that. */
export function readConnection(connection: Connection): Settings {
  const before = SEEN.get(connection);
  if (before !== undefined && isAsRead(connection, before.members)) return before.settings;
  const given = requireKnown("connection", connection, { idp: true, sp: true, policy: true });
  const { idp, sp, policy = {} } = given;
  const known = Object.freeze({ idp: readMembers("idp", idp, IDP), sp: readMembers("sp", sp, SP), policy: readMembers("policy", policy, POLICY) });
  const text = flatten("idp", known.idp, IDP) + flatten("sp", known.sp, SP) + flatten("policy", known.policy, POLICY);
  const settings = { connection: known, octets: new TextEncoder().encode(text), maxBytes: maxBytesOf(known.policy) };
  // With the members that it has, and no others: a policy that is given later is another connection.
  const members = ownOf(given.policy === undefined ? { ...given, idp: known.idp, sp: known.sp } : known);
  SEEN.set(connection, { members, settings });
  return settings;
}

/** Settings that were read, and the members that they were read from, as copies that nobody can change. */
const SEEN = new WeakMap<Connection, { readonly members: object; readonly settings: Settings }>();

/**
 * Whether an object still is what it was when it was read: the same names of its own, each with the same value. Each value is looked at
 * once, and what is used after that is the copy: so this holds for getters as well.
 */
function isAsRead(object: unknown, read: object): boolean {
  if (typeof object !== "object" || object === null || Array.isArray(object) || !isPlain(object)) return false;
  const names = Object.keys(object);
  if (names.length !== Object.keys(read).length) return false;
  for (const name of names) {
    if (!Object.hasOwn(read, name)) return false;
    const [now, then] = [(object as Members)[name], (read as Members)[name]];
    const same = Array.isArray(then) ? isSameList(now, then) : typeof then === "object" && then !== null ? isAsRead(now, then) : now === then;
    if (!same) return false;
  }
  return true;
}

function isSameList(list: unknown, read: readonly unknown[]): boolean {
  if (!Array.isArray(list) || list.length !== read.length) return false;
  for (let position = 0; position < read.length; position++) if (list[position] !== read[position]) return false;
  return true;
}

type Members = Record<string, unknown>;

/** The lists are copied as well: a certificate that was pushed later was not checked. */
function readMembers<Known extends object>(path: string, object: Known, kinds: object): Known {
  const copy = requireKnown(path, object, kinds);
  for (const [name, value] of Object.entries(copy)) {
    if (Array.isArray(value)) (copy as Members)[name] = Object.freeze(Array.from({ length: value.length }, (_, position): unknown => value[position]));
  }
  return Object.freeze(copy);
}

/** A copy, so that what was checked is what is used. A misspelt name must not be taken for a setting that was left out. */
export function requireKnown<Known extends object>(path: string, object: Known, known: object): Known {
  if (typeof object !== "object" || object === null || Array.isArray(object)) throw new TypeError(`${path} is not an object.`);
  // What a class or a Map has is not the object's own, and would be left out without a word.
  if (!isPlain(object))
    throw new TypeError(`${path} is not a plain object: give one that has its settings itself, such as { ...settings } or what JSON.parse makes.`);
  const copy = ownOf(object);
  for (const name of Object.keys(copy)) {
    if (Object.hasOwn(known, name)) continue;
    throw new TypeError(`${path} has no setting ${JSON.stringify(name)}. It has: ${Object.keys(known).join(", ")}.`);
  }
  return copy;
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
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
