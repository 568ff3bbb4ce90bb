import type { OneTimeStore } from "../types.js";

/** Sends one command, such as `["GETDEL", "key"]`, and answers Redis's reply as it is: a string, or `null` for nil. */
export type SendRedisCommand = (command: string[]) => PromiseLike<unknown>;

/** A client of node-redis, or one of ioredis. */
export type RedisClient =
  | { sendCommand(command: string[]): PromiseLike<unknown> }
  | { call(command: string, ...words: string[]): PromiseLike<unknown> };

export interface RedisStoreOptions {
  /** What every key begins with; default `saml-edge:`. All that serve one connection need the same. */
  readonly prefix?: string;
}

/**
 * A store in Redis 6.2 or newer, or in whatever speaks its `SET NX PXAT` and `GETDEL`. Any client will do: one that has neither
 * `sendCommand(words)` nor `call(...words)` is given as a function.
 *
 * What Redis forgets can be used again, so it must not forget. `maxmemory-policy` has to be `noeviction`: then a full Redis refuses
 * to write, and the login is refused with it. A restart without `appendonly yes` forgets everything, and a replica that takes over
 * lacks what it had not received yet: both open the minutes for which a login lives. Keys expire by the clock of Redis.
 *
 * A login is refused where Redis takes longer than 15 seconds. What the client still has in its queue then, it may send later, and a key that nobody needs stays until
 * it expires: set the client to give up sooner.
 */
export function redisStore(
  client: SendRedisCommand | RedisClient,
  { prefix = "saml-edge:" }: RedisStoreOptions = {},
): OneTimeStore {
  if (typeof prefix !== "string") throw new TypeError("prefix is not a string.");
  const send = senderOf(client);
  return {
    async put(key, expiresAt) {
      // Of a moment that is over, Redis says OK as well, and keeps nothing.
      const command = ["SET", prefix + key, VALUE, "NX", "PXAT", String(Math.ceil(expiresAt))];
      return isDone("SET", await send(command), "OK");
    },
    async take(key) {
      return isDone("GETDEL", await send(["GETDEL", prefix + key]), VALUE);
    },
  };
}

function senderOf(client: SendRedisCommand | RedisClient): SendRedisCommand {
  if (typeof client === "function") return client;
  // First, because the sendCommand of ioredis means something else.
  if (has(client, "call")) return async ([command, ...words]) => client.call(command as string, ...words);
  if (has(client, "sendCommand")) return async (command) => client.sendCommand(command);
  throw new TypeError(
    "redisStore needs a client with sendCommand(words), as node-redis has it, or call(...words), as ioredis has it, " +
      "or a function that sends one command, a list of strings, and answers the reply.",
  );
}

const has = <Name extends "call" | "sendCommand">(client: RedisClient, name: Name): client is Extract<RedisClient, Record<Name, unknown>> =>
  typeof (client as Partial<Record<Name, unknown>> | null | undefined)?.[name] === "function";

/** Nil is a no. A third reply, such as the octets of "OK", is not guessed at. */
function isDone(command: string, reply: unknown, wanted: string): boolean {
  if (reply === wanted) return true;
  if (reply === null) return false;
  throw new TypeError(`${command} was answered with neither ${JSON.stringify(wanted)} nor null: the client must hand on Redis's replies as strings.`);
}

const VALUE = "1";
