// A browser without a screen and without scripts: cookies, redirects and forms, one request at a time.
import { CookieJar } from "./lib/cookies.mjs";
import { readHtml } from "./lib/html.mjs";

export class Browser {
  #jar = new CookieJar();
  #servers;
  #initiator;

  /** `{ url, status, headers, text, forms, scripted, location }`; `location` is where it redirects to, or null. */
  page;

  /** One entry for each request: `{ method, url, cookies, fields, status }`, `cookies` with the names that were sent. */
  history = [];

  /** `servers` answers for origins without a socket: `{ "https://sp.example": async (request) => response }`. */
  constructor({ servers = {} } = {}) {
    this.#servers = servers;
  }

  /** As if the address was typed: no site started it. */
  open(url) {
    return this.#navigate({ method: "GET", url });
  }

  /** A link on this page. */
  click(url) {
    return this.#navigate({ method: "GET", url: new URL(url, this.page.url).href, initiator: this.#origin() });
  }

  /** `overrides` has values by field name; a name that the form does not have is added, as a button's is. */
  submit(form, overrides = {}) {
    const fields = new URLSearchParams(form.fields.map(({ name, value }) => [name, value]));
    for (const [name, value] of Object.entries(overrides)) fields.set(name, value);
    if (form.method === "POST") {
      return this.#navigate({ method: "POST", url: form.action, fields, initiator: this.#origin() });
    }
    const url = new URL(form.action);
    url.search = fields.toString();
    return this.#navigate({ method: "GET", url: url.href, initiator: this.#origin() });
  }

  /** What the page does by itself: a redirect, or a script that submits a form with a SAML message. False where it rests. */
  async step() {
    const { status, location, scripted, forms } = this.page;
    if (location !== null) {
      const kept = status === 307 || status === 308 ? this.history.at(-1) : { method: "GET" };
      const fields = kept.fields && new URLSearchParams(kept.fields);
      await this.#navigate({ method: kept.method, url: location, fields, initiator: this.#initiator });
      return true;
    }
    const form = scripted ? forms.find(carriesMessage) : undefined;
    if (form === undefined) return false;
    await this.submit(form);
    return true;
  }

  /** Steps until `predicate` holds for the page. */
  async until(predicate) {
    for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
      if (predicate(this.page)) return this.page;
      if (!(await this.step())) throw new Error(`it rests where it should go on:\n${this.trace()}\n${this.page.text.slice(0, 4000)}`);
    }
    throw new Error(`no end after ${MOST_STEPS} steps:\n${this.trace()}`);
  }

  /** Steps until the page does nothing by itself. */
  async settle() {
    for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
      if (!(await this.step())) return this.page;
    }
    throw new Error(`no end after ${MOST_STEPS} steps:\n${this.trace()}`);
  }

  /** `{ name, value, path, secure, httpOnly, sameSite }` of each cookie that an origin has set. */
  cookies(origin) {
    return this.#jar.of(origin);
  }

  /** `{ origin, setCookie, reason }` of each cookie that a real browser would not store. */
  get refusedCookies() {
    return this.#jar.refused;
  }

  /** The requests so far, a line each, for the detail of a failed test. */
  trace() {
    return this.history.map(({ method, url, status }) => `${status} ${method} ${url}`).join("\n");
  }

  async #navigate({ method, url, fields, initiator }) {
    const target = new URL(url);
    const crossSite = initiator !== undefined && initiator !== target.origin;
    const cookies = this.#jar.cookiesFor(target, { method, crossSite });
    const response = await this.#send(target, { method, headers: headersFor({ method, cookies, initiator }), body: fields });
    for (const setCookie of response.headers.getSetCookie()) this.#jar.store(target, setCookie);
    this.#initiator = initiator;
    this.page = await readPage(target, response);
    this.history.push({
      method,
      url: target.href,
      cookies: cookies.map(({ name }) => name),
      fields: fields && Object.fromEntries(fields),
      status: response.status,
    });
    return this.page;
  }

  #send(target, init) {
    // A server that hangs is a failure; the deadline only ends the wait.
    const request = new Request(target, { ...init, redirect: "manual", signal: AbortSignal.timeout(60_000) });
    return (this.#servers[target.origin] ?? fetch)(request);
  }

  #origin() {
    return new URL(this.page.url).origin;
  }
}

const MOST_STEPS = 20;

function headersFor({ method, cookies, initiator }) {
  const headers = new Headers({ accept: "text/html" });
  if (cookies.length > 0) headers.set("cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
  if (method === "POST") headers.set("origin", initiator ?? "null");
  return headers;
}

async function readPage(target, response) {
  const text = await response.text();
  const html = response.headers.get("content-type")?.startsWith("text/html") ?? false;
  const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
  return {
    url: target.href,
    status: response.status,
    headers: response.headers,
    text,
    ...(html ? readHtml(text, target.href) : { forms: [], scripted: false }),
    // A redirect without a fragment of its own keeps this one; no server here uses any.
    location: location === null ? null : new URL(location, target).href,
  };
}

const carriesMessage = ({ fields }) => fields.some(({ name }) => name === "SAMLRequest" || name === "SAMLResponse");
