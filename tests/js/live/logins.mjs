// Whole logins in two Workers that share the Durable Object of their connection.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Miniflare } from "miniflare";

import { bundle } from "../lib/bundle.mjs";
import { equal } from "../lib/check.mjs";
import { TestIdp } from "../lib/test-idp.mjs";
import { readConnections } from "../lib/vectors.mjs";

const VECTORS = join(import.meta.dirname, "../../vectors");
const NAMES = ["one", "two"];
const SECRET = "0123456789abcdef0123456789abcdef";

export const loginBackend = {
  name: "verifyLogin in two Workers",
  open: openWorkers,
  isNone: true,
  tests: {
    async "of 200 posts of one login, half to each, one is accepted, 20 times in a row"({ workers, idp }) {
      for (let round = 0; round < 20; round++) {
        const started = await ask(workers[round % 2], { start: true });
        const value = btoa(await idp.response({ inResponseTo: started.id }));
        const posts = Array.from({ length: 200 }, (_, post) => ask(workers[post % 2], { value, cookies: started.cookies }));
        const verdicts = await Promise.all(posts);
        equal(count(verdicts), { accepted: 1, ERR_REPLAYED: 199 }, `round ${round}`);
      }
    },

    async "what one has accepted the other refuses, and the request is answered for both"({ workers: [one, two], idp }) {
      const started = await ask(one, { start: true });
      const value = btoa(await idp.response({ inResponseTo: started.id }));
      equal(await ask(two, { value, cookies: started.cookies }), { accepted: true });
      equal((await ask(one, { value, cookies: started.cookies })).code, "ERR_REPLAYED");
      const another = btoa(await idp.response({ inResponseTo: started.id }));
      equal((await ask(one, { value: another, cookies: started.cookies })).code, "ERR_IN_RESPONSE_TO_MISMATCH");
    },
  },
};

const count = (verdicts) => {
  const counts = {};
  for (const { accepted, code } of verdicts) counts[accepted ? "accepted" : code] = (counts[accepted ? "accepted" : code] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([name]) => (name === "accepted" ? -1 : 1)));
};

async function ask(worker, asked) {
  return await (await worker.fetch("http://tests.invalid/", { method: "POST", body: JSON.stringify(asked) })).json();
}

async function openWorkers() {
  const settings = readConnections(VECTORS).default;
  const connection = { ...settings, idp: { ...settings.idp, ssoUrl: "https://idp.example.com/sso" } };
  let wasm;
  const script = await bundle({
    front: front(connection),
    conditions: ["workerd", "worker", "browser"],
    format: "esm",
    external: ["cloudflare:workers"],
    loadWasm: { resolve: (path) => ((wasm = path), { path: "./core.wasm", external: true }) },
  });
  const miniflare = new Miniflare({
    workers: NAMES.map((name) => ({
      name,
      modules: [
        { type: "ESModule", path: "worker.mjs", contents: script },
        { type: "CompiledWasm", path: "core.wasm", contents: readFileSync(wasm) },
      ],
      compatibilityDate: "2026-07-01",
      durableObjects: { SamlState: { className: "SamlState", scriptName: NAMES[0], useSQLite: true } },
    })),
    cf: false,
    telemetry: { enabled: false },
  });
  const workers = await Promise.all(NAMES.map((name) => miniflare.getWorker(name)));
  const idp = new TestIdp(connection, readFileSync(join(VECTORS, "keys/idp.key.pem"), "utf8"));
  return { handles: [], workers, idp, close: () => miniflare.dispose() };
}

const front = (connection) => `
import { createLogin, SamlError, verifyLogin } from "saml-edge";
import { durableObjectStore, SamlState } from "saml-edge/cloudflare";

export { SamlState };

const connection = ${JSON.stringify(connection)};
const secret = ${JSON.stringify(SECRET)};

export default {
  async fetch(request, env) {
    const { start, value, cookies } = await request.json();
    if (start) {
      const login = await createLogin(connection, { secret });
      return Response.json({ id: login.id, cookies: login.cookies[0].split(";")[0] });
    }
    try {
      const store = durableObjectStore(env.SamlState, { name: connection.idp.entityId, shards: 4 });
      await verifyLogin(value, connection, { store, secret, cookies });
      return Response.json({ accepted: true });
    } catch (error) {
      if (!(error instanceof SamlError)) throw error;
      return Response.json({ code: error.code });
    }
  },
};
`;
