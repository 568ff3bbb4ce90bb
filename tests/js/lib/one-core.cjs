// The same through `require`, where it is the main script.
const { readFileSync } = require("node:fs");

/** How many instances were made of the core, and how many classes and stores of one name there are. */
exports.shared = async (entries, { body, connection, inResponseTo, now }) => {
  const { Instance } = WebAssembly;
  let cores = 0;
  WebAssembly.Instance = new Proxy(Instance, { construct: (target, values) => ((cores += 1), new target(...values)) });
  const [main, debug, compat, , slim] = entries;
  const options = { store: "none-accept-replay", inResponseTo, now: new Date(now) };
  const { nameId } = await main.verifyLogin(body, connection, options);
  await slim.verifyLogin(body, connection, options);
  await debug.explain(body, connection, { inResponseTo, now: new Date(now) });
  const { idp, sp } = connection;
  const saml = new compat.SAML({ callbackUrl: sp.acsUrl, issuer: sp.entityId, audience: sp.entityId, idpCert: idp.certificates, idpIssuer: idp.entityId, store: main.memoryStore() });
  const refusal = await saml.validatePostResponseAsync({ SAMLResponse: body }).catch((error) => error);
  const kinds = (name) => new Set(entries.filter((entry) => name in entry).map((entry) => entry[name])).size;
  return { nameId, refused: refusal instanceof main.SamlError, cores, SamlError: kinds("SamlError"), memoryStore: kinds("memoryStore") };
};

if (require.main === module) {
  const entries = ["", "/debug", "/compat", "/stores", "/slim"].map((entry) => require(`saml-edge${entry}`));
  exports.shared(entries, JSON.parse(readFileSync(0, "utf8"))).then((found) => process.stdout.write(JSON.stringify(found)));
}
