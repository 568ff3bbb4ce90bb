import { askWith } from "./ask.js";
import { type Claim, claim } from "./claim.js";
import { skewOf } from "./clock.js";
import { verify } from "./glue.js";
import { readInput } from "./input.js";
import { Login } from "./login.js";
import { cookiesOf, readVerifyOptions } from "./options.js";
import { type Remembered, type Recalled, recall } from "./pending.js";
import { otherAuthnContext, replayed, requestNotPending, signedInBefore } from "./refusals.js";
import { readConnection } from "./settings.js";
import type { Connection, Input, VerifyOptions } from "./types.js";
import type { WireLogin } from "./wire.js";

/**
 * Verifies a login that was posted to the ACS: the only way to a `Login`. It refuses with a `SamlError`, which says which rule
 * refused, where and why; a connection or options that cannot work are a `TypeError`.
 *
 * It starts no session and follows no RelayState: that is the application's, as is renewing the session's ID.
 *
 * @example
 * const login = await verifyLogin(request, connection, { store, secret });
 * await startSession(login.issuer, login.nameId);
 */
export async function verifyLogin(input: Input, connection: Connection, options: VerifyOptions): Promise<Login> {
  const checked = readVerifyOptions(options);
  const { octets: settings, maxBytes, connection: known } = readConnection(connection);
  const cookies = cookiesOf(input, checked);
  const { octets, kind } = await readInput(input, maxBytes);
  const now = checked.now();
  const login = await askWith<WireLogin>(checked.keys, (secrets) => verify(octets, kind, settings, checked.inResponseTo, now, secrets));
  // Where the caller did not say which request is expected: the one that the message names, if this browser was sent away with it.
  const asked = checked.inResponseTo === undefined ? login.inResponseTo : null;
  const recalled = asked === null ? undefined : await recall("login", asked, known, { secret: checked.secret, cookies, now });
  if (recalled?.remembered !== undefined) requireAsAsked(login, recalled.remembered, known);
  await claim(claimsOf(login, recalled), checked.store, now, checked.now);
  return new Login(login, recalled?.remembered?.returnTo ?? null, recalled?.doneCookie ?? null);
}

/** Rules N02 and N06: what was asked for when the login was started. */
function requireAsAsked(login: WireLogin, { forceAuthn, issuedAt, authnContext }: Remembered, { policy }: Connection): void {
  const earliest = issuedAt - skewOf(policy);
  if (forceAuthn && login.authnInstant < earliest) throw signedInBefore(new Date(issuedAt), new Date(login.authnInstant));
  if (authnContext.length > 0 && !authnContext.includes(login.authnContext ?? "")) throw otherAuthnContext(authnContext, login.authnContext);
}

/** The Assertion first, then a signed Response, then the request. */
function claimsOf({ facts, inResponseTo }: WireLogin, recalled: Recalled | undefined): readonly Claim[] {
  const notPending = () => requestNotPending(inResponseTo);
  const claims = facts
    .filter(({ kind }) => kind === "put")
    .map((fact, position): Claim => ({ fact, refusal: () => replayed(position === 0 ? "P01" : "P02") }));
  if (recalled !== undefined) claims.push({ fact: recalled.fact, refusal: notPending });
  return claims;
}
