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
    const login = await library.verifyLogin(good.value, good.connection, { store, ...moment });
    equal(login.inResponseTo, id, "inResponseTo");
    equal(await store.take(key), false, "the request was taken");
  },

  async "store: a request that nobody waits for is refused"({ library, good }) {
    const { now } = good;
    const error = await refused(
      library.verifyLogin(good.value, good.connection, { store: good.memoryStore(library), now }),
      library.SamlError,
    );
    equal([error.code, error.rule, error.found], ["ERR_IN_RESPONSE_TO_MISMATCH", "R08", good.moment.inResponseTo]);
  },

  async "store: a replay does not use up the request"({ library, good }) {
    const taken = [];
    const store = { put: () => false, take: (key) => taken.push(key) > 0 };
    const error = await refused(library.verifyLogin(good.value, good.connection, { store, now: good.now }), library.SamlError);
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
      library.verifyLogin(good.value, good.connection, { store: { put: async () => true, take: fail }, now: good.now }),
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
    await library.testStore(library.memoryStore());
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

  async "testStore: it names what a broken store does wrong"({ library }) {
    for (const [name, store, complaint] of brokenStores(library)) {
      const error = await refused(library.testStore(store), Error);
      ok(error.message.includes(complaint), `${name}: ${error.message}`);
    }
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
  ];
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
