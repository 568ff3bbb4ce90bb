// The same types through `require`.
import compat = require("saml-edge/compat");

export const saml: compat.SAML = new compat.SAML({ idpCert: "", idpIssuer: "", issuer: "", callbackUrl: "", store: compat.memoryStore() });
export const executor: compat.BetterAuthExecutor = compat.betterAuthExecutor();
