// The caller's options, read once.
import { clock, isMoment } from "./clock.js";
import { type DecryptionKeys, readDecryptionKeys } from "./decrypt.js";
import { requireKnown } from "./settings.js";
import type { OneTimeStore, Secret, VerifyOptions } from "./types.js";

export interface Moment {
  readonly keys: DecryptionKeys;
  /** As the core has it: the ID, empty where no request is expected, undefined where the store is to be asked. */
  readonly inResponseTo: string | undefined;
  /**
   * Milliseconds since the epoch. The clock is asked when the message has arrived: whoever holds back the body of his request must
   * not be judged by the time at which he began it.
   */
  readonly now: () => number;
}

export interface Checked extends Moment {
  readonly store: OneTimeStore | typeof ACCEPT_REPLAY;
  readonly secret: Secret | undefined;
  readonly cookies: string | null | undefined;
}

export const ACCEPT_REPLAY = "none-accept-replay";

export function readVerifyOptions(options: VerifyOptions): Checked {
  const known = requireKnown("options", options, VERIFY);
  const { store, cookies } = known;
  const secret = secretOf(known);
  const moment = readMoment(known);
  if (store === ACCEPT_REPLAY) {
    if (moment.inResponseTo === undefined && secret === undefined) throw new TypeError("options.inResponseTo is missing, and there is no store to ask.");
  } else {
    requireStore(store);
  }
  if (secret !== undefined && moment.inResponseTo !== undefined) {
    throw new TypeError("options.inResponseTo and options.secret are two answers to one question: give one of them.");
  }
  if (!isTextOrNone(cookies)) throw new TypeError("options.cookies is no Cookie header.");
  const { keys, inResponseTo, now } = moment;
  return { keys, inResponseTo, now, store, secret, cookies };
}

const VERIFY = { store: true, inResponseTo: true, now: true, decrypt: true, secret: true, cookies: true };

/** A secret from the environment that is not set must not turn into no secret. */
export function secretOf(options: { readonly secret?: Secret }): Secret | undefined {
  if ("secret" in options && options.secret === undefined)
    throw new TypeError("options.secret is undefined: is the variable set? Leave the member out where there is none.");
  return options.secret;
}

/** The Cookie header that came with the message. Where the request is not given it has to be known: without it every login would seem to come from another browser. */
export function cookiesOf(input: unknown, { inResponseTo, cookies }: Checked): string | undefined {
  if (cookies !== undefined) return cookies ?? undefined;
  const headers = (input as Partial<Request> | null)?.headers;
  if (typeof headers?.get === "function") return headers.get("cookie") ?? undefined;
  if (inResponseTo !== undefined) return undefined;
  throw new TypeError(
    "options.cookies is missing: give the Cookie header of the request, or the request itself; null where it has none, or where you told the store of the request yourself.",
  );
}

export function readExplainOptions(options: ExplainOptions): Moment & { readonly canonicalForms: boolean } {
  const known = requireKnown("options", options, { inResponseTo: true, now: true, decrypt: true, canonicalForms: true });
  return { ...readMoment(known), canonicalForms: known.canonicalForms === true };
}

export interface ExplainOptions extends Pick<VerifyOptions, "inResponseTo" | "now" | "decrypt"> {
  /** Adds to each signature what was canonicalised for it, which is as long as the message. */
  readonly canonicalForms?: boolean | undefined;
}

function readMoment({ inResponseTo, now, decrypt }: Pick<VerifyOptions, "inResponseTo" | "now" | "decrypt">): Moment {
  if (inResponseTo === "" || !isTextOrNone(inResponseTo)) {
    throw new TypeError("options.inResponseTo is neither the ID of a request nor null.");
  }
  const keys = readDecryptionKeys(decrypt);
  return { inResponseTo: inResponseTo === null ? "" : inResponseTo, now: readNow(now), keys };
}

const isTextOrNone = (value: unknown) => typeof value === "string" || value === undefined || value === null;

/** A fixed moment, or the clock's. */
export function readNow(now: Date | undefined): () => number {
  if (now === undefined) return clock;
  const milliseconds = typeof now?.getTime === "function" ? now.getTime() : NaN;
  if (!isMoment(milliseconds)) throw new TypeError("options.now is not a valid Date.");
  return () => milliseconds;
}

export function requireStore(store: OneTimeStore | undefined): asserts store is OneTimeStore {
  if (store === undefined)
    throw new TypeError(
      "options.store is missing: something has to remember which logins were used, so that none is used again. memoryStore() does that where one process serves everything; where several do, redisStore, sqlStore or durableObjectStore.",
    );
  if (typeof store?.put !== "function" || typeof store.take !== "function")
    throw new TypeError("options.store is not a OneTimeStore: it needs put(key, expiresAt) and take(key).");
}
