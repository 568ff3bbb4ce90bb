// `cargo xtask bench`: this package beside @node-saml/node-saml on one message in one run, and hostile messages.
// Exit code 1 where a bound is not kept. `--json` prints the figures alone.
import { parseArgs } from "node:util";
import { SAML } from "@node-saml/node-saml";

import { SamlError, verifyLogin } from "../../pkg/dist/entries/inlined.js";
import { hostileMessages } from "./hostile.mjs";
import { cpuTime } from "./measure.mjs";
import { ACS, CERTIFICATE, encode, encrypted, IDP, message, NAME, OWN_KEY, OWN_KEY_DER, REQUEST, SIGNERS, SP } from "./message.mjs";

const LEAST_RATIO = 20;
const MOST_MILLISECONDS = 50;

const { values: flags } = parseArgs({ options: { json: { type: "boolean", default: false } } });

const options = { store: { put: async () => true, take: async () => true }, inResponseTo: REQUEST };

const login = await compare("RSA-2048");
const others = [];
for (const name of Object.keys(SIGNERS).slice(1)) others.push(await compare(name));
const cryptoKey = await crypto.subtle.importKey("pkcs8", OWN_KEY_DER, { name: "RSA-OAEP", hash: "SHA-1" }, false, ["decrypt"]);
others.push(await compare("RSA-2048", { name: "inside AES-256-GCM and RSA-OAEP-2048, by the text of the key", decrypt: OWN_KEY }));
others.push(await compare("RSA-2048", { name: "inside the same, by a CryptoKey", decrypt: cryptoKey }));
const hostile = await measureHostile();
const slowest = hostile.reduce((most, entry) => (entry.milliseconds > most.milliseconds ? entry : most));
const kept = login.ratio >= LEAST_RATIO && slowest.milliseconds <= MOST_MILLISECONDS;

if (flags.json) console.log(JSON.stringify({ node: process.versions.node, login, others, hostile }, null, 2));
else print();
process.exitCode = kept ? 0 : 1;

/** Full verification of the same good message, in turns. A peer that refuses it is said to refuse it. */
async function compare(name, sealed) {
  const { certificate } = SIGNERS[name];
  const connection = connectionOf(certificate);
  const plain = message(new Date(), {}, SIGNERS[name]);
  const xml = sealed === undefined ? plain : encrypted(plain);
  const keys = sealed === undefined ? {} : { decrypt: sealed.decrypt };
  const value = encode(xml);
  const peer = new SAML({
    callbackUrl: ACS,
    issuer: SP,
    audience: SP,
    idpCert: certificate,
    idpIssuer: IDP,
    wantAuthnResponseSigned: false,
    ...(sealed === undefined ? {} : { decryptionPvk: OWN_KEY }),
  });
  const own = async () => expectName((await verifyLogin(value, connection, { ...options, ...keys })).nameId);
  const theirs = async () => expectName((await peer.validatePostResponseAsync({ SAMLResponse: value })).profile.nameID);
  // Enough for the compilers to settle.
  await cpuTime(own, { rounds: 1, runs: 1000 });
  const refusal = await cpuTime(theirs, { rounds: 1, runs: 100 }).then(
    () => null,
    (error) => error.message,
  );
  const ownTimes = [];
  const theirTimes = [];
  for (let turn = 0; turn < 5; turn++) {
    ownTimes.push(await cpuTime(own, { rounds: 5, runs: 200 }));
    if (refusal === null) theirTimes.push(await cpuTime(theirs, { rounds: 3, runs: 20 }));
  }
  const milliseconds = median(ownTimes);
  const measured = { name: sealed === undefined ? name : `${name} ${sealed.name}`, octets: xml.length, milliseconds, peer: "@node-saml/node-saml" };
  if (refusal !== null) return { ...measured, refusal };
  const peerMilliseconds = median(theirTimes);
  return { ...measured, peerMilliseconds, ratio: peerMilliseconds / milliseconds };
}

function connectionOf(certificate) {
  return { idp: { entityId: IDP, certificates: [certificate] }, sp: { entityId: SP, acsUrl: ACS } };
}

async function measureHostile() {
  const measured = [];
  const connection = connectionOf(CERTIFICATE);
  for (const [name, xml] of hostileMessages(new Date())) {
    const value = encode(xml);
    let verdict;
    const run = async () => (verdict = await verifyLogin(value, connection, options).then(() => "accepted", codeOf));
    const milliseconds = await cpuTime(run, { rounds: 5, runs: 3 });
    measured.push({ name, octets: Buffer.byteLength(xml), milliseconds, verdict });
  }
  return measured;
}

function codeOf(error) {
  if (error instanceof SamlError && error.code !== "ERR_INTERNAL") return error.code;
  throw error;
}

function expectName(name) {
  if (name !== NAME) throw new Error(`not verified: ${name}`);
}

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function print() {
  const shown = (milliseconds) => milliseconds.toFixed(3).padStart(9);
  console.log(`Node ${process.versions.node}, CPU time in milliseconds\n`);
  console.log(`A login of ${login.octets} octets, one RSA-2048 signature, verified in full`);
  console.log(`${shown(login.milliseconds)}  saml-edge`);
  console.log(`${shown(login.peerMilliseconds)}  ${login.peer}`);
  console.log(
    `${login.ratio.toFixed(1).padStart(9)}  times faster; at least ${LEAST_RATIO} wanted: ${verdict(login.ratio >= LEAST_RATIO)}\n`,
  );
  console.log("The same login with other signatures");
  for (const { name, milliseconds, peer, refusal, peerMilliseconds, ratio } of others) {
    const beside = refusal === undefined ? `${peerMilliseconds.toFixed(3)}, ${ratio.toFixed(1)} times as much` : `refuses it (${refusal})`;
    console.log(`${shown(milliseconds)}  ${name}; ${peer}: ${beside}`);
  }
  console.log("\nHostile messages, as large as the default limit allows");
  for (const entry of hostile) console.log(`${shown(entry.milliseconds)}  ${entry.name}: ${entry.octets} octets, ${entry.verdict}`);
  console.log(
    `${shown(slowest.milliseconds)}  at most; ${MOST_MILLISECONDS} allowed: ${verdict(slowest.milliseconds <= MOST_MILLISECONDS)}`,
  );
}

function verdict(holds) {
  return holds ? "kept" : "NOT KEPT";
}
