// The SSO console and the development identity provider, on this machine, with an organisation that is ready to sign in.
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PORTS = { console: 8787, idp: 8788, page: 8789 };
const ADMINISTRATOR = "admin@example.com";
export const MEMBER = "jane.doe@example.com";

export async function startSite(root) {
  const own = (file) => import(pathToFileURL(join(root, file)).href);
  const [{ startConsole }, { startDevIdp }, { servePage }] = await Promise.all([own("examples/sso-worker/test/start.mjs"), own("examples/dev-idp/test/start.mjs"), own("www/serve.mjs")]);
  const key = (name) => readFileSync(join(root, "tests/vectors/keys", name), "utf8");
  const secrets = { APP_SECRET: randomBytes(32).toString("hex"), SAML_KEY: key("sp.key.pem"), SAML_CERTIFICATE: key("sp.crt.pem") };
  const started = [];
  const kept = (server) => {
    started.push(server);
    return server;
  };
  const stop = () => Promise.all(started.map((server) => server.stop()));
  try {
    const page = kept(await servePage({ port: await freePort(PORTS.page) }));
    // Two names of this machine are two sites, as the two are in life.
    const idp = kept(await startDevIdp({ port: await freePort(PORTS.idp) }));
    const site = kept(await startConsole({ port: await freePort(PORTS.console), vars: { ...secrets, DEBUGGER_URL: page.url } }));
    const accessKey = await prepare(site, idp);
    return { url: site.url, idp: idp.url, page: page.url, administrator: { email: ADMINISTRATOR, accessKey }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The usual one if nobody has it, so that the address is the same each time. */
async function freePort(usual) {
  const server = createServer();
  const isFree = await new Promise((resolve) => server.once("error", () => resolve(false)).listen(usual, "127.0.0.1", () => resolve(true)));
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return isFree ? usual : 0;
}

/** What an administrator does in the console, and at the IdP: a profile that was tested, and a domain that was proved. */
async function prepare({ url, database }, idp) {
  const setup = await (await fetch(new URL("/api/setup", idp.url))).json();
  const accessKey = randomBytes(16).toString("hex");
  const now = Date.now();
  const settings = { entityId: setup.issuer, ssoUrl: setup.ssoUrl, sloUrl: setup.sloUrl, certificates: [setup.certificate] };
  const insert = (table, row) =>
    database.prepare(`INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row).fill("?").join(", ")})`).bind(...Object.values(row));
  await database.batch([
    insert("organisations", { id: "demo", name: "Example Ltd", created_at: now }),
    insert("people", { id: "admin", organisation_id: "demo", email: ADMINISTRATOR, role: "administrator", access_key_hash: sha256(accessKey), keeps_access_key: 1, created_at: now }),
    insert("profiles", { id: "dev", organisation_id: "demo", connection_id: "demo", name: "Dev IdP", idp: JSON.stringify(settings), policy: '{"idpInitiated":"convert"}', provisioning: "create", tested_revision: 1, created_at: now }),
    insert("domains", { id: "domain", organisation_id: "demo", name: "example.com", proof: "of the demo", verified_at: now, profile_id: "dev", enforced: 1, created_at: now }),
  ]);
  const application = { name: "SSO console", entityId: "urn:console:demo", acsUrl: `${url}/saml/acs/demo`, sloUrl: `${url}/saml/slo/demo`, signatureCertificate: await (await fetch(`${url}/saml/certificate`)).text() };
  const answer = await fetch(new URL("/api/apps/console", idp.url), { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(application) });
  if (!answer.ok) throw new Error(`The identity provider took no application: ${await answer.text()}`);
  return accessKey;
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** What a browser would do, page by page: the sign-in page, the IdP, and back. Answers the page that it ends on. */
export async function signInOnce(site, email) {
  const browser = new Browser();
  const start = await browser.get(`${site.url}/login`);
  const chooser = await browser.submit(start, { email });
  const answer = await browser.submit(chooser, { address: email }, 'action="/sign-in"');
  return await browser.submit(answer, {}, "data-goes-on");
}

/** Keeps cookies for each origin, sends forms, and follows where it is sent. */
class Browser {
  #cookies = new Map();

  get(address) {
    return this.#open(new URL(address), {});
  }

  /** The form of the page whose tag has these words, with its hidden fields and others. */
  submit(page, fields, words = "") {
    const [, attributes, content] = [...page.text.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].find(([, tag]) => tag.includes(words)) ?? [];
    const action = unescaped(/action="([^"]*)"/.exec(attributes ?? "")?.[1] ?? "");
    const hidden = [...(content ?? "").matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]);
    return this.#open(new URL(action, page.url), { method: "POST", body: new URLSearchParams([...hidden, ...Object.entries(fields)]), headers: { origin: page.url.origin } });
  }

  async #open(url, init) {
    const jar = this.#cookies.get(url.origin) ?? new Map();
    this.#cookies.set(url.origin, jar);
    const headers = { ...init.headers, cookie: [...jar].map((pair) => pair.join("=")).join("; ") };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) return { url, status: response.status, text: await response.text() };
    await response.body?.cancel();
    return await this.#open(new URL(location, url), {});
  }
}

const unescaped = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
