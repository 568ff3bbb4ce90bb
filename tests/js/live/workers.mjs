// The stores of Cloudflare in workerd, asked from two Workers over the same state; and Workers KV, which is none.
import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { equal, ok, refused } from "../lib/check.mjs";
import { sqlTests } from "./sql.mjs";

const WORKERS = ["one", "two"];

export const workersBackends = (library) => [
  { name: "sqlStore on D1", open: () => openWorkers("d1"), tests: sqlTests },
  { name: "durableObjectStore with one object", open: () => openWorkers("object"), tests: objectTests },
  { name: "durableObjectStore with 4 shards", open: () => openWorkers("shards"), tests: {} },
  { name: "Workers KV", open: () => openWorkers("kv"), isNone: true, tests: kvTests(library) },
];

async function openWorkers(store) {
  const script = await bundle();
  const miniflare = new Miniflare({
    workers: WORKERS.map((name) => ({
      name,
      modules: true,
      script,
      compatibilityDate: "2026-07-01",
      d1Databases: { DATABASE: "database" },
      kvNamespaces: { KV: "namespace" },
      durableObjects: Object.fromEntries(
        ["SamlState", "Watched", "Broken"].map((className) => [className, { className, scriptName: WORKERS[0], useSQLite: true }]),
      ),
    })),
    // No look-ups at Cloudflare.
    cf: false,
    telemetry: { enabled: false },
  });
  const asks = (await Promise.all(WORKERS.map((name) => miniflare.getWorker(name)))).map(batching);
  const handlesOf = (store) =>
    asks.map((ask) => Object.fromEntries(["put", "take", "sweep"].map((name) => [name, (...values) => ask(store, name, ...values)])));
  const asking = (store) => (operation, ...values) => asks[0](store, operation, ...values);
  await asking("watched")("createTables");
  return { handles: handlesOf(store), handlesOf, caller: asking("caller"), watched: asking("watched"), close: () => miniflare.dispose() };
}

/** What is asked at once travels as one request, so that it is at once in the Worker as well. */
function batching(fetcher) {
  let waiting = [];
  async function send() {
    const batch = waiting;
    waiting = [];
    try {
      const response = await fetcher.fetch("http://tests.invalid/", { method: "POST", body: JSON.stringify(batch.map(({ asked }) => asked)) });
      const answers = await response.json();
      for (const [position, { resolve, reject }] of batch.entries()) {
        const { answer, error } = answers[position];
        error === undefined ? resolve(answer) : reject(new Error(error));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  return (store, operation, ...values) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(send);
      // JSON has no NaN.
      const asked = { store, operation, values: values.map((value) => (typeof value === "number" ? { number: `${value}` } : value)) };
      waiting.push({ asked, resolve, reject });
    });
}

async function bundle() {
  const result = await build({
    stdin: { contents: WORKER, resolveDir: import.meta.dirname, sourcefile: "worker.mjs" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:workers"],
    logLevel: "error",
  });
  return result.outputFiles[0].text;
}

const WORKER = `
import { durableObjectStore, SamlState } from "saml-edge/cloudflare";
import { sqlSchema, sqlStore } from "saml-edge/stores";

export { SamlState };

/** The object with its lid off. */
export class Watched extends SamlState {
  async fill(count, expiresAt) {
    for (let position = 0; position < count; position++) await this.put("filled:" + position + ":" + expiresAt, expiresAt);
  }
  rows() {
    return this.ctx.storage.sql.exec("SELECT count(*) AS rows FROM state").one().rows;
  }
  /** The alarm itself cannot be called from outside. */
  async ring() {
    await this.alarm();
  }
  nextAlarm() {
    return this.ctx.storage.getAlarm();
  }
}

export class Broken extends SamlState {
  async put() {
    throw new Error("the storage is gone");
  }
  take() {
    throw new Error("the storage is gone");
  }
}

/** As one would write it, and must not. */
const kvStore = (kv) => ({
  async put(key, expiresAt) {
    if (Number(await kv.get(key)) > Date.now()) return false;
    await kv.put(key, String(expiresAt));
    return true;
  },
  async take(key) {
    const live = Number(await kv.get(key)) > Date.now();
    await kv.delete(key);
    return live;
  },
});

const STORES = {
  d1: (env) => sqlStore(env.DATABASE),
  object: (env) => durableObjectStore(env.SamlState, { name: "acme" }),
  shards: (env) => durableObjectStore(env.SamlState, { name: "acme", shards: 4 }),
  broken: (env) => durableObjectStore(env.Broken, { name: "acme" }),
  kv: (env) => kvStore(env.KV),
  watched(env) {
    const object = env.Watched.getByName("acme");
    return {
      createTables: () => env.DATABASE.batch(sqlSchema().map((statement) => env.DATABASE.prepare(statement))).then(() => true),
      fill: (...values) => object.fill(...values),
      rows: () => object.rows(),
      nextAlarm: () => object.nextAlarm(),
      ring: () => object.ring(),
    };
  },
  /** What needs no object. */
  caller(env) {
    const store = (options, namespace = env.SamlState) => durableObjectStore(namespace, options);
    return {
      mistakes: () =>
        [
          () => store({}),
          () => store({ name: "" }),
          () => store({ name: 1 }),
          () => store({ name: "acme", shards: 0 }),
          () => store({ name: "acme", shards: 1.5 }),
          () => store({ name: "acme", shards: 257 }),
          () => store({ name: "acme", shards: "4" }),
          () => store({ name: "acme" }, {}),
          () => store({ name: "acme" }, null),
          () => store({ name: "acme", shards: 256 }),
        ].map(nameOfError),
      /** How many of a thousand keys, of the kind that verifyLogin makes, come to which object. */
      async spread(shards) {
        const asked = {};
        const namespace = { getByName: (name) => ({ put: () => (asked[name] = (asked[name] ?? 0) + 1) > 0, take: () => (asked[name] -= 1) >= 0 }) };
        const spread = store({ name: "acme", shards }, namespace);
        const digits = (number) => number.toString(16).padStart(8, "0").repeat(8);
        for (let number = 0; number < 1000; number++) await spread.put("assertion:" + digits(number), 1);
        const counts = Object.entries(asked).sort();
        for (let number = 0; number < 1000; number++) await spread.take("assertion:" + digits(number));
        return { counts, left: Object.values(asked) };
      },
    };
  },
};

function nameOfError(work) {
  try {
    work();
    return "none";
  } catch (error) {
    return error.constructor.name;
  }
}

async function answerTo({ store, operation, values }, env) {
  try {
    const given = values.map((value) => (typeof value === "object" ? Number(value.number) : value));
    return { answer: await STORES[store](env)[operation](...given) };
  } catch (error) {
    return { error: String(error) };
  }
}

export default {
  fetch: async (request, env) => Response.json(await Promise.all((await request.json()).map((asked) => answerTo(asked, env)))),
};
`;

const objectTests = {
  async "a name or a number of shards that is none is the caller's mistake"({ caller }) {
    equal(await caller("mistakes"), [...Array(9).fill("TypeError"), "none"]);
  },

  async "a key always comes to the same object, and keys to all of them"({ caller }) {
    equal((await caller("spread", 1)).counts, [["acme#0", 1000]]);
    const { counts, left } = await caller("spread", 4);
    equal(
      counts.map(([name]) => name),
      ["acme#0", "acme#1", "acme#2", "acme#3"],
    );
    ok(
      counts.every(([, count]) => count > 200),
      `keys of each object: ${JSON.stringify(counts)}`,
    );
    equal(left, [0, 0, 0, 0], "keys that were looked for elsewhere");
  },

  async "what the object throws reaches the caller"({ handlesOf }) {
    for (const handle of handlesOf("broken")) {
      for (const asked of [handle.put("a", Date.now() + HOUR), handle.take("a")]) {
        const { message } = await refused(asked, Error);
        ok(message.includes("the storage is gone"), message);
      }
    }
  },

  async "its alarm deletes what has expired, a batch at a time, and nothing else"({ watched }) {
    const [now, later] = [Date.now(), Date.now() + HOUR];
    await watched("fill", 1, later);
    ok((await watched("nextAlarm")) >= later, "an alarm when the first key expires");
    await watched("fill", 1100, now);
    const next = await watched("nextAlarm");
    ok(next >= now + 600_000 && next < now + 660_000, `an alarm in ten minutes, though the key has expired: ${next - now}`);
    equal(await watched("rows"), 1101, "rows");
    await watched("ring");
    // Set for the present, so that it comes by itself for the second batch.
    for (const deadline = Date.now() + 20_000; (await watched("rows")) > 1 && Date.now() < deadline; )
      await new Promise((resolve) => setTimeout(resolve, 50));
    equal(await watched("rows"), 1, "rows");
    for (const deadline = Date.now() + 20_000; (await watched("nextAlarm")) !== later && Date.now() < deadline; )
      await new Promise((resolve) => setTimeout(resolve, 50));
    equal(await watched("nextAlarm"), later, "the alarm for the key that is left");
  },
};

const kvTests = ({ testStore }) => ({
  async "testStore refuses it, from one Worker and from two"({ handles: [store, ...others] }) {
    for (const options of [{}, { others }]) {
      const { message } = await refused(testStore(store, options), Error);
      ok(message.includes("of many puts of one key at once, exactly one answers true"), message);
      ok(message.includes("of many takes of one key at once, exactly one answers true"), message);
    }
  },
});

const HOUR = 3_600_000;
