// samlp, the identity provider that Auth0 publishes for Express. It leaves to its host who the user is and where the
// session is kept; that part, as small as it can be, is here. (`saml-idp` has it ready, but not from the registry alone:
// its own samlp is a fork that only a code host has.)
import { spawnSync } from "node:child_process";
import { createPublicKey, randomUUID } from "node:crypto";

import { makeKey } from "./lib/keys.mjs";
import { BINDINGS, NAME_ID } from "./lib/names.mjs";
import { readOptions } from "./lib/options.mjs";
import { listen } from "./lib/server.mjs";
import { readSpMetadata, writeSpMetadata } from "./lib/sp-metadata.mjs";
import { USER, signIn } from "./lib/user.mjs";

// samlp ends a logout with the old `res.send(200)`, and Express would say so each time.
process.env.NO_DEPRECATION = "express";
const { default: express } = await import("express");
const { default: samlp } = await import("samlp");
const { default: SessionParticipants } = await import("samlp/lib/sessionParticipants/index.js");

/** Why it cannot be started here, or undefined. */
export function samlIdpMissing() {
  return spawnSync("openssl", ["version"]).status === 0 ? undefined : "openssl is not installed";
}

/** As `startSimpleSamlPhp`. */
export async function startSamlIdp({ sp, spMetadataXml, options } = {}) {
  const idp = new SamlIdp(makeKey("samlp.example"));
  await idp.start();
  try {
    await idp.configure({ sp, spMetadataXml, options });
  } catch (error) {
    await idp.close();
    throw error;
  }
  return idp;
}

class SamlIdp {
  name = "samlp";
  entityId = "urn:samlp.example";
  signIn = signIn;
  #key;
  #server;
  #sp;
  #options;
  #sessions = new Map();
  #log = [];

  constructor({ privateKey, certificate }) {
    this.#key = { cert: certificate, key: privateKey };
    this.certificatePem = certificate;
  }

  async start() {
    const app = express();
    app.use(express.urlencoded({ extended: false }));
    app.use((req, res, next) => this.#openSession(req, res, next));
    app.get("/metadata", samlp.metadata({ issuer: this.entityId, cert: this.certificatePem, ...PATHS }));
    app.all("/sso", (req, res, next) => this.#signOn(req, res, next));
    app.post("/login", (req, res, next) => this.#signInHere(req, res, next));
    app.all("/logout", (req, res, next) => this.#logOut(req, res, next));
    app.use((error, req, res, next) => {
      this.#log.push(`${req.method} ${req.originalUrl}: ${error.stack ?? error}`);
      res.status(400).type("text").send(String(error.message ?? error));
    });
    this.#server = await listen(app);
    const { origin } = this.#server;
    this.origin = origin;
    this.metadataUrl = `${origin}/metadata`;
    this.ssoUrl = `${origin}/sso`;
    this.sloUrl = `${origin}/logout`;
    this.idpLogoutUrl = this.sloUrl;
    this.metadataXml = await (await fetch(this.metadataUrl)).text();
  }

  /** Another SP or other options from now on; keys, address and sessions stay. */
  async configure({ sp, spMetadataXml, options = {} }) {
    const wanted = readOptions(options);
    const xml = spMetadataXml ?? (sp && writeSpMetadata(sp));
    const read = xml === undefined ? undefined : readSpMetadata(xml);
    if (read !== undefined) requirePossible(read, wanted);
    this.#sp = read;
    this.#options = wanted;
  }

  /** Opening this starts a login that nobody asked for. */
  idpInitiatedUrl(relayState) {
    const query = new URLSearchParams(relayState === undefined ? {} : { RelayState: relayState });
    return `${this.ssoUrl}?${query}`;
  }

  log() {
    return this.#log.join("\n");
  }

  close() {
    return this.#server.close();
  }

  #openSession(req, res, next) {
    const id = /(?:^|; )samlp=([^;]+)/.exec(req.headers.cookie ?? "")?.[1] ?? randomUUID();
    if (!this.#sessions.has(id)) this.#sessions.set(id, { participants: [], index: `_${randomUUID()}` });
    req.session = this.#sessions.get(id);
    req.endSession = () => this.#sessions.delete(id);
    // A logout message comes in as a POST from another site.
    res.cookie("samlp", id, { httpOnly: true, path: "/", sameSite: "none", secure: true });
    next();
  }

  #signOn(req, res, next) {
    if (req.session.user !== undefined) return this.#answer(req, res, next);
    const { method, query, body } = req;
    req.session.waiting = { method, query, body };
    return res.send(LOGIN_PAGE);
  }

  #signInHere(req, res, next) {
    const { username, password } = req.body;
    if (username !== USER.name || password !== USER.password) return res.status(403).send(LOGIN_PAGE);
    const { waiting } = req.session;
    if (waiting === undefined) return next(new Error("nobody waits for this login"));
    req.session.user = readUser(this.#options.nameIdFormat, req.session.index);
    delete req.session.waiting;
    return this.#answer(Object.assign(req, waiting), res, next);
  }

  #answer(req, res, next) {
    const { encryptAssertion, encryptionAlgorithm, signResponse, signAssertion, nameIdFormat, requireSignedRequests } = this.#options;
    const { entityId, acsUrl, signingCertificate, encryptionCertificate } = this.#sp;
    const asked = req.query.SAMLRequest !== undefined || req.body.SAMLRequest !== undefined;
    const auth = samlp.auth({
      ...this.#signing(),
      issuer: this.entityId,
      // Without these two the Response is addressed to the SP's name, and the Assertion to nobody.
      destination: acsUrl,
      recipient: acsUrl,
      ...(!asked && { audience: entityId }),
      getUserFromRequest: () => req.session.user,
      // Called for a request that is read, and whose signature holds where one is asked for.
      getPostURL: (audience, request, _req, done) => {
        if (audience !== entityId) return done(`no SP with the name ${audience}`);
        this.#addParticipant(req.session);
        done(null, acsUrl);
      },
      nameIdentifierFormat: nameIdFormat,
      sessionIndex: req.session.index,
      signResponse,
      signAssertion,
      ...(requireSignedRequests && { signingCert: signingCertificate }),
      ...(encryptAssertion && {
        encryptionCert: encryptionCertificate,
        encryptionPublicKey: createPublicKey(encryptionCertificate).export({ type: "spki", format: "pem" }),
        encryptionAlgorithm,
        // A test asks for the older ones by name.
        disallowEncryptionWithInsecureAlgorithm: encryptionAlgorithm === undefined,
        warnOnInsecureEncryptionAlgorithm: false,
      }),
    });
    auth(req, res, next);
  }

  #addParticipant({ participants, user, index }) {
    const { entityId, sloUrl, logoutBindings, signingCertificate } = this.#sp;
    if (sloUrl === undefined || participants.some(({ serviceProviderId }) => serviceProviderId === entityId)) return;
    participants.push({
      serviceProviderId: entityId,
      nameId: user.id,
      nameIdFormat: this.#options.nameIdFormat ?? NAME_ID.unspecified,
      sessionIndex: index,
      serviceProviderLogoutURL: sloUrl,
      cert: signingCertificate,
      binding: BINDINGS[this.#options.logoutBinding ?? logoutBindings[0]],
    });
  }

  #logOut(req, res, next) {
    const logout = samlp.logout({
      ...this.#signing(),
      issuer: this.entityId,
      deflate: true,
      protocolBinding: req.method === "POST" ? BINDINGS.post : BINDINGS.redirect,
      sessionParticipants: new SessionParticipants(req.session.participants),
      clearIdPSession: (done) => {
        req.endSession();
        done();
      },
    });
    logout(req, res, next);
  }

  #signing() {
    const { signatureAlgorithm = "rsa-sha256" } = this.#options;
    return { ...this.#key, signatureAlgorithm, digestAlgorithm: signatureAlgorithm.slice("rsa-".length) };
  }
}

/** What samlp would pass over in silence, most of all a signature that it has no certificate for. */
function requirePossible(sp, { encryptAssertion, requireSignedRequests, signatureAlgorithm, logoutBinding }) {
  if (![undefined, "rsa-sha1", "rsa-sha256"].includes(signatureAlgorithm)) throw new TypeError(`samlp has no ${signatureAlgorithm}`);
  const signs = requireSignedRequests || sp.sloUrl !== undefined;
  if (signs && sp.signingCertificate === undefined) throw new TypeError("the SP's metadata has no certificate for signing");
  if (encryptAssertion && sp.encryptionCertificate === undefined) {
    throw new TypeError("the SP's metadata has no certificate for encryption");
  }
  if (logoutBinding !== undefined && !sp.logoutBindings.includes(logoutBinding)) {
    throw new TypeError(`the SP's metadata offers no logout over HTTP-${logoutBinding}`);
  }
}

/** As Passport would have it, which samlp's own mapper of claims reads. */
function readUser(nameIdFormat, sessionIndex) {
  const ids = {
    [NAME_ID.email]: USER.mail,
    [NAME_ID.persistent]: "b6a1f2c8-of-this-sp-alone",
    [NAME_ID.transient]: `transient${sessionIndex}`,
  };
  return {
    id: ids[nameIdFormat] ?? USER.name,
    displayName: USER.displayName,
    name: { givenName: "Ada", familyName: "Lovelace" },
    emails: [{ value: USER.mail }],
    groups: USER.groups,
  };
}

const PATHS = {
  redirectEndpointPath: "/sso",
  postEndpointPath: "/sso",
  logoutEndpointPaths: { redirect: "/logout", post: "/logout" },
};

const LOGIN_PAGE = `<!doctype html><title>Sign in</title>
<form method="post" action="/login"><input name="username"><input name="password" type="password"><button>Sign in</button></form>
`;
