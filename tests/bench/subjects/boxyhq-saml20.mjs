// It takes the decoded XML, and verifies one signature of those that are there.
import saml from "@boxyhq/saml20";

const { validate } = saml.default ?? saml;

export default {
  does: ({ cryptoKey }) => (cryptoKey ? "takes no CryptoKey" : true),
  async prepare({ sp, request, certificate, ownKey }) {
    const options = { publicKey: certificate, audience: sp, inResponseTo: request, privateKey: ownKey };
    return async ({ value }) => {
      const { claims } = await validate(Buffer.from(value, "base64").toString("utf8"), options);
      return claims["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"];
    };
  },
};
