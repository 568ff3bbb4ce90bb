// The types as users meet them. Each @ts-expect-error is a mistake that must not compile.
import { memoryStore, peek, requestKey, SamlError, verifyLogin } from "saml-edge";
import type { Attributes, Connection, Login, OneTimeStore, Peek, Policy, SamlErrorCode, VerifyOptions } from "saml-edge";
import { explain, type Report } from "saml-edge/debug";
import { provideModule } from "saml-edge/slim";
import { redisStore, sqlSchema, sqlStore, testStore, type RunSql, type SqlStore } from "saml-edge/stores";

const connection: Connection = {
  idp: { entityId: "https://idp.example.com", certificates: ["..."] },
  sp: { entityId: "https://sp.example.com", acsUrl: "https://sp.example.com/acs" },
};
const store: OneTimeStore = memoryStore({ maxKeys: 10 });

const login: Login = await verifyLogin(new Request("https://sp.example.com/acs"), connection, { store, inResponseTo: null });
const name: string | null = login.nameId;
const ends: Date | null = login.sessionNotOnOrAfter;
const values: readonly string[] = login.attributes.getAll("groups");
const entries: [string, readonly string[]][] = [...login.attributes];
for (const input of [new FormData(), new URLSearchParams(), ""])
  await verifyLogin(input, connection, { store: "none-accept-replay", inResponseTo: "_1" });

const seen: Peek = await peek("");
const report: Report = await explain("", connection, { now: new Date() });
const key: string = await requestKey("https://idp.example.com", "_1");
await testStore(store);
await testStore(store, { others: [memoryStore()], concurrency: 10, rounds: 2 });
const viaRedis: OneTimeStore[] = [
  redisStore(async (command: string[]) => command[0]),
  redisStore({ sendCommand: async (words: readonly string[], options?: { timeout: number }) => [words, options] }, { prefix: "saml:" }),
  redisStore({ call: async (command: string, ...words: (string | number)[]) => [command, words] }),
];
const run: RunSql = async (sql, values) => [{ sql, values }];
const viaSql: SqlStore[] = [
  sqlStore(run, { dialect: "sqlite", table: "logins" }),
  sqlStore((sql, values) => ({ rows: [sql, ...values] }), { dialect: "postgresql", now: Date.now }),
  sqlStore({ query: async <Row,>(sql: string, values?: unknown[]) => ({ rows: [] as Row[], command: sql, rowCount: values?.length ?? null }) }),
];
const swept: number = await viaSql[0]!.sweep();
const schema: readonly string[] = sqlSchema("logins");
provideModule(new WebAssembly.Module(new Uint8Array()));

function answer(error: SamlError): Response {
  const code: SamlErrorCode = error.code;
  const docs: string = error.docs;
  // @ts-expect-error It follows from the code.
  error.docs = docs;
  // @ts-expect-error: a code that is not in the list
  if (error.code === "ERR_NO_SUCH") return new Response(code);
  return error.toResponse({ status: 400 });
}

/** A store of a platform whose storage answers at once. */
const synchronous: OneTimeStore = { put: () => true, take: () => false };

// @ts-expect-error: options are required
verifyLogin("", connection);
// @ts-expect-error: a store is required
verifyLogin("", connection, { inResponseTo: null });
verifyLogin("", connection, { store, decrypt: "key" });
verifyLogin("", connection, { store, decrypt: ["key", {} as CryptoKey] });
// @ts-expect-error: a key is a text or a CryptoKey
verifyLogin("", connection, { store, decrypt: 1 });
// @ts-expect-error: the moment is a Date
const options: VerifyOptions = { store, now: 0 };
// @ts-expect-error: a misspelt setting
const policy: Policy = { allowSHA1: true };
// @ts-expect-error: nobody knows how a function wants its values marked
sqlStore(run);
// @ts-expect-error: MySQL cannot be used
sqlStore(run, { dialect: "mysql" });
// @ts-expect-error: a client that answers something else than rows
sqlStore({ query: async (sql: string, values: unknown[]) => [[sql], [values]] });
// @ts-expect-error: a sendCommand of another kind
redisStore({ sendCommand: async (command: string, words: string[]) => [command, words] });
// @ts-expect-error: a store answers true or false
const redis: OneTimeStore = { put: async () => "OK", take: async () => false };
// @ts-expect-error: what is verified is not written to
login.nameId = "admin";
// @ts-expect-error: attributes are no plain object
const attributes: Attributes = {};
// @ts-expect-error: a report holds no identity
report.nameId;
// @ts-expect-error: only verifyLogin makes a Login
const forged: Login = { ...seen, nameId: "admin" };
