// The one-time rule: what the store is asked, what its answers mean, and the stores of the package.
import { equal, ok, refused } from "../lib/check.mjs";

export const storeTests = {
  async "store: a login is accepted once"({ library, good }) {
    const store = good.memoryStore(library);
    await library.verifyLogin(good.value, good.connection, good.options(store));
    await refusedAs("ERR_REPLAYED P01", library, good, store);
  },

  async "store: without a store a login is accepted again"({ library, good }) {
    for (let time = 0; time < 2; time++) {
      await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    }
  },

  async "store: it is asked for the assertion, then for the signed Response, with the expiry in milliseconds"({
    library,
    bothSigned,
  }) {
    const asked = [];
    const store = { put: async (key, expiresAt) => asked.push([key, expiresAt]) > 0, take: async () => true };
    const login = await library.verifyLogin(bothSigned.value, bothSigned.connection, bothSigned.options(store));
    equal(
      asked.map(([key]) => key.split(":")[0]),
      ["assertion", "response"],
      "keys",
    );
    for (const [key, expiresAt] of asked) {
      ok(/^\w+:[0-9a-f]{64}$/.test(key), `a key of hexadecimal digits: ${key}`);
      ok(expiresAt >= login.expiresAt.getTime() + 60_000, "a minute longer than it is accepted");
      ok(expiresAt > Date.now(), "by the store's clock, whatever moment it was judged at");
    }
  },

  async "store: a Response that was used is refused under its own rule"({ library, bothSigned }) {
    const store = { put: (key) => key.startsWith("assertion:"), take: () => true };
    await refusedAs("ERR_REPLAYED P02", library, bothSigned, store);
  },

  async "store: a pending request is taken once"({ library, good }) {
    const store = good.memoryStore(library);
    const { inResponseTo: id, ...moment } = good.moment;
    const key = await library.requestKey(good.connection.idp.entityId, id);
    ok(/^request:[0-9a-f]{64}$/.test(key), key);
    await store.put(key, good.now.getTime() + 60_000);
    const login = await library.verifyLogin(good.value, good.connection, { store, ...moment, cookies: null });
    equal(login.inResponseTo, id, "inResponseTo");
    equal(await store.take(key), false, "the request was taken");
  },

  async "store: a request that nobody waits for is refused"({ library, good }) {
    const { now } = good;
    const error = await refused(
      library.verifyLogin(good.value, good.connection, { store: good.memoryStore(library), now, cookies: null }),
      library.SamlError,
    );
    equal([error.code, error.rule, error.found], ["ERR_IN_RESPONSE_TO_MISMATCH", "R08", good.moment.inResponseTo]);
  },

  async "store: a replay does not use up the request"({ library, good }) {
    const taken = [];
    const store = { put: () => false, take: (key) => taken.push(key) > 0 };
    const error = await refused(library.verifyLogin(good.value, good.connection, { store, now: good.now, cookies: null }), library.SamlError);
    equal([error.code, taken], ["ERR_REPLAYED", []]);
  },

  async "store: a refused message never reaches it"({ library, good }) {
    const store = { put: () => ok(false, "asked"), take: () => ok(false, "asked") };
    const error = await refused(
      library.verifyLogin(good.value, good.connection, good.options(store, { inResponseTo: "_another" })),
      library.SamlError,
    );
    equal(error.code, "ERR_IN_RESPONSE_TO_MISMATCH");
  },

  async "store: whatever is neither true nor false refuses"({ library, good }) {
    for (const answer of [undefined, null, 1, 0, "OK", "", {}, [], new Boolean(true)]) {
      const store = { put: async () => answer, take: async () => true };
      const error = await refusedAs("ERR_STORE_UNAVAILABLE P03", library, good, store);
      ok(error.cause instanceof TypeError, "the cause is there");
    }
  },

  async "store: what it throws refuses, and is the cause"({ library, good }) {
    const cause = new Error("the disk is full");
    const fail = () => {
      throw cause;
    };
    for (const put of [fail, async () => fail()]) {
      const error = await refusedAs("ERR_STORE_UNAVAILABLE P03", library, good, { put, take: async () => true });
      ok(error.cause === cause, "the cause is there");
    }
    const error = await refused(
      library.verifyLogin(good.value, good.connection, { store: { put: async () => true, take: fail }, now: good.now, cookies: null }),
      library.SamlError,
    );
    equal(error.code, "ERR_STORE_UNAVAILABLE");
  },

  async "store: of a hundred uses of one login at once, one is accepted"({ library, good }) {
    const store = good.memoryStore(library);
    const uses = Array.from({ length: 100 }, () => library.verifyLogin(good.value, good.connection, good.options(store)));
    const settled = await Promise.allSettled(uses);
    equal(settled.filter(({ status }) => status === "fulfilled").length, 1, "accepted");
    for (const { reason } of settled) ok(reason === undefined || reason.code === "ERR_REPLAYED", String(reason));
  },

  async "store: a hundred verifications at once do not disturb each other"({ library, good, bothSigned }) {
    const work = Array.from({ length: 100 }, async (_, index) => {
      const { value, connection, nameId } = index % 2 === 0 ? good : bothSigned;
      const spoilt = index % 5 === 0;
      const promise = library.verifyLogin(spoilt ? value.slice(4) : value, connection, good.options("none-accept-replay"));
      if (spoilt) return ok((await refused(promise, library.SamlError)).code.startsWith("ERR_"), "code");
      return equal((await promise).nameId, nameId, "nameId");
    });
    await Promise.all(work);
  },

  async "memoryStore: it keeps what testStore promises"({ library }) {
    await library.testStore(library.memoryStore(), { patience: 300 });
  },

  async "memoryStore: keys expire by its clock"({ library }) {
    let time = 1000;
    const store = library.memoryStore({ now: () => time });
    equal(await store.put("a", 2000), true);
    time = 1999;
    equal([await store.put("a", 3000), await store.take("b")], [false, false]);
    time = 2000;
    equal([await store.take("a"), await store.put("a", 3000)], [false, true]);
  },

  async "memoryStore: full of live keys it refuses, and makes room when they expire"({ library }) {
    let time = 0;
    const store = library.memoryStore({ maxKeys: 3, now: () => time });
    for (const [key, expiresAt] of [
      ["a", 10],
      ["b", 10],
      ["c", 20],
    ])
      equal(await store.put(key, expiresAt), true, key);
    await refused(store.put("d", 20), Error);
    equal(await store.put("c", 20), false, "a live key stays known");
    time = 10;
    equal([await store.put("d", 20), await store.put("e", 20), await store.put("c", 30)], [true, true, false]);
  },

  async "memoryStore: a full store refuses the login"({ library, good }) {
    const store = good.memoryStore(library, { maxKeys: 1 });
    await store.put("another", good.now.getTime() + 60_000);
    await refusedAs("ERR_STORE_UNAVAILABLE P03", library, good, store);
  },

  async "memoryStore: what is no moment is not stored"({ library }) {
    await refused(library.memoryStore().put("a", NaN), TypeError);
  },

  async "testStore: it names what a broken store does wrong"({ library }) {
    for (const [name, store, complaint] of brokenStores(library)) {
      const error = await refused(library.testStore(store, { patience: 300 }), Error);
      ok(error.message.includes(complaint), `${name}: ${error.message}`);
    }
  },

  async "testStore: two handles on one store are one store"({ library }) {
    const store = library.memoryStore();
    const handle = { put: (key, expiresAt) => store.put(key, expiresAt), take: (key) => store.take(key) };
    await library.testStore(store, { others: [handle, handle], concurrency: 7, rounds: 3, patience: 300 });
  },

  async "testStore: what looks right alone is refused for what the others see"({ library }) {
    for (const [name, [store, ...others], complaint] of divergingHandles(library)) {
      await library.testStore(store, { patience: 300 });
      const error = await refused(library.testStore(store, { others, patience: 300 }), Error);
      ok(error.message.includes(complaint), `${name}: ${error.message}`);
    }
  },

  async "testStore: a number of claims that is none is the caller's mistake"({ library }) {
    const store = library.memoryStore();
    for (const options of [{ concurrency: 0 }, { concurrency: 1.5 }, { rounds: NaN }, { rounds: "2" }])
      await refused(library.testStore(store, options), TypeError);
  },

  async "redisStore: it sends two commands, and hands on what Redis decided"({ library }) {
    const sent = [];
    const replies = ["OK", null, "1", null];
    const store = library.redisStore(async (command) => (sent.push(command), replies.shift()));
    equal([await store.put("a", 2000.5), await store.put("a", 2000), await store.take("a"), await store.take("b")], [true, false, true, false]);
    equal(sent, [
      ["SET", "saml-edge:a", "1", "NX", "PXAT", "2001"],
      ["SET", "saml-edge:a", "1", "NX", "PXAT", "2000"],
      ["GETDEL", "saml-edge:a"],
      ["GETDEL", "saml-edge:b"],
    ]);
  },

  async "redisStore: a reply that is neither is an error"({ library }) {
    for (const reply of [undefined, "", "ok", "QUEUED", 0, 1, true, false, [], ["OK"], new Uint8Array([79, 75])]) {
      const store = library.redisStore(async () => reply);
      await refused(store.put("a", 2000), TypeError);
      await refused(store.take("a"), TypeError);
    }
    // Right for the other command.
    await refused(library.redisStore(async () => "1").put("a", 2000), TypeError);
    await refused(library.redisStore(async () => "OK").take("a"), TypeError);
  },

  async "redisStore: what the client throws reaches the caller"({ library }) {
    const cause = new Error("READONLY");
    const fail = () => {
      throw cause;
    };
    for (const client of [fail, async () => fail(), { sendCommand: fail }, { call: fail }]) {
      const store = library.redisStore(client);
      for (const asked of [store.put("a", 2000), store.take("a")]) ok((await refused(asked, Error)) === cause, "the error of the client");
    }
  },

  async "redisStore: each kind of client is asked in its own way"({ library }) {
    class Client {
      sent = [];
    }
    class NodeRedis extends Client {
      sendCommand(words, ...more) {
        this.sent.push(words, ...more);
        return Promise.resolve("1");
      }
    }
    class IoRedis extends Client {
      sendCommand() {
        throw new Error("it takes a Command");
      }
      call(...words) {
        this.sent.push(words);
        return Promise.resolve("1");
      }
    }
    for (const client of [new NodeRedis(), new IoRedis()]) {
      equal(await library.redisStore(client, { prefix: "p:" }).take("a"), true, "take");
      equal(client.sent, [["GETDEL", "p:a"]], client.constructor.name);
    }
  },

  async "redisStore: what it cannot use is the caller's mistake"({ library }) {
    for (const client of [undefined, null, "redis://localhost", {}, { get: () => null, set: () => "OK" }, { call: "me" }])
      await refused(
        (async () => library.redisStore(client))(),
        TypeError,
      );
    await refused(
      (async () => library.redisStore(async () => null, { prefix: 1 }))(),
      TypeError,
    );
  },

  async "sqlStore: each kind of database is asked in its own way"({ library }) {
    const now = () => 1000;
    const shown = { put: ["a", 2000, 1000], take: ["a", 1000], sweep: [1000, 1000] };
    for (const [name, database, options, marks, asked] of databases()) {
      const store = library.sqlStore(database, { now, table: "logins", ...options });
      equal([await store.put("a", 1999.5), await store.take("a"), await store.sweep()], [true, true, 1], name);
      equal(
        asked.map(([, values]) => values),
        Object.values(shown),
        name,
      );
      for (const [statement, values] of asked) {
        equal(statement.match(/\?|\$\d/g), values.map((_, position) => marks(position + 1)), statement);
        ok(/(?:INTO|FROM) logins /.test(statement) && statement.endsWith(" RETURNING id"), statement);
      }
    }
  },

  async "sqlStore: no row is a no, and what is not the row of the key is an error"({ library }) {
    const answering = (answer) => library.sqlStore(async () => answer, { dialect: "sqlite" });
    for (const none of [[], { rows: [] }]) equal([await answering(none).put("a", 1), await answering(none).take("a")], [false, false]);
    for (const one of [[{ id: "a" }], { rows: [["a"]] }]) equal([await answering(one).put("a", 1), await answering(one).take("a")], [true, true]);
    const [row, another] = [{ id: "a" }, { id: "b" }];
    for (const other of [undefined, null, true, 1, "a", {}, { changes: 1 }, { rows: 1 }, [null], ["a"], [another], [row, row], [[], []], [{}]]) {
      await refused(answering(other).put("a", 1), TypeError);
      await refused(answering(other).take("a"), TypeError);
    }
    const down = library.sqlStore(() => Promise.reject(new Error("down")), { dialect: "sqlite" });
    for (const asked of [down.put("a", 1), down.take("a"), down.sweep()]) equal((await refused(asked, Error)).message, "down");
  },

  async "sqlStore: sweep goes on until fewer than a thousand were there"({ library }) {
    const counts = [1000, 1000, 3, 7];
    const store = library.sqlStore(async () => Array.from({ length: counts.shift() }, () => ({ id: "a" })), { dialect: "sqlite" });
    equal([await store.sweep(), counts], [2003, [7]]);
  },

  async "sqlStore: what it cannot use is the caller's mistake"({ library }) {
    const run = async () => [];
    const dialect = "sqlite";
    for (const [database, options] of [
      [undefined, {}],
      [null, {}],
      ["postgres://localhost", {}],
      [{}, {}],
      [{ prepare: () => ({}) }, {}],
      [run, {}],
      [run, { dialect: "mysql" }],
      [{ query: run }, { dialect: "mysql" }],
      [run, { dialect, table: "" }],
      [run, { dialect, table: "a b" }],
      [run, { dialect, table: "a;DROP TABLE b" }],
      [run, { dialect, table: "1a" }],
      [run, { dialect, table: "a\n" }],
      [run, { dialect, table: 'a"' }],
    ])
      await refused(
        (async () => library.sqlStore(database, options))(),
        TypeError,
      );
    await refused(
      (async () => library.sqlSchema("a b"))(),
      TypeError,
    );
    ok(
      library.sqlSchema("logins").every((statement) => statement.includes("logins")),
      "the table's name",
    );
  },
};

async function refusedAs(wanted, library, good, store) {
  const error = await refused(library.verifyLogin(good.value, good.connection, good.options(store)), library.SamlError);
  equal(`${error.code} ${error.rule}`, wanted, error.message);
  return error;
}

function brokenStores(library) {
  const made = (change) => {
    const store = library.memoryStore();
    return { put: (key, expiresAt) => store.put(key, expiresAt), take: (key) => store.take(key), ...change(store) };
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  return [
    [
      "answers OK",
      made((store) => ({ put: async (...put) => ((await store.put(...put)) ? "OK" : null) })),
      "put of a new key answers true",
    ],
    ["forgets", made(() => ({ put: async () => true })), "put of a live key answers false"],
    ["never lets go", made((store) => ({ put: (key) => store.put(key, Infinity) })), "put of an expired key answers true"],
    ["ignores case", made((store) => ({ put: (key, expiresAt) => store.put(key.toLowerCase(), expiresAt) })), "letter case"],
    ["cuts keys", made((store) => ({ put: (key, expiresAt) => store.put(key.slice(0, 64), expiresAt) })), "compared whole"],
    ["takes nothing", made(() => ({ take: async () => false })), "take of a live key answers true"],
    ["takes all", made(() => ({ take: async () => true })), "take of an unknown key answers false"],
    ["throws", made(() => ({ take: () => Promise.reject(new Error("down")) })), "it threw Error: down"],
    ["reads, then writes", readsThenWrites(pause), "of many puts of one key at once"],
    ["sees later what it wrote", seesLater(pause), "put of a live key answers false"],
    ["forgets in a month", made((store) => ({ put: (key, expiresAt) => store.put(key, withinAMonth(expiresAt)) })), "expires in a year"],
    ["cuts the last letter", made((store) => ({ put: (key, expiresAt) => store.put(key.slice(0, 79), expiresAt) })), "of 80 characters"],
    ["counts in days", made((store) => ({ put: (key, expiresAt) => store.put(key, expiresAt + 86_400_000) })), "expired an hour ago"],
    [
      "takes an error for a yes",
      made((store) => ({ put: (...put) => store.put(...put).catch(() => true) })),
      "a put that cannot be done, such as until NaN, does not answer true",
    ],
    ["forgets after a moment", made((store) => ({ put: (key, expiresAt) => store.put(key, Math.min(expiresAt, Date.now() + 200)) })), "kept over some seconds"],
    ["forgets the oldest of fifty", made(() => forgetsTheOldest()), "kept over some seconds"],
    ["puts at once, and takes in two steps", made((store) => takesInTwoSteps(store, pause)), "those that answer true take turns"],
  ];
}

/** As caches do. */
function forgetsTheOldest() {
  const expiries = new Map();
  const isLive = (key) => (expiries.get(key) ?? 0) > Date.now();
  return {
    async put(key, expiresAt) {
      if (Number.isNaN(expiresAt)) throw new TypeError("expiresAt is not a number.");
      if (isLive(key)) return false;
      expiries.set(key, expiresAt);
      if (expiries.size > 50) expiries.delete(expiries.keys().next().value);
      return true;
    },
    async take(key) {
      const live = isLive(key);
      expiries.delete(key);
      return live;
    },
  };
}

/** As what counts in 32 bits does. */
const withinAMonth = (expiresAt) => (expiresAt - Date.now() > 2_592_000_000 ? 0 : expiresAt);

function takesInTwoSteps(store, pause) {
  return {
    async take(key) {
      const live = !(await store.put(key, Date.now() + 3_600_000));
      await pause();
      await store.take(key);
      return live;
    },
  };
}

/** What is written becomes visible with the next turn of the event loop. */
function seesLater(pause) {
  const seen = new Map();
  const isLive = (key) => (seen.get(key) ?? 0) > Date.now();
  return {
    async put(key, expiresAt) {
      const absent = !isLive(key);
      if (absent) pause().then(() => seen.set(key, expiresAt));
      return absent;
    },
    async take(key) {
      const live = isLive(key);
      if (live) pause().then(() => seen.delete(key));
      return live;
    },
  };
}

/** Pairs of handles, of which each keeps every promise while nobody else acts. */
function divergingHandles(library) {
  return [
    ["nothing shared", [library.memoryStore(), library.memoryStore()], "what one handle puts, every other sees at once"],
    ["replicas", replicas(library), "what one handle puts, every other sees at once"],
    ["replicas, at once", replicas(library), "of many puts of one key at once"],
    ["a memory of what was not there", forgetful(library), "every other sees at once, though it looked for it in vain before"],
    ["a memory of what was there", remembering(library), "no other has any more, though it saw it before"],
  ];
}

/** Each answers from its own copy, and tells the other of it later. */
function replicas(library) {
  const copies = [library.memoryStore(), library.memoryStore()];
  return copies.map((own, position) => {
    const tell = (work) => setTimeout(() => work(copies[1 - position]), 20);
    return {
      async put(key, expiresAt) {
        const absent = await own.put(key, expiresAt);
        if (absent) tell((other) => other.put(key, expiresAt).catch(() => {}));
        return absent;
      },
      async take(key) {
        const live = await own.take(key);
        if (live) tell((other) => other.take(key));
        return live;
      },
    };
  });
}

/** One state, before which each handle remembers what it looked for in vain until it puts it itself. */
function forgetful(library) {
  const store = library.memoryStore();
  return [0, 1].map(() => {
    const absent = new Set();
    return {
      async put(key, expiresAt) {
        const neverSeen = absent.delete(key);
        return (await store.put(key, expiresAt)) || neverSeen;
      },
      async take(key) {
        const live = await store.take(key);
        if (!live) absent.add(key);
        return live;
      },
    };
  });
}

/** One state, before which each handle remembers what it saw until it takes it itself. */
function remembering(library) {
  const store = library.memoryStore();
  return [0, 1].map(() => {
    const seen = new Set();
    return {
      async put(key, expiresAt) {
        const absent = !seen.has(key) && (await store.put(key, expiresAt));
        if (!absent) seen.add(key);
        return absent;
      },
      async take(key) {
        seen.delete(key);
        return await store.take(key);
      },
    };
  });
}

/** Clients of every kind: each notes what it is asked, and answers with the row of the key. */
function databases() {
  const row = { id: "a" };
  const postgres = (asked) => ({
    async query(statement, values) {
      asked.push([statement, values]);
      return { rows: [row], rowCount: 1 };
    },
  });
  const d1 = (asked) => ({
    prepare: (statement) => ({
      bind: (...values) => ({
        async all() {
          asked.push([statement, values]);
          return { results: [row], success: true };
        },
      }),
    }),
    batch() {},
  });
  const driver = (asked) => (statement, values) => {
    asked.push([statement, values]);
    return [row];
  };
  const [question, dollar] = [() => "?", (position) => `$${position}`];
  return [
    ["pg", postgres, {}, dollar],
    ["a query of SQLite", postgres, { dialect: "sqlite" }, question],
    ["D1", d1, {}, question],
    ["a function for SQLite", driver, { dialect: "sqlite" }, question],
    ["a function for PostgreSQL", driver, { dialect: "postgresql" }, dollar],
  ].map(([name, make, options, marks]) => {
    const asked = [];
    return [name, make(asked), options, marks, asked];
  });
}

/** An eventually consistent store in small. */
function readsThenWrites(pause) {
  const keys = new Map();
  const isLive = (key) => (keys.get(key) ?? 0) > Date.now();
  return {
    async put(key, expiresAt) {
      const absent = !isLive(key);
      await pause();
      if (absent) keys.set(key, expiresAt);
      return absent;
    },
    async take(key) {
      const live = isLive(key);
      await pause();
      keys.delete(key);
      return live;
    },
  };
}
