import { askWith } from "./ask.js";
import { type Claim, claim } from "./claim.js";
import { verifyLogout as verifyInCore } from "./glue.js";
import { readLogoutInput } from "./input.js";
import { IncomingLogoutRequest, IncomingLogoutResponse } from "./logout.js";
import { cookiesOf, readVerifyOptions } from "./options.js";
import { recall } from "./pending.js";
import { logoutNotPending, replayed } from "./refusals.js";
import { readConnection } from "./settings.js";
import { SamlError } from "./error.js";
import type { Connection, LogoutInput, VerifyOptions } from "./types.js";
import type { WireLogout } from "./wire.js";

/**
 * Verifies what the IdP sends to the single logout address: a LogoutRequest, which wants sessions ended and an answer, or the LogoutResponse to one of
 * `createLogout`. It refuses with a `SamlError`, as `verifyLogin` does.
 *
 * It ends no session: find those that the request `matches`, in your own records and not by the cookie of this browser, which need not come along.
 *
 * @example
 * const logout = await verifyLogout(request, connection, { store, secret });
 * if (logout.kind === "response") return Response.redirect(new URL(logout.returnTo ?? "/", request.url).href);
 * await endSessions((session) => logout.matches(session));
 * return await logout.respond({ sign: key });
 */
export async function verifyLogout(
  input: LogoutInput,
  connection: Connection,
  options: VerifyOptions,
): Promise<IncomingLogoutRequest | IncomingLogoutResponse> {
  const checked = readVerifyOptions(options);
  const { octets: settings, maxBytes, connection: known } = readConnection(connection);
  if (known.sp.sloUrl === undefined) throw new TypeError("connection.sp.sloUrl is missing: nobody can say for whom a logout message is.");
  const { octets, kind } = await readLogoutInput(input, maxBytes);
  const now = checked.now();
  const message = await askWith<WireLogout>(checked.keys, (secrets) => verifyInCore(octets, kind, settings, checked.inResponseTo, now, secrets));
  const claims: Claim[] = message.facts.filter(({ kind }) => kind === "put").map((fact) => ({ fact, refusal: () => replayed("L04") }));
  if (message.request !== undefined) {
    await claim(claims, checked.store, now, checked.now);
    return new IncomingLogoutRequest(message.request, message.relayState, known);
  }
  const { inResponseTo } = message.response;
  if (checked.inResponseTo !== undefined) {
    await claim(claims, checked.store, now, checked.now);
    return new IncomingLogoutResponse(message.response, message.relayState, null, null);
  }
  const cookies = cookiesOf(input, checked);
  const recalled = await recall("logout", inResponseTo, known, { secret: checked.secret, cookies, now }).catch((error: unknown) => {
    throw error instanceof SamlError && error.rule === "R08" ? logoutNotPending(inResponseTo) : error;
  });
  claims.push({ fact: recalled.fact, refusal: () => logoutNotPending(inResponseTo) });
  await claim(claims, checked.store, now, checked.now);
  return new IncomingLogoutResponse(message.response, message.relayState, recalled.remembered?.returnTo ?? null, recalled.doneCookie);
}
