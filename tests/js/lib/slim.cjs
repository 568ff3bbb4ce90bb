// The same through `require`.
const { readFileSync } = require("node:fs");
const { provideModule, verifyLogin } = require("saml-edge/slim");

const { body, connection, inResponseTo, now } = JSON.parse(readFileSync(0, "utf8"));
provideModule(new WebAssembly.Module(readFileSync(require.resolve("saml-edge/core.wasm"))));
const options = { store: "none-accept-replay", inResponseTo, now: new Date(now) };
verifyLogin(body, connection, options).then((login) => process.stdout.write(login.nameId));
