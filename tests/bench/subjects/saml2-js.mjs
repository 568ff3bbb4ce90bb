// It verifies one signature of those that are there.
import { promisify } from "node:util";
import saml2 from "saml2-js";

export default {
  does: ({ cryptoKey }) => (cryptoKey ? "takes no CryptoKey" : true),
  async prepare({ idp, sp, acs, certificate, ownKey, ownCertificate }) {
    const provider = new saml2.ServiceProvider({
      entity_id: sp,
      private_key: ownKey,
      certificate: ownCertificate,
      assert_endpoint: acs,
      allow_unencrypted_assertion: true,
    });
    const identity = new saml2.IdentityProvider({ sso_login_url: `${idp}/sso`, sso_logout_url: `${idp}/slo`, certificates: [certificate] });
    const assert = promisify(provider.post_assert.bind(provider));
    return async ({ value }) => (await assert(identity, { request_body: { SAMLResponse: value } })).user.name_id;
  },
};
