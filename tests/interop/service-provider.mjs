// A service provider that is made of the package as an application would be: sign-in, sign-out both ways, metadata, and sessions of its own.
import { randomBytes } from "node:crypto";

const ORIGIN = "https://sp.example.com";

export const SP = { entityId: `${ORIGIN}/saml/metadata`, acsUrl: `${ORIGIN}/saml/acs`, sloUrl: `${ORIGIN}/saml/slo` };

export class ServiceProvider {
  sp = SP;
  /** What came of each message, in order: a Login, a logout message or the error. */
  verdicts = [];
  #sessions = new Map();
  #library;
  #keys;

  /** `keeping` is `{ secret }`, or `{}` for requests that the store keeps. */
  constructor(library, keys, { keeping, login = {}, metadata = {} }) {
    this.#library = library;
    this.#keys = keys;
    this.keeping = keeping;
    this.store = library.memoryStore();
    this.login = login;
    this.metadata = metadata;
    this.connection = undefined;
  }

  /** For the browser: this origin is answered here. */
  get servers() {
    return { [ORIGIN]: (request) => this.#answer(request) };
  }

  metadataXml(more = {}) {
    const { signing, encryption } = this.#keys;
    const certificates = { signingCertificates: [signing.certificate], encryptionCertificates: [encryption.certificate] };
    return this.#library.spMetadata(SP, { ...certificates, ...this.metadata, ...more });
  }

  /** The user names of open sessions. */
  get signedIn() {
    return [...this.#sessions.values()].map(({ nameId }) => nameId);
  }

  async #answer(request) {
    const { pathname, searchParams } = new URL(request.url);
    try {
      switch (pathname) {
        case "/login":
          return (await this.#library.createLogin(this.connection, this.#outgoing(request, searchParams.get("to") ?? "/"))).toResponse();
        case "/saml/acs":
          return await this.#signIn(request);
        case "/logout":
          return await this.#signOut(request);
        case "/saml/slo":
          return await this.#logout(request);
        case "/saml/metadata":
          return new Response(await this.metadataXml(), { headers: { "content-type": "application/samlmetadata+xml" } });
        default:
          return new Response(`Signed in: ${this.#sessions.get(cookieOf(request))?.nameId ?? "nobody"}`);
      }
    } catch (error) {
      this.verdicts.push(error);
      if (!(error instanceof this.#library.SamlError)) throw error;
      if (error.code === "ERR_UNSOLICITED_CONVERT")
        return (await this.#library.createLogin(this.connection, this.#outgoing(request, "/"))).toResponse();
      if (error.code === "ERR_REPLAYED" && this.#sessions.has(cookieOf(request))) return redirect("/");
      return error.toResponse({ startAgain: "/login" });
    }
  }

  #outgoing(request, returnTo) {
    const keeping = this.keeping.secret === undefined ? { store: this.store } : this.keeping;
    return { ...keeping, cookies: request.headers.get("cookie"), returnTo, ...this.login };
  }

  #incoming() {
    return { store: this.store, ...this.keeping, decrypt: this.#keys.encryption.privateKey };
  }

  async #signIn(request) {
    const login = await this.#library.verifyLogin(request, this.connection, this.#incoming());
    this.verdicts.push(login);
    const id = randomBytes(16).toString("hex");
    this.#sessions.set(id, login);
    const response = redirect(login.returnTo ?? "/");
    response.headers.append("set-cookie", `session=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`);
    if (login.doneCookie !== null) response.headers.append("set-cookie", login.doneCookie);
    return response;
  }

  /** The session here ends first: whatever becomes of the request, nobody is left signed in. */
  async #signOut(request) {
    const id = cookieOf(request);
    const login = this.#sessions.get(id);
    if (login === undefined) return redirect("/");
    this.#sessions.delete(id);
    const { forceAuthn, ...options } = this.#outgoing(request, "/bye");
    const logout = await this.#library.createLogout(this.connection, login, { ...options, sign: this.#keys.signing.privateKey });
    return logout.toResponse();
  }

  async #logout(request) {
    const logout = await this.#library.verifyLogout(request, this.connection, this.#incoming());
    this.verdicts.push(logout);
    if (logout.kind === "response") return redirect(logout.returnTo ?? "/");
    for (const [id, session] of this.#sessions) if (logout.matches(session)) this.#sessions.delete(id);
    return await logout.respond({ sign: this.#keys.signing.privateKey });
  }
}

const redirect = (path) => new Response(null, { status: 303, headers: { location: `${ORIGIN}${path}` } });

const cookieOf = (request) => /(?:^|; )session=([0-9a-f]+)/.exec(request.headers.get("cookie") ?? "")?.[1];
