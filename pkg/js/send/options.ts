// What everything that is sent has in common, read once.
import { readNow, requireStore, secretOf } from "../options.js";
import type { Keeping } from "../pending.js";
import type { SendOptions } from "../types.js";

export const SEND: Record<keyof SendOptions, true> = {
  secret: true,
  store: true,
  returnTo: true,
  relayState: true,
  sign: true,
  expiresInSeconds: true,
  cookies: true,
  now: true,
};

export interface Sending {
  readonly keeping: Keeping;
  readonly cookies: string | undefined;
  readonly expiresInSeconds: number;
  readonly relayState: string | undefined;
}

export function readSendOptions(options: SendOptions): Sending {
  const { store, returnTo, relayState, expiresInSeconds = 600, cookies } = options;
  const secret = secretOf(options);
  if (secret !== undefined && store !== undefined) throw new TypeError("options.secret and options.store are two ways to remember a request: give one.");
  if (store !== undefined) requireStore(store);
  if (returnTo !== undefined && secret === undefined && store === undefined)
    throw new TypeError("options.returnTo needs options.secret or options.store: without them nothing is remembered.");
  if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 60 || expiresInSeconds > 3600)
    throw new TypeError("options.expiresInSeconds is not a whole number from 60 to 3600.");
  if (relayState !== undefined && typeof relayState !== "string") throw new TypeError("options.relayState is not a text.");
  const keeping = secret !== undefined ? { secret } : store !== undefined ? { store } : undefined;
  return { keeping, cookies: cookies ?? undefined, expiresInSeconds, relayState };
}

export const clockOf = (now: Date | undefined): number => readNow(now)();
