import { checkConnection } from "./check-connection.js";
import { readReturnTo, remember } from "./pending.js";
import { clockOf, readSendOptions, SEND } from "./send/options.js";
import { destinationOf, send } from "./send/message.js";
import { type Content, element } from "./send/xml.js";
import { readSigner } from "./send/signing-key.js";
import { requireKnown } from "./settings.js";
import type { Connection, LoginOptions, OutgoingRequest } from "./types.js";

/**
 * Starts a login: an AuthnRequest to the connection's IdP, and a cookie that binds it to this browser.
 *
 * @example
 * const login = await createLogin(connection, { secret, returnTo: "/reports" });
 * return login.toResponse();
 */
export async function createLogin(connection: Connection, options: LoginOptions = {}): Promise<OutgoingRequest> {
  const known = requireKnown("options", options, LOGIN);
  const checked = checkConnection(connection);
  const { idp, sp } = checked;
  const { keeping, cookies, expiresInSeconds, relayState } = readSendOptions(known);
  const to = destinationOf("ssoUrl", checked);
  const asked = readAsked(known);
  if (idp.wantAuthnRequestsSigned === true && known.sign === undefined)
    throw new TypeError("options.sign is missing: this IdP takes signed requests only.");
  const signer = known.sign === undefined ? undefined : await readSigner(known.sign, idp.signatureAlgorithms);
  const now = clockOf(known.now);
  const remembered = {
    returnTo: readReturnTo(known.returnTo, sp.acsUrl),
    issuedAt: now,
    forceAuthn: known.forceAuthn === true,
    authnContext: known.authnContext ?? [],
  };
  const expiresAt = now + expiresInSeconds * 1000;
  const pending = await remember({ purpose: "login", connection: checked, expiresAt, remembered, cookies }, keeping);
  const message = element(
    "samlp:AuthnRequest",
    {
      ID: pending.id,
      Version: "2.0",
      IssueInstant: new Date(now).toISOString(),
      Destination: idp.ssoUrl,
      AssertionConsumerServiceURL: sp.acsUrl,
      ProtocolBinding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
      ForceAuthn: known.forceAuthn === true ? true : undefined,
      IsPassive: known.isPassive === true ? true : undefined,
    },
    element("saml:Issuer", {}, sp.entityId),
    asked,
  );
  // Some IdPs bring people back to their own page without a RelayState. Where it leads is in the cookie: it is never followed.
  const handle = relayState ?? (remembered.returnTo === null ? undefined : pending.handle);
  const sent = await send({ parameter: "SAMLRequest", message, to, relayState: handle, signer, cookies: pending.cookies });
  return { ...sent, id: pending.id, cookies: [...pending.cookies] };
}

const LOGIN: Record<keyof LoginOptions, true> = {
  ...SEND,
  forceAuthn: true,
  isPassive: true,
  nameIdFormat: true,
  authnContext: true,
  subject: true,
};

/** In the order of the schema (core 3.4.1): Subject, NameIDPolicy, RequestedAuthnContext. */
function readAsked({ forceAuthn, isPassive, nameIdFormat, authnContext, subject }: LoginOptions): Content {
  for (const [name, value] of Object.entries({ forceAuthn, isPassive }))
    if (!["boolean", "undefined"].includes(typeof value)) throw new TypeError(`options.${name} is neither true nor false.`);
  if (forceAuthn === true && isPassive === true) throw new TypeError("options.forceAuthn and options.isPassive cannot both be met (core 3.4.1).");
  for (const [name, value] of Object.entries({ nameIdFormat, subject }))
    if (value !== undefined && (typeof value !== "string" || value === "")) throw new TypeError(`options.${name} is not a text.`);
  if (authnContext !== undefined && !(Array.isArray(authnContext) && authnContext.length > 0 && authnContext.every((uri) => typeof uri === "string")))
    throw new TypeError("options.authnContext is not a list of URIs with one or more.");
  return [
    subject === undefined ? undefined : element("saml:Subject", {}, element("saml:NameID", {}, subject)),
    // A transient name is never created, but made up each time (core E14).
    nameIdFormat === undefined
      ? undefined
      : element("samlp:NameIDPolicy", { Format: nameIdFormat, AllowCreate: nameIdFormat === TRANSIENT ? undefined : true }),
    authnContext === undefined
      ? undefined
      : element(
          "samlp:RequestedAuthnContext",
          { Comparison: "exact" },
          authnContext.map((uri) => element("saml:AuthnContextClassRef", {}, uri)),
        ),
  ];
}

const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
