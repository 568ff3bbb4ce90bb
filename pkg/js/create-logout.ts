import { checkConnection } from "./check-connection.js";
import { readReturnTo, remember } from "./pending.js";
import { destinationOf, send } from "./send/message.js";
import { clockOf, readSendOptions, SEND } from "./send/options.js";
import { readSigner } from "./send/signing-key.js";
import { element } from "./send/xml.js";
import { requireKnown } from "./settings.js";
import type { Connection, LogoutOptions, OutgoingRequest, SignedIn } from "./types.js";

/**
 * Asks the IdP to sign a user out everywhere: a signed LogoutRequest. End the session here first: if the answer never comes, nobody is left signed in.
 * Not for sessions that ran out: the user may still work elsewhere.
 *
 * @example
 * await endSession();
 * return (await createLogout(connection, login, { sign: key, secret, returnTo: "/" })).toResponse();
 */
export async function createLogout(connection: Connection, login: SignedIn, options: LogoutOptions): Promise<OutgoingRequest> {
  const known = requireKnown("options", options, LOGOUT);
  const checked = checkConnection(connection);
  const { idp, sp } = checked;
  const { keeping, cookies, expiresInSeconds, relayState } = readSendOptions(known);
  const to = destinationOf("sloUrl", checked);
  if (known.sign === undefined) throw new TypeError("options.sign is missing: logout messages are always signed.");
  if (sp.sloUrl === undefined) throw new TypeError("connection.sp.sloUrl is missing: there the IdP answers.");
  const names = readNames(login);
  const signer = await readSigner(known.sign, idp.signatureAlgorithms);
  const now = clockOf(known.now);
  const remembered = { returnTo: readReturnTo(known.returnTo, sp.sloUrl), issuedAt: now, forceAuthn: false, authnContext: [] };
  const expiresAt = now + expiresInSeconds * 1000;
  const pending = await remember({ purpose: "logout", connection: checked, expiresAt, remembered, cookies }, keeping);
  const message = element(
    "samlp:LogoutRequest",
    {
      ID: pending.id,
      Version: "2.0",
      IssueInstant: new Date(now).toISOString(),
      Destination: idp.sloUrl,
      NotOnOrAfter: new Date(now + FIVE_MINUTES).toISOString(),
      Reason: known.reason,
    },
    element("saml:Issuer", {}, sp.entityId),
    names,
  );
  const sent = await send({ parameter: "SAMLRequest", message, to, relayState, signer, cookies: pending.cookies });
  return { ...sent, id: pending.id, cookies: [...pending.cookies] };
}

const LOGOUT: Record<keyof LogoutOptions, true> = { ...SEND, reason: true };

/** The request goes to the IdP without waiting for anybody. */
const FIVE_MINUTES = 300_000;

/** The name exactly as the login had it (SDP-SP29), and every session that is known. */
function readNames(login: SignedIn) {
  const { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex, sessionIndexes } = login ?? {};
  if (typeof nameId !== "string" || nameId === "") throw new TypeError("login.nameId is missing: the IdP would not know whom to sign out.");
  const indexes = sessionIndexes ?? (typeof sessionIndex === "string" ? [sessionIndex] : []);
  return [
    element(
      "saml:NameID",
      {
        Format: nameIdFormat ?? undefined,
        NameQualifier: nameQualifier ?? undefined,
        SPNameQualifier: spNameQualifier ?? undefined,
      },
      nameId,
    ),
    indexes.map((index) => element("samlp:SessionIndex", {}, index)),
  ];
}
