import { isFirst } from "../claim.js";
import { createLogin } from "../create-login.js";
import { createLogout } from "../create-logout.js";
import { SamlError } from "../error.js";
import { IncomingLogoutRequest } from "../logout.js";
import { storeUnavailable } from "../refusals.js";
import { requestKey } from "../request-key.js";
import { base64, utf8 } from "../send/octets.js";
import type { Connection, LogoutInput, OutgoingRequest, SendOptions, SigningKey, VerifyOptions } from "../types.js";
import { verifyLogin } from "../verify-login.js";
import { verifyLogout } from "../verify-logout.js";
import { certificatesOf } from "./certificates.js";
import { metadataOf } from "./metadata.js";
import { connectionOf, readOptions, requireUsable, type Settings } from "./options.js";
import { parametersOf, withParameters } from "./parameters.js";
import { logoutProfileOf, profileOf, signedInOf } from "./profile.js";
import type { AuthOptions, Browser, Container, LogoutUser, Profile, SamlConfig, Validated } from "./types.js";

/**
 * The class of @node-saml/node-saml 5, with its options, methods and profiles, and with the checks of this library. An option that cannot be met is a `TypeError`
 * of the constructor; a message that is refused is a `SamlError`, whose `code`, `rule` and `hint` say more than its `message`.
 *
 * @example
 * const saml = new SAML({ ...options, idpIssuer: "http://www.okta.com/exk1fcia6d6EMsf331d8", store: memoryStore() });
 * app.get("/login", async (req, res) => res.redirect(await saml.getAuthorizeUrlAsync("", req.headers.host, {})));
 * app.post("/saml/acs", async (req, res) => startSession(res, (await saml.validatePostResponseAsync(req.body)).profile));
 */
export class SAML {
  /** Those that were given, and `authnRequestBinding`. */
  readonly options: SamlConfig;
  readonly #settings: Settings;

  constructor(options: SamlConfig) {
    this.#settings = readOptions(options);
    this.options = this.#settings.options;
    requireUsable(this.#settings);
  }

  /** The address that sends the browser to the IdP. */
  async getAuthorizeUrlAsync(RelayState?: string, _host?: string, options?: AuthOptions): Promise<string> {
    const parameters = parametersOf(this.options, "authorize", RelayState, options);
    return withParameters((await this.#login("redirect", parameters.relayState, options)).url, parameters);
  }

  /** A page with a form that posts itself to the IdP. Its script is inline: a Content-Security-Policy of yours has to allow it. */
  async getAuthorizeFormAsync(RelayState?: string, _host?: string, options?: AuthOptions): Promise<string> {
    return await (await this.#loginByPost(RelayState, options)).toResponse().text();
  }

  /** The fields of that form. Unlike node-saml's the message is not compressed: by HTTP-POST none is (bindings 3.5.4). */
  async getAuthorizeMessageAsync(RelayState?: string, _host?: string, options?: AuthOptions): Promise<Record<string, string>> {
    const { relayState } = parametersOf(this.options, "authorize", RelayState, options);
    const { xml } = await this.#loginByPost(RelayState, options);
    return { SAMLRequest: base64(utf8(xml)), ...(relayState === undefined ? {} : { RelayState: relayState }) };
  }

  /**
   * Verifies what was posted to `callbackUrl`: a login, or the IdP's answer to a logout. Where the options have a `secret`, `browser` has the cookies that came
   * along. The profile has no `getAssertionXml`, `getAssertion` and `getSamlResponseXml`: what nobody verified is not handed out. With `passive`, an IdP that would
   * have to ask the user answers `NoPassive`, which is an error here: `ERR_STATUS`.
   */
  async validatePostResponseAsync(container: Container, browser: Browser = {}): Promise<Validated> {
    const form = formOf(container);
    const connection = await this.#connection();
    try {
      const login = await verifyLogin(form, connection, this.#verifying(browser));
      if (login.doneCookie !== null) browser.setCookies?.([login.doneCookie]);
      return { profile: profileOf(login), loggedOut: false, login };
    } catch (error) {
      if (connection.sp.sloUrl === undefined || !isAboutLogoutResponse(error)) throw error;
    }
    return await this.#logout(form, browser);
  }

  /** Verifies a LogoutRequest that was posted. */
  async validatePostRequestAsync(container: Container, browser: Browser = {}): Promise<Validated> {
    return await this.#logout(formOf(container), browser);
  }

  /** Verifies a logout message by HTTP-Redirect. Only `originalQuery` is read, the query as it was received: its octets were signed. */
  async validateRedirectAsync(_container: Container, originalQuery: string, browser: Browser = {}): Promise<Validated> {
    if (typeof originalQuery !== "string") throw new TypeError("originalQuery is missing: the query as it was received, without its question mark.");
    return await this.#logout(`?${originalQuery}`, browser);
  }

  /** The address that signs this user out everywhere. End his session here first: no answer may ever come. */
  async getLogoutUrlAsync(user: LogoutUser, RelayState?: string, options?: AuthOptions): Promise<string> {
    const { relayState, ...parameters } = parametersOf(this.options, "logout", RelayState, options);
    const sending = this.#sending(relayState, options);
    const signedIn = signedInOf(user);
    const connection = await this.#connection();
    const logout = await createLogout(connection, signedIn, { ...sending, sign: this.#signer() });
    await this.#keep(logout, connection, options);
    return withParameters(logout.url, parameters);
  }

  /** The address that carries the answer to a LogoutRequest back to the IdP. Of the request only its ID is read. */
  async getLogoutResponseUrlAsync(
    samlLogoutRequest: Pick<Profile, "ID">,
    RelayState?: string,
    options?: AuthOptions,
    success = true,
  ): Promise<string> {
    const { relayState, ...parameters } = parametersOf(this.options, "logout", RelayState, options);
    const id = samlLogoutRequest?.ID;
    if (typeof id !== "string" || id === "") throw new TypeError("samlLogoutRequest.ID is missing: give the profile of the LogoutRequest.");
    const request = new IncomingLogoutRequest({ ...NOBODY, id }, relayState ?? null, await this.#connection());
    const { headers } = await request.respond({ sign: this.#signer(), status: success ? "success" : "unknown-principal" });
    return withParameters(new URL(headers.get("location") as string), parameters);
  }

  /** The same with a callback. */
  getLogoutResponseUrl(
    samlLogoutRequest: Pick<Profile, "ID">,
    RelayState: string | undefined,
    options: AuthOptions | undefined,
    success: boolean,
    callback: (error: Error | null, url?: string) => void,
  ): void {
    this.getLogoutResponseUrlAsync(samlLogoutRequest, RelayState, options, success).then(
      // Not from inside the promise: what the callback throws is not the answer's failure.
      (url) => queueMicrotask(() => callback(null, url)),
      (error: Error) => queueMicrotask(() => callback(error)),
    );
  }

  /** The metadata of this application, for the IdP: a promise, since signing takes one. */
  async generateServiceProviderMetadata(decryptionCert?: string | null, publicCerts?: string | readonly string[] | null): Promise<string> {
    return await metadataOf(this.#settings, decryptionCert, publicCerts);
  }

  async #connection(ssoBinding: "redirect" | "post" = "redirect"): Promise<Connection> {
    const { idp, ...connection } = connectionOf(this.#settings, await certificatesOf(this.options.idpCert));
    return { ...connection, idp: { ...idp, ssoBinding } };
  }

  async #loginByPost(RelayState: string | undefined, options: AuthOptions | undefined): Promise<OutgoingRequest> {
    const { relayState, more } = parametersOf(this.options, "authorize", RelayState, options);
    const [name] = more.keys();
    if (name !== undefined) throw new TypeError(`additionalParams.${name} cannot be sent by HTTP-POST, whose form has the message and RelayState alone.`);
    return await this.#login("post", relayState, options);
  }

  async #login(binding: "redirect" | "post", relayState: string | undefined, options: AuthOptions | undefined): Promise<OutgoingRequest> {
    if (this.options.entryPoint === undefined) throw new TypeError("options.entryPoint is missing: without it there is no address to send the browser to.");
    const sending = this.#sending(relayState, options);
    const connection = await this.#connection(binding);
    const login = await createLogin(connection, { ...sending, ...this.#settings.asked, sign: this.#settings.sign });
    await this.#keep(login, connection, options);
    return login;
  }

  #sending(relayState: string | undefined, options: AuthOptions | undefined): SendOptions {
    const { secret } = this.options;
    const { expiresInSeconds } = this.#settings;
    if (secret === undefined && options?.setCookies !== undefined)
      throw new TypeError("setCookies needs options.secret of the SAML object: without it there are no cookies.");
    if (secret !== undefined && typeof options?.setCookies !== "function")
      throw new TypeError("setCookies is missing: options.secret binds the request to the browser by a cookie, which has to go along with the answer.");
    return { relayState, expiresInSeconds, ...(secret === undefined ? {} : { secret }), cookies: options?.cookies };
  }

  /** Without a secret the store keeps the request, and whoever brings the answer is taken for who asked: so does node-saml. */
  async #keep({ id, cookies }: OutgoingRequest, connection: Connection, options: AuthOptions | undefined): Promise<void> {
    if (this.options.secret !== undefined) return options?.setCookies?.(cookies);
    const expiresAt = Date.now() + this.#settings.expiresInSeconds * 1000;
    // Rule P03: what the store does not keep, nobody could answer.
    if (!(await isFirst({ kind: "put", key: await requestKey(connection.idp.entityId, id), expiresAt }, this.options.store, 0)))
      throw storeUnavailable(new TypeError("store.put has a key that was made just now."));
  }

  #verifying({ cookies }: Browser): VerifyOptions {
    const { store, secret } = this.options;
    // Without a secret no cookie was set: the store knows the request by its ID alone.
    return { store, decrypt: this.#settings.decrypt, ...(secret === undefined ? { cookies: cookies ?? null } : { secret, cookies }) };
  }

  #signer(): SigningKey {
    const { sign } = this.#settings;
    if (sign === undefined) throw new TypeError("options.privateKey is missing: logout messages are always signed.");
    return sign;
  }

  async #logout(input: LogoutInput, browser: Browser): Promise<Validated> {
    if (this.options.logoutCallbackUrl === undefined)
      throw new TypeError("options.logoutCallbackUrl is missing: it is the address that logout messages come to, and each says for which it is.");
    const logout = await verifyLogout(input, await this.#connection(), this.#verifying(browser));
    if (logout.kind === "request") return { profile: logoutProfileOf(logout), loggedOut: true, logout };
    if (logout.doneCookie !== null) browser.setCookies?.([logout.doneCookie]);
    if (!logout.success) throw notSignedOut(logout.statusCode);
    return { profile: null, loggedOut: true, logout };
  }
}

/** What should be a login is the IdP's answer to a logout; its form says nothing about that. */
const isAboutLogoutResponse = (error: unknown) =>
  error instanceof SamlError && error.code === "ERR_UNEXPECTED_ROOT" && error.found === "{urn:oasis:names:tc:SAML:2.0:protocol}LogoutResponse";

/** Of a LogoutRequest that is answered by its ID alone. */
const NOBODY = {
  issuer: "",
  nameId: "",
  nameIdFormat: null,
  nameQualifier: null,
  spNameQualifier: null,
  sessionIndexes: [],
  reason: null,
  evidence: { certificateSha256: "", algorithm: "", relaxed: [] },
} as const;

/** What a body parser took apart becomes a form again, doubled fields and all, so that one reader judges them. */
function formOf(container: Container): URLSearchParams {
  if (typeof container !== "object" || container === null) throw new TypeError("There is no body: read the form first, such as with express.urlencoded().");
  const form = new URLSearchParams();
  for (const name of ["SAMLResponse", "SAMLRequest", "RelayState"]) {
    const field = Object.hasOwn(container, name) ? container[name] : undefined;
    for (const value of Array.isArray(field) ? field : [field]) if (typeof value === "string") form.append(name, value);
  }
  return form;
}

function notSignedOut(found: string): SamlError {
  return new SamlError({
    code: "ERR_STATUS",
    rule: "L08",
    message: `The IdP did not sign the user out: ${found}.`,
    expected: "Success",
    found,
    hint: "The session here has ended. Tell the user to close the browser.",
    actor: "idp-admin",
  });
}
