import { askWith } from "./ask.js";
import { claim } from "./claim.js";
import { verify } from "./glue.js";
import { readInput } from "./input.js";
import { Login } from "./login.js";
import { readVerifyOptions } from "./options.js";
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
 * const login = await verifyLogin(request, connection, { store, inResponseTo: requestIdOfThisBrowser });
 * await startSession(login.issuer, login.nameId);
 */
export async function verifyLogin(input: Input, connection: Connection, options: VerifyOptions): Promise<Login> {
  const { store, inResponseTo, now, keys } = readVerifyOptions(options);
  const { text, maxBytes } = readConnection(connection);
  const { octets, kind } = await readInput(input, maxBytes);
  const moment = now();
  const login = await askWith<WireLogin>(keys, (secrets) => verify(octets, kind, text, inResponseTo, moment, secrets));
  await claim(login, store, moment);
  return new Login(login);
}
