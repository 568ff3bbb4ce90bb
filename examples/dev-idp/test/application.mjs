// An application of the identity provider: saml-edge itself, and its settings at the other side.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(import.meta.dirname, "../../../tests/js/package.json"));
export const library = require("saml-edge");
const { memoryStore } = require("saml-edge/stores");

const KEYS = join(import.meta.dirname, "../../../tests/vectors/keys");
const read = (name) => readFileSync(join(KEYS, name), "utf8");
export const keys = { sp: read("sp.key.pem"), other: read("sp-next.key.pem"), ec: read("ec-p256.key.pem") };
export const certificates = { sp: read("sp.crt.pem"), ec: read("ec-p256.crt.pem") };

const SECRET = "0123456789abcdef0123456789abcdef";

/** One more with each call: tests share the identity provider and nothing else. */
export async function addApplication(url, { settings = {}, policy = {}, binding = "redirect" } = {}) {
  const id = `app-${(counter += 1)}`;
  const sp = { entityId: `urn:test:${id}`, acsUrl: `http://127.0.0.1:9/${id}/acs`, sloUrl: `http://127.0.0.1:9/${id}/slo` };
  await put(url, `/api/apps/${id}`, { name: id, ...sp, signatureCertificate: certificates.sp, ...settings });
  const { issuer, ssoUrl, sloUrl, certificate } = await (await fetch(`${url}/api/setup`)).json();
  const idp = { entityId: issuer, certificates: [certificate], ssoUrl, ssoBinding: binding, sloUrl, sloBinding: binding };
  return new Application(id, { idp, sp, policy });
}

export async function put(url, path, body) {
  const send = () => fetch(url + path, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  // The server may close a connection that it kept open at the moment in which this takes it up again; a PUT can be sent twice.
  const response = await send().catch(send);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

class Application {
  #store = memoryStore();

  constructor(id, connection) {
    this.id = id;
    this.connection = connection;
  }

  /** Sends the visitor away; the page that he sees. */
  async begin(visitor, options = {}) {
    this.login = await library.createLogin(this.connection, { secret: SECRET, ...options });
    return await carried(visitor, this.login.toResponse(), this.connection.idp.ssoUrl);
  }

  /** The whole of it, as the application sees the answer. */
  async signIn(visitor, choice = { person: "jane.doe@example.com" }, options = {}) {
    return await this.verify(await visitor.signIn(await this.begin(visitor, options), choice));
  }

  async verify(page, options = {}) {
    const cookies = this.login === undefined ? null : header(this.login);
    return await library.verifyLogin(page.fields, this.connection, { store: this.#store, secret: SECRET, cookies, ...options });
  }

  async beginLogout(visitor, login, options = {}) {
    this.logout = await library.createLogout(this.connection, login, { secret: SECRET, sign: keys.sp, ...options });
    return await carried(visitor, this.logout.toResponse(), this.connection.idp.sloUrl);
  }

  /** `input` is a URL, or the fields of a form. */
  async verifyLogout(input) {
    const cookies = this.logout === undefined ? null : header(this.logout);
    return await library.verifyLogout(input, this.connection, { store: this.#store, secret: SECRET, cookies });
  }
}

let counter = 0;

/** By either binding, from a page of the application. */
export async function carried(visitor, response, url) {
  if (response.status === 302) return await visitor.get(response.headers.get("location"));
  return await visitor.post(url, await fieldsOf(response), { origin: "http://127.0.0.1:9" });
}

/** Of a page that saml-edge has made. */
export async function fieldsOf(response) {
  const fields = [...(await response.text()).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return fields.map(([, name, value]) => [name, value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))]);
}

const header = ({ cookies }) => cookies.map((cookie) => cookie.split(";")[0]).join("; ");
