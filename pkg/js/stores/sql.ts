import type { OneTimeStore } from "../types.js";

/** How values are marked in a statement: `?` or `$1`. */
export type SqlDialect = "sqlite" | "postgresql";

export type SqlRows = readonly unknown[] | { readonly rows: readonly unknown[] };

/** Runs one statement, and answers the rows that it returns. */
export type RunSql = (sql: string, values: readonly (string | number)[]) => SqlRows | PromiseLike<SqlRows>;

/** A pool or client of pg, and what is made like it. */
export interface PostgresClient {
  query(sql: string, values: (string | number)[]): PromiseLike<{ readonly rows: readonly unknown[] }>;
}

/** A database of Cloudflare D1. */
export interface D1Client {
  prepare(sql: string): {
    bind(...values: (string | number)[]): { all(): PromiseLike<{ readonly results: readonly unknown[] }> };
  };
  batch: unknown;
}

export interface SqlStoreOptions {
  /** Made with `sqlSchema`; default `saml_state`. */
  readonly table?: string;
  /** Needed where a function runs the statements. */
  readonly dialect?: SqlDialect;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface SqlStore extends OneTimeStore {
  /** Deletes what has expired, a thousand rows at a time, and says how many. Call it now and then: nothing else shrinks the table. */
  sweep(): Promise<number>;
}

/**
 * A store in one table of PostgreSQL, SQLite or Cloudflare D1, whose primary key decides who is first. MySQL cannot be used: it
 * has no RETURNING.
 *
 * Each operation is one statement and must be its own transaction: a login accepted inside one that is rolled back can be used
 * again. So can what the database loses: write to one primary, and let a commit mean that it is on the disk.
 */
export function sqlStore(database: PostgresClient | D1Client, options?: SqlStoreOptions): SqlStore;
export function sqlStore(run: RunSql, options: SqlStoreOptions & { readonly dialect: SqlDialect }): SqlStore;
export function sqlStore(
  database: PostgresClient | D1Client | RunSql,
  { table = DEFAULT_TABLE, dialect, now = Date.now }: SqlStoreOptions = {},
): SqlStore {
  const runner = runnerOf(database, dialect);
  const statements = sqlStatements(table, runner.dialect);
  const run = async (sql: string, ...values: (string | number)[]) => rowsOf(await runner.run(sql, values));
  return {
    async put(key, expiresAt) {
      return names(await run(statements.put, key, Math.ceil(expiresAt), now()), key);
    },
    async take(key) {
      return names(await run(statements.take, key, now()), key);
    },
    async sweep() {
      const moment = now();
      let swept = 0;
      for (;;) {
        const { length } = await run(statements.sweep, moment, moment);
        swept += length;
        if (length < SWEPT_AT_ONCE) return swept;
      }
    },
  };
}

/** The statements that make the table, for both dialects. They do nothing where it is there. */
export function sqlSchema(table: string = DEFAULT_TABLE): readonly string[] {
  requireName(table);
  return [
    `CREATE TABLE IF NOT EXISTS ${table} (id TEXT NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)`,
    `CREATE INDEX IF NOT EXISTS ${table}_expires_at ON ${table} (expires_at)`,
  ];
}

/** Each is atomic by itself, and returns the ids of the rows that it wrote or deleted. Their values are in the order of the marks. */
export function sqlStatements(table: string, dialect: SqlDialect) {
  requireName(table);
  const mark = (position: number) => (dialect === "postgresql" ? `$${position}` : "?");
  return {
    /** Key, expiry, now. An expired row is as good as none. */
    put:
      `INSERT INTO ${table} (id, expires_at) VALUES (${mark(1)}, ${mark(2)}) ` +
      `ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE ${table}.expires_at <= ${mark(3)} RETURNING id`,
    /** Key, now. */
    take: `DELETE FROM ${table} WHERE id = ${mark(1)} AND expires_at > ${mark(2)} RETURNING id`,
    /**
     * Now, twice. The first condition looks redundant, and is what PostgreSQL asks again of a row that was put anew while the
     * statement waited for it: without it that row would be deleted alive.
     */
    sweep:
      `DELETE FROM ${table} WHERE expires_at <= ${mark(1)} AND id IN ` +
      `(SELECT id FROM ${table} WHERE expires_at <= ${mark(2)} LIMIT ${SWEPT_AT_ONCE}) RETURNING id`,
  };
}

/** It goes into the statements as it is. */
function requireName(table: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(table)) throw new TypeError("table is not a name of ASCII letters, digits and _.");
}

interface Runner {
  readonly run: RunSql;
  readonly dialect: SqlDialect;
}

function runnerOf(database: PostgresClient | D1Client | RunSql, dialect: SqlDialect | undefined): Runner {
  if (dialect !== undefined && dialect !== "sqlite" && dialect !== "postgresql")
    throw new TypeError('dialect is neither "sqlite" nor "postgresql".');
  if (typeof database === "function") {
    if (dialect === undefined) throw new TypeError('dialect is missing: "sqlite" marks values as ?, "postgresql" as $1.');
    return { run: database, dialect };
  }
  const { query } = (database ?? {}) as Partial<PostgresClient>;
  if (typeof query === "function") {
    const client = database as PostgresClient;
    return { run: (sql, values) => client.query(sql, [...values]), dialect: dialect ?? "postgresql" };
  }
  const { prepare, batch } = (database ?? {}) as Partial<D1Client>;
  // Drivers of SQLite have a prepare as well, of another kind.
  if (typeof prepare === "function" && typeof batch === "function") {
    const client = database as D1Client;
    const run: RunSql = async (sql, values) => (await client.prepare(sql).bind(...values).all()).results;
    return { run, dialect: dialect ?? "sqlite" };
  }
  throw new TypeError(
    "sqlStore needs a client with query(sql, values), as pg has it, a Cloudflare D1 database, " +
      "or a function that runs one statement with its values and answers the rows.",
  );
}

function rowsOf(result: SqlRows): readonly unknown[] {
  const rows = Array.isArray(result) ? result : (result as { readonly rows?: unknown } | null | undefined)?.rows;
  if (!Array.isArray(rows)) throw new TypeError("The statement was not answered with a list of rows.");
  return rows;
}

/** No row is a no; one row, which must be that of the key, is a yes. */
function names(rows: readonly unknown[], key: string): boolean {
  if (rows.length === 0) return false;
  const [row] = rows;
  if (rows.length === 1 && typeof row === "object" && row !== null && Object.values(row)[0] === key) return true;
  throw new TypeError("The statement was answered with something else than the row of the key.");
}

const DEFAULT_TABLE = "saml_state";

/** So that neither a lock nor an answer grows with what has gathered. */
const SWEPT_AT_ONCE = 1000;
