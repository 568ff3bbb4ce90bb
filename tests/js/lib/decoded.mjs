// `node decoded.mjs WAY`: verifies a vector where only this way of decoding the inlined core is there; prints the name.
import { readFileSync } from "node:fs";

const { Buffer: ofNode } = globalThis;
const WAYS = {
  native: () => (Uint8Array.fromBase64 = (text) => new Uint8Array(ofNode.from(text, "base64"))),
  buffer: () => (globalThis.Buffer = ofNode),
  loop: () => {},
};

const { body, connection, inResponseTo, now } = JSON.parse(readFileSync(0, "utf8"));
delete Uint8Array.fromBase64;
delete globalThis.Buffer;
WAYS[process.argv[2]]();
if (process.argv[2] !== "loop") delete globalThis.atob;
const { verifyLogin } = await import("saml-edge");
const { nameId } = await verifyLogin(body, connection, { store: "none-accept-replay", inResponseTo, now: new Date(now) });
process.stdout.write(nameId);
