// `cargo xtask bench`: this package beside @node-saml/node-saml on one message in one run, and hostile messages.
// Exit code 1 where a bound is not kept. `--json` prints the figures alone.
import { parseArgs } from "node:util";
import { SAML } from "@node-saml/node-saml";

import { SamlError, verifyLogin } from "../../pkg/dist/entries/inlined.js";
import { hostileMessages } from "./hostile.mjs";
import { cpuTime } from "./measure.mjs";
import { ACS, CERTIFICATE, encode, IDP, message, NAME, REQUEST, SP } from "./message.mjs";

const LEAST_RATIO = 20;
const MOST_MILLISECONDS = 50;

const { values: flags } = parseArgs({ options: { json: { type: "boolean", default: false } } });

const connection = { idp: { entityId: IDP, certificates: [CERTIFICATE] }, sp: { entityId: SP, acsUrl: ACS } };
const options = { store: { put: async () => true, take: async () => true }, inResponseTo: REQUEST };

const login = await compare();
const hostile = await measureHostile();
const slowest = hostile.reduce((most, entry) => (entry.milliseconds > most.milliseconds ? entry : most));
const kept = login.ratio >= LEAST_RATIO && slowest.milliseconds <= MOST_MILLISECONDS;

if (flags.json) console.log(JSON.stringify({ node: process.versions.node, login, hostile }, null, 2));
else print();
process.exitCode = kept ? 0 : 1;

/** Full verification of the same good message, in turns. */
async function compare() {
  const xml = message(new Date());
  const value = encode(xml);
  const peer = new SAML({
    callbackUrl: ACS,
    issuer: SP,
    audience: SP,
    idpCert: CERTIFICATE,
    idpIssuer: IDP,
    wantAuthnResponseSigned: false,
  });
  const own = async () => expectName((await verifyLogin(value, connection, options)).nameId);
  const theirs = async () => expectName((await peer.validatePostResponseAsync({ SAMLResponse: value })).profile.nameID);
  // Enough for the compilers to settle.
  await cpuTime(own, { rounds: 1, runs: 1000 });
  await cpuTime(theirs, { rounds: 1, runs: 100 });
  const ownTimes = [];
  const theirTimes = [];
  for (let turn = 0; turn < 5; turn++) {
    ownTimes.push(await cpuTime(own, { rounds: 5, runs: 200 }));
    theirTimes.push(await cpuTime(theirs, { rounds: 3, runs: 20 }));
  }
  const [milliseconds, peerMilliseconds] = [median(ownTimes), median(theirTimes)];
  return {
    octets: xml.length,
    milliseconds,
    peer: "@node-saml/node-saml",
    peerMilliseconds,
    ratio: peerMilliseconds / milliseconds,
  };
}

async function measureHostile() {
  const measured = [];
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
  console.log("Hostile messages, as large as the default limit allows");
  for (const entry of hostile) console.log(`${shown(entry.milliseconds)}  ${entry.name}: ${entry.octets} octets, ${entry.verdict}`);
  console.log(
    `${shown(slowest.milliseconds)}  at most; ${MOST_MILLISECONDS} allowed: ${verdict(slowest.milliseconds <= MOST_MILLISECONDS)}`,
  );
}

function verdict(holds) {
  return holds ? "kept" : "NOT KEPT";
}
