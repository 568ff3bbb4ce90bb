// samlify, with the validator of its README that needs neither Java nor another program, and everything that it takes.
import * as validator from "@authenio/samlify-node-xmllint";
import { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } from "samlify";

import { oneName, texts } from "../lib/identity.mjs";
import { versionOf } from "../lib/version.mjs";

// The validator's program is compiled when it is first used, which takes longer than a case may.
await validator.validate("<warm-up/>").catch(() => {});
setSchemaValidator(validator);

const POST = Constants.namespace.binding.post;

export default {
  name: "samlify",
  version: versionOf("samlify"),
  configuration: `@authenio/samlify-node-xmllint ${versionOf("@authenio/samlify-node-xmllint")} as schema validator, clockDrifts, wantAssertionsSigned, wantMessageSigned and isAssertionEncrypted as the identity provider signs and encrypts`,
  leaves:
    "Recipient, Destination, audience, request and replay are not compared: `extract.response.destination`, `extract.audience` and `extract.response.inResponseTo` are handed out",
  serviceProvider({ idp, sp, decryptionKeys, clockSkewSeconds }) {
    const provider = ServiceProvider({
      entityID: sp.entityId,
      assertionConsumerService: [{ Binding: POST, Location: sp.acsUrl }],
      wantAssertionsSigned: idp.signs !== "response",
      wantMessageSigned: idp.signs !== "assertion",
      clockDrifts: [-clockSkewSeconds * 1000, clockSkewSeconds * 1000],
      ...(decryptionKeys.length > 0 ? { encPrivateKey: decryptionKeys[0] } : {}),
    });
    const identity = IdentityProvider({
      entityID: idp.entityId,
      signingCert: idp.certificates.length === 1 ? idp.certificates[0] : idp.certificates,
      isAssertionEncrypted: idp.encrypts,
      singleSignOnService: [{ Binding: POST, Location: idp.ssoUrl }],
      singleLogoutService: [{ Binding: POST, Location: idp.ssoUrl }],
    });
    return async ({ samlResponse }) => {
      const { extract } = await provider.parseLoginResponse(identity, "post", { body: { SAMLResponse: samlResponse } });
      return { nameId: oneName(extract.nameID), attributes: texts(extract.attributes) };
    };
  },
};
