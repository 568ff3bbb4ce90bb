// The same types through `require`.
import saml = require("saml-edge");
import debug = require("saml-edge/debug");
import stores = require("saml-edge/stores");

export const login: Promise<saml.Login> = saml.verifyLogin(
  "",
  { idp: { entityId: "", certificates: [] }, sp: { entityId: "", acsUrl: "" } },
  {
    store: stores.memoryStore(),
  },
);
export const report: Promise<debug.Report> = debug.explain("");
export const store: stores.SqlStore = stores.sqlStore(async () => [], { dialect: "sqlite" });
