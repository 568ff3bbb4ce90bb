// Requests that a browser was sent away with, until their answer comes (profiles 4.1.4.3; rules P04, P06, B07 and R08).
//
// The ID of such a request authenticates itself: whoever has the secret can tell that it was made here, for which parties, and until when it may be answered. So nothing has
// to be written when somebody opens the sign-in page. A cookie binds it to the browser: `SameSite=None`, because the answer comes as a POST from another site, and `__Host-`, so
// that no other host of the same domain can put one in its place. With a store instead of a secret the cookie has a random part, and the store the digest of both.
import { isFirst } from "./claim.js";
import { replayed, requestExpired, requestNotPending, requestOfOtherBrowser, returnAddressRefused, storeUnavailable } from "./refusals.js";
import { requestKey } from "./request-key.js";
import { base64url, hex, unbase64url, utf8 } from "./send/octets.js";
import type { Connection, OneTimeStore, Secret } from "./types.js";
import type { Fact } from "./wire.js";

/** What of a request has to be known when its answer comes. */
export interface Remembered {
  /** A path on this site. */
  readonly returnTo: string | null;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly forceAuthn: boolean;
  /** The classes that were asked for; empty for none. */
  readonly authnContext: readonly string[];
}

/** A login cannot be answered by the answer to a logout. */
export type Purpose = "login" | "logout";

/** How requests of this caller are kept. */
export type Keeping = { readonly secret: Secret } | { readonly store: OneTimeStore } | undefined;

export interface Pending {
  readonly id: string;
  /** What of the ID names the cookie: means nothing to anybody else. */
  readonly handle: string;
  /** Values of Set-Cookie: the new one, and those that end the oldest where there are too many. */
  readonly cookies: readonly string[];
}

export interface Request {
  readonly purpose: Purpose;
  readonly connection: Connection;
  readonly expiresAt: number;
  readonly remembered: Remembered;
  /** The Cookie header of the request that is answered with this one. */
  readonly cookies: string | undefined;
}

export async function remember(request: Request, keeping: Keeping): Promise<Pending> {
  const { purpose, connection, expiresAt, remembered, cookies } = request;
  const random = hex(crypto.getRandomValues(new Uint8Array(16)));
  if (keeping === undefined) return { id: `_${random}`, handle: random, cookies: [] };
  const body = Math.ceil(expiresAt / 1000).toString(16).padStart(8, "0") + random;
  const payload = base64url(utf8(JSON.stringify(pack(remembered))));
  const maxAge = Math.ceil((expiresAt - remembered.issuedAt) / 1000);
  let id: string;
  let value: string;
  if ("secret" in keeping) {
    const key = (await readSecret(keeping.secret))[0] as CryptoKey;
    id = `_${body}${hex(await mac(key, idText(purpose, connection, body)))}`;
    value = `${base64url(await mac(key, browserText(id, payload)))}.${payload}`;
  } else {
    id = `_${body}`;
    value = `${base64url(crypto.getRandomValues(new Uint8Array(16)))}.${payload}`;
    const key = await boundKey(purpose, connection, id, value);
    // Rule P03: what the store does not keep, nobody could answer.
    if (!(await isFirst({ kind: "put", key, expiresAt }, keeping.store, 0))) throw storeUnavailable(new TypeError("store.put has a key that was made just now."));
  }
  return { id, handle: handleOf(id), cookies: [setCookie(cookieName(purpose, id), value, maxAge), ...superfluous(purpose, cookies)] };
}

export interface Recalled {
  readonly remembered: Remembered | undefined;
  /** What the store has to say of it. */
  readonly fact: Fact;
  /** The value of Set-Cookie that says that the request was answered: then Back and Refresh are told from another browser. */
  readonly doneCookie: string | null;
}

/** What was remembered of the request `id`, from the browser that brings its answer. */
export async function recall(
  purpose: Purpose,
  id: string,
  connection: Connection,
  { secret, cookies, now }: { readonly secret: Secret | undefined; readonly cookies: string | undefined; readonly now: number },
): Promise<Recalled> {
  const name = cookieName(purpose, id);
  const value = readCookies(cookies).get(name);
  const entityId = connection.idp.entityId;
  const doneCookie = setCookie(name, DONE, Math.max(0, Math.ceil((expiryOf(id.slice(1)) - now) / 1000)));
  if (value === DONE) throw replayed(purpose === "login" ? "P01" : "L04");
  if (secret === undefined) {
    // Who put the plain key himself has no cookie of ours, and his request is under that.
    if (value === undefined) return { remembered: undefined, fact: { kind: "take", key: await requestKey(entityId, id) }, doneCookie: null };
    return { remembered: unpack(value), fact: { kind: "take", key: await boundKey(purpose, connection, id, value) }, doneCookie };
  }
  const [, body, proof] = ID.exec(id) ?? [];
  if (body === undefined || proof === undefined) throw requestNotPending(id);
  const key = await whoseMac(await readSecret(secret), idText(purpose, connection, body), proof);
  if (key === undefined) throw requestNotPending(id);
  const expiresAt = expiryOf(body);
  if (now >= expiresAt) throw requestExpired(id);
  const [browser, payload] = value?.split(".") ?? [];
  if (value === undefined || payload === undefined || !equal(browser ?? "", base64url(await mac(key, browserText(id, payload)))))
    throw requestOfOtherBrowser(id);
  // Nothing was written when it was sent: so the answer is what is written down.
  return { remembered: unpack(value), fact: { kind: "put", key: await requestKey(entityId, id), expiresAt: expiresAt + MARGIN }, doneCookie };
}

/** Expiry in seconds and 128 random bits, then 128 bits of the proof, all in hexadecimal. */
const ID = /^_([0-9a-f]{40})([0-9a-f]{32})$/;

const expiryOf = (body: string) => parseInt(body.slice(0, 8), 16) * 1000;

/** Only tells people what happened; whether something may be used once more, the store says. */
const DONE = "done";

/** For a store whose clock is behind. */
const MARGIN = 60_000;

const idText = (purpose: Purpose, { idp, sp }: Connection, body: string) =>
  [`saml-edge ${purpose}`, idp.entityId, sp.entityId, sp.acsUrl, body].join("\0");

const browserText = (id: string, payload: string) => `saml-edge browser\0${id}\0${payload}`;

/** The store never sees the cookie. */
const boundKey = (purpose: Purpose, connection: Connection, id: string, value: string) =>
  requestKey(connection.idp.entityId, `${idText(purpose, connection, id)}\0${value}`);

/** The first makes, every one verifies: a secret is changed by putting the new one before the old one for as long as a login may take. */
async function readSecret(secret: Secret): Promise<readonly CryptoKey[]> {
  const texts = typeof secret === "string" ? [secret] : secret;
  if (!Array.isArray(texts) || texts.length === 0) throw new TypeError("options.secret is neither a string nor a list of strings.");
  return await Promise.all(
    texts.map((text: unknown) => {
      if (typeof text !== "string" || text.length < 32)
        throw new TypeError("options.secret must have at least 32 characters: make it with `openssl rand -hex 32`.");
      return crypto.subtle.importKey("raw", utf8(text), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    }),
  );
}

/** 128 bits are enough for what is tried online and expires. */
const mac = async (key: CryptoKey, text: string) => new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text))).subarray(0, 16);

async function whoseMac(keys: readonly CryptoKey[], text: string, proof: string): Promise<CryptoKey | undefined> {
  for (const key of keys) if (equal(hex(await mac(key, text)), proof)) return key;
  return undefined;
}

/** Without telling by its time how much is equal. */
function equal(one: string, other: string): boolean {
  let different = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) different |= one.charCodeAt(at) ^ other.charCodeAt(at % Math.max(1, other.length));
  return different === 0;
}

const PREFIX = { login: "__Host-saml-", logout: "__Host-saml-out-" } as const;

/** One for each request, so that several tabs can sign in at once; its name sorts by expiry. */
const cookieName = (purpose: Purpose, id: string) => PREFIX[purpose] + handleOf(id);

const handleOf = (id: string) => id.slice(1, 25);

const setCookie = (name: string, value: string, maxAge: number) =>
  `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=None`;

/**
 * Of a name that comes twice no value counts: `__Host-` leaves room for one, so somebody else had a hand in it. White space is that of RFC 6265, 5.4, and no other: browsers let any host of the
 * same domain set a cookie whose name begins with, say, U+00A0 and then `__Host-`.
 */
function readCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    const name = stripped(at === -1 ? pair : pair.slice(0, at));
    cookies.set(name, cookies.has(name) || at === -1 ? "" : stripped(pair.slice(at + 1)));
  }
  return cookies;
}

/** Without blanks and tabs at its ends; in one pass, for a header may be long, and a pattern for the end of a text starts anew at each blank. */
function stripped(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && (text[start] === " " || text[start] === "\t")) start++;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(start, end);
}

/** Logins that were begun and left: with too many of them the header would grow until servers refuse it. */
function superfluous(purpose: Purpose, header: string | undefined): readonly string[] {
  const pattern = new RegExp(`^${PREFIX[purpose]}[0-9a-f]{24}$`);
  const names = [...readCookies(header).keys()].filter((name) => pattern.test(name)).sort();
  return names.slice(0, Math.max(0, names.length - MOST + 1)).map((name) => setCookie(name, "", 0));
}

/** Tabs in which somebody signs in at the same time. */
const MOST = 8;

type Packed = readonly [returnTo: string | null, issuedAt: number, forceAuthn: 0 | 1, authnContext: readonly string[]];

const pack = ({ returnTo, issuedAt, forceAuthn, authnContext }: Remembered): Packed => [
  returnTo,
  issuedAt,
  forceAuthn ? 1 : 0,
  authnContext,
];

/** Only of a cookie that the proof or the store vouches for. */
function unpack(value: string): Remembered | undefined {
  const octets = unbase64url(value.split(".")[1] ?? "");
  if (octets === undefined) return undefined;
  try {
    const [returnTo, issuedAt, forceAuthn, authnContext] = JSON.parse(new TextDecoder().decode(octets)) as Packed;
    return { returnTo, issuedAt, forceAuthn: forceAuthn === 1, authnContext };
  } catch {
    return undefined;
  }
}

/** Rule B06: the path on this site, or a refusal. Anybody can make a link to the sign-in page with an address of his own in it. */
export function readReturnTo(returnTo: string | URL | undefined, own: string): string | null {
  if (returnTo === undefined) return null;
  const path = localPath(returnTo, own);
  if (path === null) throw returnAddressRefused(String(returnTo));
  return path;
}

/**
 * The path on the site of `own` (an address of it, such as `sp.acsUrl`) that `address` leads to, with its query and fragment; `null` where it leads anywhere else. For addresses that
 * somebody else wrote, such as the RelayState of a login that started at the IdP.
 */
export function localPath(address: string | URL | null | undefined, own: string | URL): string | null {
  const { origin, protocol } = new URL(own);
  if (address === null || address === undefined) return null;
  const text = String(address);
  const url = URL.canParse(text, origin) ? new URL(text, origin) : undefined;
  // The origin of a blob is that of the address inside it.
  if (url === undefined || url.origin !== origin || url.protocol !== protocol || url.username !== "" || url.password !== "") return null;
  const path = url.pathname + url.search + url.hash;
  // `//host` and `/\host` are other hosts; a tab or line feed in between is left out by browsers, and some clients write `\` anew.
  return /^\/(?!\/)[^\\]*$/.test(path) && path.length <= 1024 ? path : null;
}
