// A browser in small, for the pages of the identity provider: it keeps cookies, sends forms as a page of the same origin does, and follows nothing.
import { equal } from "../../../tests/js/lib/check.mjs";

export class Visitor {
  #cookies = new Map();

  constructor(origin) {
    this.origin = origin;
  }

  async get(address) {
    return await this.#fetch(address, {});
  }

  /** Of a page here, unless it says otherwise. */
  async post(address, fields, headers = { origin: this.origin }) {
    return await this.#fetch(address, { method: "POST", headers, body: new URLSearchParams(fields) });
  }

  /** What the button of the sign-in page does; with what the page itself has hidden. */
  async signIn(page, choice) {
    return await this.post("/sign-in", { ...Object.fromEntries(page.fields), ...choice });
  }

  async #fetch(address, init) {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(new URL(address, this.origin), { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [pair] = set.split(";");
      const at = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return new Page(response, await response.text());
  }
}

class Page {
  constructor({ status, headers }, text) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }

  get location() {
    return this.headers.get("location");
  }

  /** Names and values of its hidden fields. */
  get fields() {
    return new URLSearchParams([...this.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [name, unescaped(value)]));
  }

  /** Where its message goes. */
  get action() {
    return unescaped(/<form method="post" action="([^"]*)" data-goes-on>/.exec(this.text)?.[1] ?? "");
  }

  get link() {
    return unescaped(/<a class="button primary" data-goes-on href="([^"]*)">/.exec(this.text)?.[1] ?? "");
  }

  /** The XML of the Response that it posts. */
  get xml() {
    return Buffer.from(this.fields.get("SAMLResponse") ?? "", "base64").toString();
  }

  is(status, words) {
    equal([this.status, this.text.includes(words)], [status, true], `${words} in ${this.text}`);
  }
}

const unescaped = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
