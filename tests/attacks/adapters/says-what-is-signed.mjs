// The evidence of this package, in the place of the user.
import own from "../../../attacks/adapters/saml-edge.mjs";
import { memoryStore, verifyLogin } from "../../../attacks/node_modules/saml-edge/dist/main.js";

export default {
  ...own,
  serviceProvider({ idp, sp, request, decryptionKeys }) {
    const connection = { idp: { entityId: idp.entityId, ssoUrl: idp.ssoUrl, certificates: idp.certificates }, sp, policy: { idpInitiated: request === null ? "accept" : "refuse" } };
    const decrypt = decryptionKeys.length > 0 ? { decrypt: decryptionKeys } : {};
    return async ({ samlResponse }) => {
      const { evidence } = await verifyLogin(samlResponse, connection, { store: memoryStore(), inResponseTo: request, cookies: null, ...decrypt });
      return { nameId: evidence.signed };
    };
  },
};
