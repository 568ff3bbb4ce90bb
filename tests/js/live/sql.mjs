// sqlStore on PostgreSQL, and on SQLite.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";

import pg from "pg";

import { equal } from "../lib/check.mjs";
import { findOnPath, freePort, makeFolder, removeFolder, startServer, unprivileged } from "./server.mjs";

const HOST = "127.0.0.1";

export const sqlBackends = (library) => [
  { name: "sqlStore on PostgreSQL", open: () => openPostgres(library), tests: { ...sqlTests, ...postgresTests } },
  { name: "sqlStore on SQLite", open: () => openSqlite(), tests: sqlTests },
];

async function openPostgres({ sqlSchema, sqlStore }) {
  const binaries = findPostgres();
  if (binaries === undefined) return { missing: "there is no PostgreSQL; POSTGRES_BIN may name the folder of initdb and postgres" };
  const owner = unprivileged(["postgres", "nobody"]);
  const [folder, port] = [makeFolder(owner), await freePort()];
  const data = join(folder, "data");
  // The locale is not this machine's, so that messages and orders are the same everywhere. Nothing here has to outlive a power cut.
  const words = ["-D", data, "-U", USER, "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync"];
  execFileSync(join(binaries, "initdb"), words, { cwd: folder, ...owner, stdio: "pipe" });
  const server = await startServer(
    join(binaries, "postgres"),
    ["-D", data, "-h", HOST, "-p", `${port}`, "-k", folder, "-c", "fsync=off"],
    { cwd: folder, owner, isReady: () => createTable(port, sqlSchema()) },
  );
  const pools = Array.from({ length: HANDLES }, () => new pg.Pool({ ...address(port), max: 10 }));
  for (const pool of pools) pool.on("error", () => {});
  return {
    handles: pools.map((pool) => sqlStore(pool)),
    // At once, and its children with it.
    kill: () => server.kill("SIGQUIT"),
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await server.kill("SIGQUIT");
      removeFolder(folder);
    },
  };
}

function findPostgres() {
  if (process.env.POSTGRES_BIN !== undefined) return existsSync(join(process.env.POSTGRES_BIN, "initdb")) ? process.env.POSTGRES_BIN : undefined;
  const onPath = findOnPath("initdb");
  if (onPath !== undefined) return dirname(onPath);
  if (!existsSync(DEBIAN)) return undefined;
  const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
  return versions.map((version) => join(DEBIAN, version, "bin")).find((folder) => existsSync(join(folder, "initdb")));
}

async function createTable(port, schema) {
  const client = new pg.Client(address(port));
  client.on("error", () => {});
  try {
    await client.connect();
    for (const statement of schema) await client.query(statement);
  } finally {
    await client.end();
  }
}

const address = (port) => ({ host: HOST, port, user: USER, database: "postgres" });

/** One file, and a thread with a connection of its own for each handle. */
async function openSqlite() {
  const folder = makeFolder();
  const workers = [];
  for (let count = 0; count < HANDLES; count++) workers.push(await openThread(join(folder, "state.sqlite")));
  return {
    handles: workers.map(({ handle }) => handle),
    async close() {
      for (const { worker } of workers) await worker.terminate();
      removeFolder(folder);
    },
  };
}

async function openThread(file) {
  const worker = new Worker(new URL("./sqlite-thread.mjs", import.meta.url), { workerData: file });
  const waiting = new Map();
  let count = 0;
  const end = (reason) => {
    for (const { reject } of waiting.values()) reject(reason);
  };
  worker.on("message", ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    return error === undefined ? resolve(answer) : reject(new Error(error));
  });
  worker.on("error", end).on("exit", () => end(new Error("the thread ended")));
  const ask = (operation, ...values) =>
    new Promise((resolve, reject) => {
      waiting.set(++count, { resolve, reject });
      worker.postMessage({ id: count, operation, values });
    });
  await ask("create");
  return { worker, handle: Object.fromEntries(["put", "take", "sweep"].map((name) => [name, (...values) => ask(name, ...values)])) };
}

/** For whatever has a `sweep`. */
export const sqlTests = {
  async "sweep deletes what has expired, and nothing else"({ handles: [one, other] }) {
    await one.sweep();
    const run = crypto.randomUUID();
    const put = (name, expiresAt) => one.put(`swept:${run}:${name}`, expiresAt);
    await inTens(SWEPT, (position) => put(position, 1_000_000_000_000 + position));
    await put("live", Date.now() + HOUR);
    equal(await other.sweep(), SWEPT, "rows swept");
    equal([await one.sweep(), await put("live", Date.now() + HOUR)], [0, false], "what is left");
  },
};

const postgresTests = {
  /** A statement that waits for a row finds it changed afterwards. Elsewhere one statement waits for the other as a whole. */
  async "sweep leaves what is put anew meanwhile"({ handles }) {
    const run = crypto.randomUUID();
    const claims = (round, expiresAt) =>
      Array.from({ length: 100 }, (_, position) => handles[position % handles.length].put(`anew:${run}:${round}:${position}`, expiresAt));
    for (let round = 0; round < 20; round++) {
      await Promise.all(claims(round, 1_000_000_000_000));
      const [puts] = await Promise.all([Promise.all(claims(round, Date.now() + HOUR)), ...handles.map((handle) => handle.sweep())]);
      const again = await Promise.all(claims(round, Date.now() + HOUR));
      equal([puts.includes(false), again.includes(true)], [false, false], `round ${round}: refused at first, accepted again`);
    }
  },
};

async function inTens(count, work) {
  for (let start = 0; start < count; start += 10)
    await Promise.all(Array.from({ length: Math.min(10, count - start) }, (_, offset) => work(start + offset)));
}

const HANDLES = 2;
const HOUR = 3_600_000;
const USER = "saml_edge";
const DEBIAN = "/usr/lib/postgresql";
/** More than one statement sweeps. */
const SWEPT = 1100;
