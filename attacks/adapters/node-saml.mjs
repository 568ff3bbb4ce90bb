// @node-saml/node-saml, with everything that its README says verifies more: the audience, what the identity provider signs, and the requests that were sent.
// `idpIssuer` is for logout, by its README.
import { SAML } from "@node-saml/node-saml";

import { oneName, texts } from "../lib/identity.mjs";
import { versionOf } from "../lib/version.mjs";

export default {
  name: "@node-saml/node-saml",
  version: versionOf("@node-saml/node-saml"),
  configuration:
    "audience, idpIssuer, acceptedClockSkewMs, wantAssertionsSigned and wantAuthnResponseSigned as the identity provider signs, validateInResponseTo with a cache: always, and ifPresent where the login begins at the identity provider",
  leaves: "Recipient and Destination are not compared, and the Issuer of a login is not either: `profile.issuer` is handed out",
  serviceProvider({ idp, sp, request, decryptionKeys, clockSkewSeconds, now }) {
    const saml = new SAML({
      entryPoint: idp.ssoUrl,
      callbackUrl: sp.acsUrl,
      issuer: sp.entityId,
      audience: sp.entityId,
      idpCert: idp.certificates,
      idpIssuer: idp.entityId,
      acceptedClockSkewMs: clockSkewSeconds * 1000,
      wantAssertionsSigned: idp.signs !== "response",
      wantAuthnResponseSigned: idp.signs !== "assertion",
      validateInResponseTo: request === null ? "ifPresent" : "always",
      cacheProvider: cacheOf(request, now),
      ...(decryptionKeys.length > 0 ? { decryptionPvk: decryptionKeys[0] } : {}),
    });
    return async ({ samlResponse }) => {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: samlResponse });
      return { nameId: oneName(profile?.nameID), attributes: texts(profile.attributes) };
    };
  },
};

/** As if this library had sent the request itself, a moment ago. */
function cacheOf(request, now) {
  const requests = new Map(request === null ? [] : [[request, now]]);
  return {
    async saveAsync(key, value) {
      requests.set(key, value);
      return { value, createdAt: Date.now() };
    },
    async getAsync(key) {
      return requests.get(key) ?? null;
    },
    async removeAsync(key) {
      return requests.delete(key) ? key : null;
    },
  };
}
