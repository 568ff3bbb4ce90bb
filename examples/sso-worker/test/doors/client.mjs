// A browser as far as doors are concerned: cookies by their rules, the token of forms, and where a request comes from.
import { CookieJar } from "../../../../tests/interop/lib/cookies.mjs";
import { fieldsOf } from "./page.mjs";

export class Browser {
  #jar = new CookieJar();

  /** `address`: where it is, as Cloudflare says it. */
  constructor(origin, { address = "192.0.2.1" } = {}) {
    this.origin = origin;
    this.address = address;
  }

  async get(path, more = {}) {
    return await this.send(path, more);
  }

  /** As a form of the console is posted. `token`: the one that the form has; left out, the one of this browser. */
  async post(path, fields = {}, { token, headers = {}, ...more } = {}) {
    const body = new URLSearchParams(fields);
    const sent = token === undefined ? await this.token() : token;
    if (sent !== null) body.set("csrf", sent);
    return await this.send(path, { method: "POST", body, headers: { origin: this.origin, "sec-fetch-site": "same-origin", ...headers }, ...more });
  }

  /** As a form of an IdP is posted: only cookies that go along from another site do. */
  async postFromElsewhere(path, body) {
    return await this.send(path, { method: "POST", body, isCrossSite: true, headers: { origin: "https://idp.example.com", "sec-fetch-site": "cross-site" } });
  }

  async send(path, { method = "GET", headers = {}, body, isCrossSite = false } = {}) {
    const url = new URL(path, this.origin);
    const cookies = this.#jar.cookiesFor(url, { method, crossSite: isCrossSite }).map(({ name, value }) => `${name}=${value}`);
    const own = { "cf-connecting-ip": this.address, ...(cookies.length === 0 ? {} : { cookie: cookies.join("; ") }) };
    const streamed = body instanceof ReadableStream ? { duplex: "half" } : {};
    const response = await fetch(url, { method, headers: { ...own, ...headers }, body, redirect: "manual", ...streamed });
    const set = response.headers.getSetCookie();
    for (const cookie of set) this.#jar.store(url, cookie);
    return { status: response.status, headers: response.headers, text: await response.text(), location: response.headers.get("location") ?? refreshOf(response.headers), cookies: set };
  }

  /** What every form of this browser carries. */
  async token() {
    const home = await this.get("/");
    const page = home.location === null ? home : await this.get("/login");
    const token = fieldsOf(page.text).csrf;
    if (token === undefined) throw new Error(`no form at ${home.location ?? "/"}: ${page.status}`);
    return token;
  }

  cookie(name) {
    return this.#jar.of(this.origin).find((cookie) => cookie.name === name)?.value;
  }

  setCookie(name, value) {
    this.#jar.store(new URL(this.origin), `${name}=${value}; Path=/; Secure; HttpOnly`);
  }

  /** Who it is signed in as. */
  async person() {
    const home = await this.get("/");
    return home.status === 200 ? /<span>([^<]*@[^<]*)<\/span>/.exec(home.text)?.[1] ?? null : null;
  }
}

export const SESSION = "__Host-session";

/** Where a page goes on to by itself. */
const refreshOf = (headers) => /^0; url=(.+)$/.exec(headers.get("refresh") ?? "")?.[1] ?? null;
