import { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } from "samlify";

export const samlify = (validator) => ({
  does: ({ cryptoKey }) => (cryptoKey ? "takes no CryptoKey" : true),
  async prepare({ idp, sp, acs, certificate, ownKey, signed, encrypted }) {
    setSchemaValidator(validator);
    const post = Constants.namespace.binding.post;
    const provider = ServiceProvider({
      entityID: sp,
      assertionConsumerService: [{ Binding: post, Location: acs }],
      wantAssertionsSigned: true,
      wantMessageSigned: signed === "both",
      encPrivateKey: ownKey,
    });
    const identity = IdentityProvider({
      entityID: idp,
      signingCert: certificate,
      isAssertionEncrypted: encrypted,
      singleSignOnService: [{ Binding: post, Location: `${idp}/sso` }],
      singleLogoutService: [{ Binding: post, Location: `${idp}/slo` }],
    });
    return async ({ value }) => (await provider.parseLoginResponse(identity, "post", { body: { SAMLResponse: value } })).extract.nameID;
  },
});
