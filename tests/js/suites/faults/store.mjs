// The one-time store fails, lies, dawdles, or says two things at once.
import { equal, ok, refused } from "../../lib/check.mjs";
import { unhandledIn, withClock, withHaste } from "../../lib/bent.mjs";

const CAUSE = new Error("the disk is full");

/** What a store may do instead of answering true or false, once it is asked. */
const NO_ANSWERS = {
  "throws": () => {
    throw CAUSE;
  },
  "throws undefined": () => {
    throw undefined;
  },
  "rejects": () => Promise.reject(CAUSE),
  "rejects later": () => new Promise((_, reject) => setTimeout(reject, 5, CAUSE)),
  "rejects with undefined": () => Promise.reject(),
  "rejects with a refusal of its own": () => Promise.reject({ code: "ERR_REPLAYED" }),
  "answers undefined": () => undefined,
  "answers null": async () => null,
  "answers 1": async () => 1,
  "answers a text": async () => "true",
  "answers an object": () => new Boolean(true),
  "answers a function": async () => () => true,
  "answers a symbol": async () => Symbol("true"),
  "answers a bigint": async () => 1n,
  "answers an array": async () => [true],
  "answers an object that says true to whoever converts it": async () => ({ valueOf: () => true, toString: () => "true", [Symbol.toPrimitive]: () => true }),
  "answers by a proxy": async () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => true) }),
  "first rejects, then resolves": () => ({
    then(resolve, reject) {
      reject(CAUSE);
      resolve(true);
    },
  }),
  "has a then that throws": () => ({
    then() {
      throw CAUSE;
    },
  }),
  "has a then that cannot be read": () => ({
    get then() {
      throw CAUSE;
    },
  }),
  "has a then that is none": () => ({ then: true }),
  "resolves with what rejects": () => ({ then: (resolve) => resolve(Promise.reject(CAUSE)) }),
  "resolves with no answer first, and with one afterwards": () => ({
    then(resolve) {
      resolve("OK");
      resolve(true);
    },
  }),
};

/** Two answers: the first is the answer. */
const TWICE = {
  "true, then false": [(resolve) => (resolve(true), resolve(false)), true],
  "true, then an error": [(resolve, reject) => (resolve(true), reject(CAUSE)), true],
  "true, then a throw": [
    (resolve) => {
      resolve(true);
      throw CAUSE;
    },
    true,
  ],
  "false, then true": [(resolve) => (resolve(false), resolve(true)), false],
  "false, then an error": [(resolve, reject) => (resolve(false), reject(CAUSE)), false],
};

export const storeFaultTests = {
  async "faults: whatever a store does instead of answering refuses the login, from put and from take"({ library, stage }) {
    for (const [name, fault] of Object.entries(NO_ANSWERS)) {
      const working = library.memoryStore();
      const unhandled = await unhandledIn(async () => {
        const { id, options } = await stage.begin();
        await unavailable(name, stage, library.verifyLogin(await stage.answer(id), stage.connection, { ...options, store: { put: fault, take: fault } }));
        // With a store that keeps the requests: the Assertion is put, and the request taken.
        const kept = await stage.begin({ store: working });
        const store = { put: (...values) => working.put(...values), take: fault };
        await unavailable(name, stage, library.verifyLogin(await stage.answer(kept.id), stage.connection, { ...kept.options, store }));
        await unavailable(name, stage, library.createLogin(stage.connection, { store: { put: fault, take: fault } }));
      });
      ok(unhandled <= 0, `${name}: ${unhandled} rejections that nobody handles`);
      await stage.nextWorks(working);
    }
  },

  async "faults: the second question is as strict as the first"({ library, bothSigned }) {
    for (const [name, fault] of Object.entries(NO_ANSWERS)) {
      const asked = [];
      const store = { put: (key) => (asked.push(key) === 1 ? true : fault()), take: async () => true };
      const error = await refused(library.verifyLogin(bothSigned.value, bothSigned.connection, bothSigned.options(store)), library.SamlError);
      equal([error.code, asked.length], ["ERR_STORE_UNAVAILABLE", 2], name);
    }
  },

  async "faults: of two answers the first counts, and a login is accepted once at most"({ library, stage }) {
    for (const [name, [then, isFirst]] of Object.entries(TWICE)) {
      const unhandled = await unhandledIn(async () => {
        const { id, options } = await stage.begin();
        const store = { put: () => ({ then }), take: () => ({ then }) };
        const verdict = library.verifyLogin(await stage.answer(id), stage.connection, { ...options, store });
        if (isFirst) equal((await verdict).nameId, "jane.doe@example.com", name);
        else await stage.refusal(verdict, "ERR_REPLAYED", "P01");
      });
      ok(unhandled <= 0, `${name}: ${unhandled} rejections that nobody handles`);
    }
  },

  async "faults: a then is read once, so that it cannot be another the second time"({ library, stage }) {
    let reads = 0;
    const answer = {
      get then() {
        reads += 1;
        return reads === 1 ? (resolve) => resolve(false) : (resolve) => resolve(true);
      },
    };
    const { id, options } = await stage.begin();
    await stage.refusal(library.verifyLogin(await stage.answer(id), stage.connection, { ...options, store: { put: () => answer, take: () => false } }), "ERR_REPLAYED", "P01");
    equal(reads, 1, "reads");
  },

  async "faults: a store that never answers is given up, and the next login works"({ library, stage }) {
    for (const silent of ["put", "take"]) {
      const working = library.memoryStore();
      const { id, options } = await stage.begin({ store: working });
      const form = await stage.answer(id);
      const store = { put: (...values) => working.put(...values), take: (key) => working.take(key), [silent]: () => new Promise(() => {}) };
      await withHaste(async (waits) => {
        const error = await stage.refusal(library.verifyLogin(form, stage.connection, { ...options, store }), "ERR_STORE_UNAVAILABLE", "P03");
        equal(error.cause?.message, `store.${silent} did not answer within 15 seconds.`, "cause");
        ok(waits.length > 0 && waits.every((wait) => wait === 15_000), `waits: ${waits}`);
        if (silent === "put") await stage.refusal(library.createLogin(stage.connection, { store }), "ERR_STORE_UNAVAILABLE", "P03");
      });
      await stage.nextWorks(working);
    }
  },

  async "faults: an answer after the store was given up changes nothing, and is no error that nobody handles"({ library, stage }) {
    for (const late of [(settle) => settle.resolve(true), (settle) => settle.reject(CAUSE)]) {
      const settle = {};
      const store = { put: () => new Promise((resolve, reject) => Object.assign(settle, { resolve, reject })), take: () => false };
      const unhandled = await unhandledIn(async () => {
        const { id, options } = await stage.begin();
        const form = await stage.answer(id);
        await withHaste(() => stage.refusal(library.verifyLogin(form, stage.connection, { ...options, store }), "ERR_STORE_UNAVAILABLE", "P03"));
        late(settle);
      });
      ok(unhandled <= 0, `${unhandled} rejections that nobody handles`);
    }
  },

  async "faults: a timer that comes too late is found out by the clock"({ library, stage }) {
    const working = library.memoryStore();
    const { id, options } = await stage.begin();
    const form = await stage.answer(id);
    let ahead = 0;
    const store = {
      put(...values) {
        ahead = 15_001;
        return working.put(...values);
      },
      take: (key) => working.take(key),
    };
    await withClock((real) => real() + ahead, () => stage.refusal(library.verifyLogin(form, stage.connection, { ...options, store }), "ERR_STORE_UNAVAILABLE", "P03"));
    // It was put: whoever sends it again is told so.
    await stage.refusal(library.verifyLogin(form, stage.connection, { ...options, store: working }), "ERR_REPLAYED", "P01");
    await stage.nextWorks(working);

    // So it is where time passes between the verdict and the first question: by then the store may have forgotten another use.
    const standingStill = (milliseconds) => {
      let asked = 0;
      return (real) => real() + (asked++ === 0 ? 0 : milliseconds);
    };
    const other = await stage.begin();
    const answer = await stage.answer(other.id);
    const login = () => library.verifyLogin(answer, stage.connection, { ...other.options, store: working });
    await withClock(standingStill(15_001), () => stage.refusal(login(), "ERR_STORE_UNAVAILABLE", "P03"));
    await withClock(standingStill(14_000), login);
  },

  async "faults: a store that is stuck until the message and its key have expired lets nobody in, not even once"({ library, stage }) {
    let ahead = 0;
    await withClock((real) => real() + ahead, async () => {
      const working = library.memoryStore();
      const waiting = [];
      const queue = (ask) => new Promise((resolve, reject) => waiting.push(() => ask().then(resolve, reject)));
      const store = { put: (...values) => queue(() => working.put(...values)), take: (key) => queue(() => working.take(key)) };
      const { id, options } = await stage.begin();
      const form = await stage.answer(id);
      const uses = Array.from({ length: 4 }, () => library.verifyLogin(form, stage.connection, { ...options, store }));
      const settled = Promise.allSettled(uses);
      for (const deadline = performance.now() + 5000; waiting.length < uses.length && performance.now() < deadline; ) await new Promise((resolve) => setTimeout(resolve, 1));
      equal(waiting.length, uses.length, "questions that wait");
      ahead = 3_600_000;
      // By its clock each key has expired before the next is put: it says true each time.
      let isOver = false;
      settled.then(() => (isOver = true));
      while (!isOver) {
        for (const ask of waiting.splice(0)) await ask();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      const verdicts = (await settled).map(({ status, reason }) => reason?.code ?? status);
      equal(verdicts, uses.map(() => "ERR_STORE_UNAVAILABLE"));
    });
    await stage.nextWorks();
  },

  async "faults: a store that says false of what is new refuses, and the next login works"({ library, stage }) {
    const { id, options } = await stage.begin();
    await stage.refusal(library.verifyLogin(await stage.answer(id), stage.connection, { ...options, store: { put: () => false, take: () => false } }), "ERR_REPLAYED", "P01");
    await stage.refusal(library.createLogin(stage.connection, { store: { put: () => false, take: () => true } }), "ERR_STORE_UNAVAILABLE", "P03");
    await stage.nextWorks();
  },

  /** Nobody can find that out from one answer: testStore does from several. */
  async "faults: a store that says true of what was used is found by testStore alone"({ library, stage }) {
    const liar = { put: async () => true, take: async () => true };
    const { id, options } = await stage.begin();
    const form = await stage.answer(id);
    for (let time = 0; time < 2; time++) await library.verifyLogin(form, stage.connection, { ...options, store: liar });
    const { message } = await refused(library.testStore(liar, { patience: 50, concurrency: 20 }), Error);
    for (const promise of ["put of a live key answers false", "of many puts of one key at once, exactly one answers true", "take of an unknown key answers false"]) ok(message.includes(promise), message);
  },

  async "faults: a store whose methods go away or change between two questions"({ library, stage, bothSigned }) {
    const working = library.memoryStore();
    const { id, options } = await stage.begin();
    const form = await stage.answer(id);
    let reads = 0;
    const vanishing = {
      get put() {
        reads += 1;
        return reads === 1 ? (...values) => working.put(...values) : undefined;
      },
      take: (key) => working.take(key),
    };
    await stage.refusal(library.verifyLogin(form, stage.connection, { ...options, store: vanishing }), "ERR_STORE_UNAVAILABLE", "P03");
    // A method of a class, with what only the instance has.
    class Own {
      #keys = new Set();
      async put(key) {
        this.put = async () => false;
        return !this.#keys.has(key) && this.#keys.add(key).size > 0;
      }
      async take(key) {
        return this.#keys.delete(key);
      }
    }
    const changed = library.verifyLogin(bothSigned.value, bothSigned.connection, bothSigned.options(new Own()));
    await stage.refusal(changed, "ERR_REPLAYED", "P02");
    await stage.nextWorks(working);
  },

  async "faults: a connection that is lost amid a call to Redis or SQL refuses the login"({ library, stage }) {
    const lost = new Error("Connection terminated unexpectedly");
    const drops = {
      "a reply that never comes": () => new Promise(() => {}),
      "an error": () => Promise.reject(lost),
      "an error amid the call": () => new Promise((_, reject) => setTimeout(reject, 5, lost)),
      "half a reply": async () => "O",
      "no reply": async () => undefined,
      "an answer to another question": async () => ({ rows: [{ id: "assertion:another" }] }),
      "rows that are none": async () => ({ rows: 1 }),
      "two rows": async () => ({ rows: [{}, {}] }),
      "rows of something else": async () => ({ rows: [null] }),
    };
    const stores = {
      redisStore: (drop) => library.redisStore(drop),
      "sqlStore on PostgreSQL": (drop) => library.sqlStore({ query: drop }),
      "sqlStore on D1": (drop) => library.sqlStore({ batch() {}, prepare: () => ({ bind: () => ({ all: async () => ({ results: (await drop())?.rows }) }) }) }),
    };
    for (const [name, make] of Object.entries(stores))
      for (const [how, drop] of Object.entries(drops)) {
        const { id, options } = await stage.begin();
        const form = await stage.answer(id);
        const unhandled = await unhandledIn(() => withHaste(() => unavailable(`${name}, ${how}`, stage, library.verifyLogin(form, stage.connection, { ...options, store: make(drop) }))));
        ok(unhandled <= 0, `${name}, ${how}: ${unhandled} rejections that nobody handles`);
      }
    await stage.nextWorks();
  },

  async "faults: a memoryStore that is full refuses, and works again when its keys have expired"({ library, stage }) {
    let ahead = 0;
    const store = library.memoryStore({ maxKeys: 2, now: () => Date.now() + ahead });
    await stage.nextWorks(store);
    for (let time = 0; time < 3; time++) {
      const { id, options } = await stage.begin();
      await stage.refusal(library.verifyLogin(await stage.answer(id), stage.connection, { ...options, store }), "ERR_STORE_UNAVAILABLE", "P03");
    }
    ahead = 3_600_000;
    // Its clock alone has gone on: a key of now is over at once for it, and none is in the way.
    await stage.nextWorks(store);
  },
};

async function unavailable(name, stage, promise) {
  try {
    await stage.refusal(promise, "ERR_STORE_UNAVAILABLE", "P03");
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}
