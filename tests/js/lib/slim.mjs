// Reads a vector, verifies it through saml-edge/slim, prints the name.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { provideModule, verifyLogin } from "saml-edge/slim";

const { body, connection, inResponseTo, now } = JSON.parse(readFileSync(0, "utf8"));
const options = { store: "none-accept-replay", inResponseTo, now: new Date(now) };
const early = await verifyLogin(body, connection, options).catch((error) => error);
if (!(early instanceof TypeError)) throw new Error("a call before provideModule is the caller's mistake");
provideModule(new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve("saml-edge/core.wasm"))));
process.stdout.write((await verifyLogin(body, connection, options)).nameId);
