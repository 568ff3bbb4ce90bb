// workerd is killed between request and response, and amid a login: what is kept on the disk is kept, what was in memory is gone, and nothing is accepted twice.
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { equal, ok } from "../../js/lib/check.mjs";
import { PACKAGE, ROOT } from "../lib/paths.mjs";
import { connection, loginOf, NAME } from "../lib/stage.mjs";
import { bundled, Site } from "../lib/workerd.mjs";

export const name = "restarts";

export const tests = {
  async "begun in one process and ended in the next, with what is kept in a Durable Object: accepted, once"() {
    for (const keep of ["secret", "store"])
      await onSite(async (site) => {
        const { id, cookies } = await inProcess(site, (workerd) => workerd.begin("object", keep));
        const form = await loginOf(id);
        equal(await inProcess(site, (workerd) => workerd.end("object", keep, form, cookies)), { nameId: NAME }, keep);
        // Killed at once after its answer: what was answered is on the disk.
        const replay = await inProcess(site, (workerd) => workerd.end("object", keep, form, cookies));
        equal(replay.code, "ERR_REPLAYED", `${keep}: replay`);
        await nextWorks(site, "object", keep);
      });
  },

  async "a request that was kept in the memory of the process is known to nobody after it, and refused"() {
    await onSite(async (site) => {
      const { id, cookies } = await inProcess(site, (workerd) => workerd.begin("memory", "store"));
      const form = await loginOf(id);
      const verdict = await inProcess(site, (workerd) => workerd.end("memory", "store", form, cookies));
      equal([verdict.code, verdict.rule], ["ERR_IN_RESPONSE_TO_MISMATCH", "R08"]);
      await nextWorks(site, "memory", "store");
    });
  },

  async "a request that proves itself is answered after a restart, and a store in memory forgets that it was"() {
    await onSite(async (site) => {
      const { id, cookies } = await inProcess(site, (workerd) => workerd.begin("memory", "secret"));
      const form = await loginOf(id);
      const twice = async (workerd) => [await workerd.end("memory", "secret", form, cookies), (await workerd.end("memory", "secret", form, cookies)).code];
      equal(await inProcess(site, twice), [{ nameId: NAME }, "ERR_REPLAYED"], "in one process");
      // That is what memoryStore says of itself: until the login expires, each process accepts it once.
      equal(await inProcess(site, twice), [{ nameId: NAME }, "ERR_REPLAYED"], "in the next");
    });
  },

  async "killed amid a login, at any moment of it: accepted once at most, and the next login works"() {
    await onSite(async (site) => {
      const outcomes = [];
      for (const delay of [0, 1, 2, 4, 6, 8, 12, 20, 40]) {
        const { id, cookies } = await inProcess(site, (workerd) => workerd.begin("object", "secret"));
        const form = await loginOf(id);
        const first = await inProcess(site, async (workerd) => {
          const asked = workerd.end("object", "secret", form, cookies).catch(() => ({ lost: true }));
          await new Promise((resolve) => setTimeout(resolve, delay));
          await workerd.kill();
          return await asked;
        });
        const second = await inProcess(site, (workerd) => workerd.end("object", "secret", form, cookies));
        ok(first.lost === true || first.nameId === NAME, `${delay} ms: ${JSON.stringify(first)}`);
        if (first.lost === true) ok(second.nameId === NAME || second.code === "ERR_REPLAYED", `${delay} ms: ${JSON.stringify(second)}`);
        else equal(second.code, "ERR_REPLAYED", `${delay} ms`);
        const third = await inProcess(site, (workerd) => workerd.end("object", "secret", form, cookies));
        equal(third.code, "ERR_REPLAYED", `${delay} ms: once more`);
        outcomes.push(first.lost === true ? "lost" : "answered");
      }
      ok(outcomes.includes("lost"), `it was never killed in time: ${outcomes}`);
      await nextWorks(site, "object", "secret");
    });
  },

  async "begun before D1's process ends and ended after it, with what is kept in D1: accepted, once"() {
    const { Miniflare } = await import(pathToFileURL(createRequire(join(ROOT, "tests/js/package.json")).resolve("miniflare")).href);
    const folder = mkdtempSync(join(tmpdir(), "saml-edge-d1-"));
    const script = await bundled();
    const ask = async (path, init) => {
      const miniflare = new Miniflare({
        modules: [
          { type: "ESModule", path: "worker.mjs", contents: script },
          { type: "CompiledWasm", path: "core.wasm", contents: readFileSync(join(PACKAGE, "dist/core.wasm")) },
        ],
        compatibilityDate: "2026-07-01",
        bindings: { CONNECTION: JSON.stringify(connection) },
        durableObjects: { STATE: { className: "SamlState", useSQLite: true } },
        d1Databases: { DATABASE: "database" },
        d1Persist: folder,
        // No look-ups at Cloudflare.
        cf: false,
        telemetry: { enabled: false },
      });
      try {
        return await (await miniflare.dispatchFetch(`http://tests.invalid${path}`, init)).json();
      } finally {
        await miniflare.dispose();
      }
    };
    try {
      const { id, cookies } = await ask("/begin?store=d1&keep=store");
      const form = String(await loginOf(id));
      const headers = { "content-type": "application/x-www-form-urlencoded", cookie: cookies };
      const end = () => ask("/acs?store=d1&keep=store", { method: "POST", body: form, headers });
      equal(await end(), { nameId: NAME });
      equal((await end()).code, "ERR_REPLAYED");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function onSite(work) {
  const site = await Site.make();
  try {
    await work(site);
  } finally {
    site.remove();
  }
}

/** In a process that is killed afterwards. */
async function inProcess(site, work) {
  const workerd = await site.start();
  try {
    return await work(workerd);
  } finally {
    await workerd.kill();
  }
}

async function nextWorks(site, store, keep) {
  const answer = await inProcess(site, async (workerd) => {
    const { id, cookies } = await workerd.begin(store, keep);
    return await workerd.end(store, keep, await loginOf(id), cookies);
  });
  equal(answer, { nameId: NAME }, "the next login");
}
