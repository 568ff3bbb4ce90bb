// Takes keys as PEM; InResponseTo is looked at where a cache of requests is given, so that it is not here.
import { SAML } from "@node-saml/node-saml";

export default {
  does: ({ cryptoKey }) => (cryptoKey ? "takes no CryptoKey" : true),
  async prepare({ idp, sp, acs, certificate, ownKey, signed }) {
    const saml = new SAML({
      callbackUrl: acs,
      issuer: sp,
      audience: sp,
      idpCert: certificate,
      idpIssuer: idp,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: signed === "both",
      decryptionPvk: ownKey,
    });
    return async ({ value }) => (await saml.validatePostResponseAsync({ SAMLResponse: value })).profile.nameID;
  },
};
