// A process ends by itself whatever a store did: no timer, no listener and no rejection is left.
import { equal, ok, refused } from "../../js/lib/check.mjs";
import { importPackage } from "../lib/paths.mjs";
import { begin, connection, loginOf, NAME } from "../lib/stage.mjs";

export const name = "waiting";

const library = await importPackage("entries/inlined");

export const tests = {
  async "a login that worked leaves nothing to wait for"() {
    const { id, options } = await begin(library);
    const before = timers();
    equal((await library.verifyLogin(await loginOf(id), connection, { ...options, store: library.memoryStore() })).nameId, NAME);
    equal(timers(), before, "timers");
  },

  async "a store that throws or rejects leaves nothing to wait for"() {
    for (const put of [
      () => {
        throw new Error("the disk is full");
      },
      () => Promise.reject(new Error("the disk is full")),
      () => 1,
    ]) {
      const { id, options } = await begin(library);
      const before = timers();
      const error = await refused(library.verifyLogin(await loginOf(id), connection, { ...options, store: { put, take: put } }), library.SamlError);
      equal([error.code, timers()], ["ERR_STORE_UNAVAILABLE", before]);
    }
  },

  async "a store that never answers is given up after a quarter of a minute by the true clock"() {
    const { id, options } = await begin(library);
    const form = await loginOf(id);
    const store = { put: () => new Promise(() => {}), take: () => new Promise(() => {}) };
    const began = performance.now();
    const error = await refused(library.verifyLogin(form, connection, { ...options, store }), library.SamlError);
    const seconds = (performance.now() - began) / 1000;
    equal([error.code, error.rule], ["ERR_STORE_UNAVAILABLE", "P03"]);
    ok(seconds >= 14.9, `after ${seconds} s`);
    const next = await library.verifyLogin(form, connection, { ...options, store: library.memoryStore() });
    equal(next.nameId, NAME, "the next login");
  },
};

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
