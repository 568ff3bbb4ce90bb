// Takes keys as PEM. InResponseTo is looked at where a cache of requests is given; the one here knows the request of the messages at each verification, as if it had just been sent.
import { SAML } from "@node-saml/node-saml";

export default {
  does: ({ cryptoKey }) => (cryptoKey ? "takes no CryptoKey" : true),
  async prepare({ idp, sp, acs, request, certificate, ownKey, signed }) {
    const saml = new SAML({
      callbackUrl: acs,
      issuer: sp,
      audience: sp,
      idpCert: certificate,
      idpIssuer: idp,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: signed === "both",
      decryptionPvk: ownKey,
      validateInResponseTo: "always",
      cacheProvider: requests(request),
    });
    return async ({ value }) => (await saml.validatePostResponseAsync({ SAMLResponse: value })).profile.nameID;
  },
};

/** What it asks of a cache: a value is the time at which the request was sent. */
function requests(request) {
  const sent = new Date().toISOString();
  const known = async (key) => (key === request ? sent : null);
  return { saveAsync: async (key, value) => ({ value, createdAt: Date.parse(sent) }), getAsync: known, removeAsync: known };
}
