// A service in workerd, for the tests of restarts and of memory: begins logins, ends them, and tells how they ended.
import { durableObjectStore, SamlState } from "saml-edge/cloudflare";
import { createLogin, memoryStore, SamlError, verifyLogin } from "saml-edge";
import { sqlSchema, sqlStore } from "saml-edge/stores";

export { SamlState };

const SECRET = "0123456789abcdef0123456789abcdef";

const memory = memoryStore();

const STORES = {
  memory: () => memory,
  object: (env) => durableObjectStore(env.STATE, { name: "acme" }),
  async d1(env) {
    await env.DATABASE.batch(sqlSchema().map((statement) => env.DATABASE.prepare(statement)));
    return sqlStore(env.DATABASE);
  },
};

const ROUTES = {
  /** `keep` is where the request is remembered: in its own ID, or in the store. */
  async "/begin"({ query, connection }, env) {
    const store = await STORES[query.get("store")](env);
    const { id, cookies } = await createLogin(connection, query.get("keep") === "store" ? { store } : { secret: SECRET });
    return { id, cookies: cookies.map((cookie) => cookie.split(";")[0]).join("; ") };
  },
  async "/acs"({ request, query, connection }, env) {
    const store = await STORES[query.get("store")](env);
    const { nameId } = await verifyLogin(request, connection, { store, ...(query.get("keep") === "store" ? {} : { secret: SECRET }) });
    return { nameId };
  },
  /** What the engine refuses: how many pages of memory an instance may have, at most. */
  async "/pages"() {
    const grown = new WebAssembly.Memory({ initial: 1 });
    let pages = 1;
    try {
      for (; pages < 65_536; pages += 16) grown.grow(16);
    } catch {
      return { pages };
    }
    return { pages };
  },
  /** Fills the heap until the engine has enough of it. */
  async "/heap"() {
    const kept = [];
    for (;;) kept.push(new Array(10_000).fill(kept.length));
  },
};

export default {
  async fetch(request, env) {
    const { pathname, searchParams: query } = new URL(request.url);
    try {
      return Response.json(await ROUTES[pathname]({ request, query, connection: JSON.parse(env.CONNECTION) }, env));
    } catch (error) {
      if (error instanceof SamlError) return Response.json({ code: error.code, rule: error.rule, cause: String(error.cause) });
      return Response.json({ fault: String(error?.stack ?? error) }, { status: 500 });
    }
  },
};
