// Not a service provider: it signs what it sends, writes down what arrives, and believes all of it.
import { makeKey } from "../lib/keys.mjs";
import { authnRequest, logoutRequest, logoutResponse, makeId, postFields, readMessage, redirectUrl } from "./messages.mjs";
import { listen } from "../lib/server.mjs";

export async function startStandInSp() {
  const sp = new StandInSp();
  await sp.start();
  return sp;
}

class StandInSp {
  /** `{ path, binding, query, fields, cookies, message }` of each message that came in. */
  received = [];

  /** The identity provider whose LogoutRequests are answered. */
  idp;

  /** Who is signed in, as the last Response said. */
  login;

  #signing = makeKey("sp.example");
  #encryption = makeKey("sp.example");
  #pages = new Map();
  #server;

  async start() {
    this.#server = await listen((request, response) => {
      this.#serve(request, response).catch((error) => answer(response, 500, String(error.stack)));
    });
    const { origin } = this.#server;
    this.origin = origin;
    this.sp = {
      entityId: `${origin}/metadata`,
      acsUrl: `${origin}/acs`,
      sloUrl: `${origin}/slo`,
      signingCertificate: this.#signing.certificate,
      encryptionCertificate: this.#encryption.certificate,
    };
    this.decryptionKey = this.#encryption.privateKey;
  }

  close() {
    return this.#server.close();
  }

  /** The page here that sends the browser to the identity provider with an AuthnRequest. `{ id, url }`. */
  startLogin({ binding = "redirect", relayState, signed = false, nameIdFormat } = {}) {
    const [id, destination] = [makeId(), this.idp.ssoUrl];
    const xml = authnRequest({ id, issuer: this.sp.entityId, destination, acsUrl: this.sp.acsUrl, nameIdFormat });
    return { id, url: this.#page({ binding, endpoint: destination, parameter: "SAMLRequest", xml, relayState, signed }) };
  }

  /** The same with a LogoutRequest for whoever signed in last; `privateKey` signs in place of the SP's own. */
  startLogout({ binding = "redirect", relayState, signed = true, privateKey } = {}) {
    const [id, destination] = [makeId(), this.idp.sloUrl];
    const xml = logoutRequest({ id, issuer: this.sp.entityId, destination, ...this.login });
    return { id, url: this.#page({ binding, endpoint: destination, parameter: "SAMLRequest", xml, relayState, signed, privateKey }) };
  }

  #page(sent) {
    const path = `/send/${this.#pages.size}`;
    this.#pages.set(path, sent);
    return this.origin + path;
  }

  async #serve(request, response) {
    const url = new URL(request.url, this.origin);
    const page = this.#pages.get(url.pathname);
    if (page !== undefined) return this.#send(response, page);
    const binding = request.method === "POST" ? "post" : "redirect";
    const fields = Object.fromEntries(binding === "post" ? new URLSearchParams(await bodyOf(request)) : url.searchParams);
    const encoded = fields.SAMLRequest ?? fields.SAMLResponse;
    if (encoded === undefined) return answer(response, 404, "nothing here");
    const message = readMessage(encoded, binding);
    this.received.push({ path: url.pathname, binding, query: url.search.slice(1), fields, cookies: request.headers.cookie ?? "", message });
    if (message.type === "LogoutRequest") return this.#answerLogout(response, binding, message, fields.RelayState);
    if (message.nameId !== undefined) this.login = { nameId: message.nameId, sessionIndex: message.sessionIndex };
    return answer(response, 200, "received");
  }

  #answerLogout(response, binding, { id }, relayState) {
    const destination = this.idp.sloUrl;
    const xml = logoutResponse({ id: makeId(), issuer: this.sp.entityId, destination, inResponseTo: id });
    return this.#send(response, { binding, endpoint: destination, parameter: "SAMLResponse", xml, relayState, signed: true });
  }

  #send(response, { binding, endpoint, signed, privateKey: other, ...sent }) {
    const privateKey = signed ? (other ?? this.#signing.privateKey) : undefined;
    response.setHeader("set-cookie", SP_COOKIES);
    if (binding === "redirect") {
      response.setHeader("location", redirectUrl({ endpoint, privateKey, ...sent }));
      return answer(response, 302, "");
    }
    const fields = Object.entries(postFields({ privateKey, ...sent }));
    const inputs = fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`);
    const form = `<form method="post" action="${endpoint}">${inputs.join("")}</form><script>document.forms[0].submit()</script>`;
    return answer(response, 200, `<!doctype html><title>Sending</title>${form}`);
  }
}

/** The first must come back with the Response, and the second must not. */
const SP_COOKIES = ["across=1; Secure; HttpOnly; SameSite=None; Path=/", "within=1; HttpOnly; SameSite=Lax; Path=/"];

const escaped = (value) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

function answer(response, status, text) {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(text);
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
