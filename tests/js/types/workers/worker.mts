// The entry for Cloudflare, with Cloudflare's own types.
import { durableObjectStore, SamlState } from "saml-edge/cloudflare";
import { sqlStore, type OneTimeStore } from "saml-edge/stores";

export { SamlState };

interface Bindings {
  readonly SAML_STATE: DurableObjectNamespace<SamlState>;
  readonly UNTYPED: DurableObjectNamespace;
  readonly DATABASE: D1Database;
}

export class Named extends SamlState {
  async name(): Promise<string> {
    return this.ctx.id.toString();
  }
}

export function storesOf(env: Bindings): OneTimeStore[] {
  // @ts-expect-error: the name of the connection is required
  durableObjectStore(env.SAML_STATE, {});
  // @ts-expect-error: a namespace of another class
  durableObjectStore(env.UNTYPED, { name: "acme" });
  // @ts-expect-error: a database is no namespace
  durableObjectStore(env.DATABASE, { name: "acme" });
  return [
    durableObjectStore(env.SAML_STATE, { name: "acme", shards: 4 }),
    durableObjectStore(env.SAML_STATE.jurisdiction("eu"), { name: "acme" }),
    sqlStore(env.DATABASE),
    sqlStore(env.DATABASE.withSession("first-primary"), { table: "logins" }),
  ];
}
