// saml-edge, as its README has it.
import { memoryStore, verifyLogin } from "saml-edge";

import { versionOf } from "../lib/version.mjs";

export default {
  name: "saml-edge",
  version: versionOf("saml-edge"),
  configuration: 'all defaults; idpInitiated: "accept" where the login begins at the identity provider',
  serviceProvider({ idp, sp, request, decryptionKeys }) {
    const connection = {
      idp: { entityId: idp.entityId, ssoUrl: idp.ssoUrl, certificates: idp.certificates },
      sp,
      ...(request === null ? { policy: { idpInitiated: "accept" } } : {}),
    };
    const options = { store: memoryStore(), inResponseTo: request, cookies: null };
    if (decryptionKeys.length > 0) options.decrypt = decryptionKeys;
    return async ({ samlResponse }) => {
      const { nameId, attributes } = await verifyLogin(samlResponse, connection, options);
      return { nameId, attributes: Object.fromEntries(attributes) };
    };
  },
};
