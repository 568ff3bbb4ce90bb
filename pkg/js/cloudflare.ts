import { DurableObject } from "cloudflare:workers";

import { sqlSchema, sqlStatements } from "./stores/sql.js";
import type { OneTimeStore } from "./types.js";

/**
 * What one connection remembers, in a Durable Object with SQLite storage. Export it from the Worker that the binding names, and reach
 * it through `durableObjectStore`. It answers no requests.
 */
export class SamlState extends DurableObject {
  /** Made by whatever comes first: there is nothing to migrate. */
  readonly #sql = withTable(this.ctx.storage.sql);

  /** As `OneTimeStore` has it. One statement decides, so nothing can come between reading and writing. */
  async put(key: string, expiresAt: number): Promise<boolean> {
    const now = Date.now();
    const isFirst = this.#sql.exec(STATEMENTS.put, key, expiresAt, now).toArray().length === 1;
    if (isFirst) await this.#wakeBy(sweepTime(expiresAt, now));
    return isFirst;
  }

  /** As `OneTimeStore` has it. */
  async take(key: string): Promise<boolean> {
    return this.#sql.exec(STATEMENTS.take, key, Date.now()).toArray().length === 1;
  }

  /** Deletes what has expired, and sleeps until more has. A thousand rows at a time, so that no login waits long for it. */
  async alarm(): Promise<void> {
    const now = Date.now();
    this.#sql.exec(STATEMENTS.sweep, now, now).toArray();
    const earliest = this.#sql.exec(`SELECT min(expires_at) AS earliest FROM ${TABLE}`).toArray()[0]?.["earliest"];
    if (typeof earliest === "number") await this.#wakeBy(earliest <= now ? now : sweepTime(earliest, now));
  }

  async #wakeBy(time: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > time) await this.ctx.storage.setAlarm(time);
  }
}

/** The part of a `DurableObjectNamespace<SamlState>` that is used. */
export interface SamlStateNamespace {
  getByName(name: string): { put(key: string, expiresAt: number): PromiseLike<boolean>; take(key: string): PromiseLike<boolean> };
}

export interface DurableObjectStoreOptions {
  /** Which connection: each has an object of its own. */
  readonly name: string;
  /**
   * How many objects share the keys of this connection, 1 to 256; default 1, which is enough for some hundred logins a second. A change
   * moves keys to other objects: until those of before have expired, such a login can be used once more.
   */
  readonly shards?: number;
}

/** A store in the Durable Objects of one connection: right from every isolate and every place. Where one cannot be reached, it throws. */
export function durableObjectStore(namespace: SamlStateNamespace, { name, shards = 1 }: DurableObjectStoreOptions): OneTimeStore {
  if (typeof namespace?.getByName !== "function") throw new TypeError("durableObjectStore needs the binding of a Durable Object namespace.");
  if (typeof name !== "string" || name === "") throw new TypeError("name is not the name of a connection.");
  if (!Number.isInteger(shards) || shards < 1 || shards > 256) throw new TypeError("shards is not a whole number from 1 to 256.");
  // The number is always there, so that no name of a connection is that of another's shard.
  const objectOf = (key: string) => namespace.getByName(`${name}#${shardOf(key, shards)}`);
  return {
    async put(key, expiresAt) {
      return await objectOf(key).put(key, expiresAt);
    },
    async take(key) {
      return await objectOf(key).take(key);
    },
  };
}

/** The first bits of FNV-1a, which spreads any keys; those of `verifyLogin` are hashes already, so nobody can aim at one object. */
function shardOf(key: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (const octet of new TextEncoder().encode(key)) hash = Math.imul(hash ^ octet, 0x01000193);
  return Math.floor(((hash >>> 0) / 2 ** 32) * shards);
}

function withTable<Sql extends { exec(statement: string): unknown }>(sql: Sql): Sql {
  for (const statement of sqlSchema(TABLE)) sql.exec(statement);
  return sql;
}

/** Not at each expiry: while logins come, the object is woken six times an hour for this. */
const sweepTime = (expiresAt: number, now: number) => Math.max(expiresAt, now + 600_000);

const TABLE = "state";

const STATEMENTS = sqlStatements(TABLE, "sqlite");
