// saml-edge/compat: the names of node-saml with the checks of this library, and the executor for better-auth.
import { runTests } from "../lib/check.mjs";
import { TestIdp } from "../lib/test-idp.mjs";
import { betterAuthTests } from "./compat/better-auth.mjs";
import { loginTests } from "./compat/login.mjs";
import { logoutTests } from "./compat/logout.mjs";
import { metadataTests } from "./compat/metadata.mjs";
import { optionTests } from "./compat/options.mjs";

export async function compat(library, { connection, keys }) {
  const { idp, sp } = connection;
  const options = {
    idpCert: idp.certificates,
    idpIssuer: idp.entityId,
    entryPoint: "https://idp.example.com/sso?tenant=1",
    logoutUrl: "https://idp.example.com/slo",
    issuer: sp.entityId,
    callbackUrl: sp.acsUrl,
    logoutCallbackUrl: sp.sloUrl,
    wantAuthnResponseSigned: false,
  };
  const context = {
    library,
    ...library.compat,
    connection,
    keys,
    idp: new TestIdp(connection, keys.idp),
    options,
    /** A new one with a store of its own. */
    make: (more = {}) => new library.compat.SAML({ ...options, store: library.memoryStore(), ...more }),
  };
  return await runTests({ ...optionTests, ...loginTests, ...logoutTests, ...metadataTests, ...betterAuthTests }, context);
}
