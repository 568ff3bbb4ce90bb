// `attacks/cases` is made of tests/vectors, as selection.mjs says. `--write` makes it, `--check` holds what is there to it. Loads no package.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { splitVector } from "../js/lib/vectors.mjs";
import { CLASSES, GROUPS, LEFT_OUT, matches, OPTIONAL_TWINS } from "./selection.mjs";
import { signedParts } from "./signed-parts.mjs";

const ROOT = join(import.meta.dirname, "../..");
const VECTORS = join(ROOT, "tests/vectors");
const CORPUS = join(ROOT, "attacks/cases");

const SIGNED_OUTSIDE = [
  ["encryption/all-three-signed-response", "response"],
  ["encryption/both-signed", "both"],
  ["encryption/cbc-*", "response"],
  ["encryption/gcm-under-signed-response", "response"],
  ["encryption/prefix-covered-inside", "both"],
  ["encryption/prefix-*", "response"],
  ["encryption/retrieved", "both"],
];

const { values: flags } = parseArgs({ options: { write: { type: "boolean", default: false }, check: { type: "boolean", default: false } } });
if (flags.write === flags.check) {
  console.error("Usage: node tests/attacks/make.mjs --write|--check");
  process.exit(2);
}

const connections = JSON.parse(readFileSync(join(VECTORS, "connections.json"), "utf8"));
const reasons = readReasons();
const vectors = readVectors();
const made = new Map(corpus().map(([file, content]) => [file, `${JSON.stringify(content, null, 1)}\n`]));
const there = readdirSync(CORPUS).sort();
if (flags.write) {
  for (const file of there) if (!made.has(file)) rmSync(join(CORPUS, file));
  for (const [file, text] of made) writeFileSync(join(CORPUS, file), text);
} else {
  check();
}

function corpus() {
  const published = Object.entries(CLASSES).map(([name, about]) => [name, about, casesOf(name, about)]);
  const cases = published.flatMap(([, , cases]) => cases);
  const ids = new Set(cases.map(({ id }) => id));
  // A twin that needs a relaxed setting is not published; what it is accepted as still stands in `identity`.
  for (const refusal of cases) if (!ids.has(refusal.twin)) delete refusal.twin;
  const classes = published.map(([name, { group, title, references }, cases]) => [`${name}.json`, { class: name, group, title, references, cases }]);
  return [...classes, ["index.json", index(cases)]];
}

/** What the cases name: the two parties, and keys. */
function index(cases) {
  const parties = [...new Set(cases.map(({ parties }) => parties))].sort().map((name) => [name, partiesOf(connections[name])]);
  const keys = [...new Set(cases.flatMap(({ decryptionKeys = [] }) => decryptionKeys))].sort().map((name) => [name, readKey(`${name}.key.pem`)]);
  return {
    format: 1,
    clockSkewSeconds: 180,
    groups: GROUPS,
    classes: Object.keys(CLASSES),
    parties: Object.fromEntries(parties),
    decryptionKeys: Object.fromEntries(keys),
  };
}

function partiesOf({ idp: { entityId, ssoUrl, certificates }, sp }) {
  return { idp: { entityId, ssoUrl, certificates: certificates.map(readKey) }, sp: { entityId: sp.entityId, acsUrl: sp.acsUrl } };
}

function readKey(file) {
  return readFileSync(join(VECTORS, "keys", file), "utf8");
}

function casesOf(name, about) {
  const names = [...vectors.keys()].filter((id) => id.startsWith(`${name}/`));
  return names.flatMap((id) => {
    const vector = vectors.get(id);
    if (dependsOnSettings(vector, about) || (about.onlyAccepted && vector.headers.expect !== "accept")) return [];
    return [vector.headers.expect === "accept" ? accepted(id, vector, about) : refused(id, vector, about)];
  });
}

/** What a policy of this library decides is no attack. Logins that begin at the identity provider are all that is asked for. */
function dependsOnSettings({ headers }, { withoutRequest }) {
  const mode = headers["in-response-to"] ?? "_req1";
  const asks = mode === "none" && headers.policy === '{"idpInitiated": "accept"}';
  if (withoutRequest && mode === "none") return !asks;
  return headers.policy !== undefined || mode === "none" || mode === "store" || connections[headers.connection ?? "default"].policy !== undefined;
}

function accepted(id, vector, about) {
  const { headers } = vector;
  const word = id.split("/")[1];
  const optional = matches(id, OPTIONAL_TWINS) || matches(word, about.optional ?? []);
  const required = matches(word, about.must ?? []);
  return {
    ...shared(id, vector, vector),
    expect: "accept",
    ...(optional && !required ? { optional: true } : {}),
    identity: identityOf(headers),
  };
}

function refused(id, vector, about) {
  const { headers } = vector;
  const word = id.split("/")[1];
  const twin = vectors.get(headers.twin);
  const kept = matches(word, about.must ?? []) ? undefined : Object.entries(about.tolerated ?? {}).find(([pattern]) => matches(word, [pattern]));
  const identity = Object.entries(about.identities ?? {}).find(([pattern]) => matches(word, [pattern]))?.[1];
  return {
    ...shared(id, vector, twin),
    expect: "refuse",
    because: reasons.get(headers.rule),
    rule: headers.rule,
    twin: headers.twin,
    identity: { ...identityOf(twin.headers), ...identity },
    ...(kept === undefined ? {} : { tolerated: kept[1] }),
  };
}

function shared(id, { headers, body }, twin) {
  return {
    id,
    about: headers.about,
    parties: headers.connection ?? "default",
    signs: twin.headers.decrypt === undefined ? signedParts(xmlOf(twin)) : signsEncrypted(headers.twin ?? id),
    encrypts: twin.headers.decrypt !== undefined && xmlOf(twin).includes("EncryptedAssertion"),
    now: headers.now ?? "2026-11-24T10:00:00Z",
    request: headers["in-response-to"] === "none" ? null : (headers["in-response-to"] ?? "_req1"),
    ...(headers.decrypt === undefined ? {} : { decryptionKeys: headers.decrypt.split(" ") }),
    ...(headers.seen === undefined ? {} : { deliveries: 2 }),
    ...messageOf(headers.encoding ?? "xml", body),
  };
}

/** A text that a person can read, where the value is the base64 of one; else the value as the form has it. */
function messageOf(encoding, body) {
  switch (encoding) {
    case "xml":
      return isText(body) ? { xml: body.toString("utf8") } : { samlResponse: body.toString("base64") };
    case "xml-base64":
      return { samlResponse: body.toString("latin1") };
    case "value":
      return { samlResponse: body.toString("utf8") };
    case "form":
      return { samlResponse: new URLSearchParams(body.toString("latin1")).get("SAMLResponse") };
    default:
      throw new Error(`unknown encoding ${encoding}`);
  }
}

function isText(octets) {
  return Buffer.from(octets.toString("utf8"), "utf8").equals(octets);
}

/** The identity provider's habit inside what it encrypts, which shows only to who decrypts; tests/attacks/run.mjs holds it against the library. */
function signsEncrypted(id) {
  const inside = SIGNED_OUTSIDE.find(([pattern]) => matches(id, [pattern]));
  return inside === undefined ? "assertion" : inside[1];
}

function xmlOf({ headers, body }) {
  const { xml, samlResponse } = messageOf(headers.encoding ?? "xml", body);
  return xml ?? Buffer.from(samlResponse, "base64").toString("utf8");
}

function identityOf({ identity }) {
  const { nameId, attributes } = JSON.parse(identity);
  return attributes === undefined ? { nameId } : { nameId, attributes };
}

function readVectors() {
  const known = [...Object.keys(CLASSES), ...LEFT_OUT, "make", "keys"];
  const folders = readdirSync(VECTORS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const unknown = folders.filter(({ name }) => !known.includes(name)).map(({ name }) => name);
  if (unknown.length > 0) throw new Error(`neither published nor left out, in tests/attacks/selection.mjs: ${unknown.join(", ")}`);
  const files = readdirSync(VECTORS, { recursive: true }).filter((file) => file.endsWith(".vector"));
  const names = files.map((file) => file.replaceAll("\\", "/").replace(/\.vector$/, "")).sort();
  return new Map(names.map((name) => [name, splitVector(name, readFileSync(join(VECTORS, `${name}.vector`)))]));
}

/** What each rule asks for, and which document says so, by the README. */
function readReasons() {
  const rows = readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/^\| ([A-Z]\d\d) \| (.+?) \| .+? \| (.+?) \|$/gm);
  return new Map([...rows].map(([, rule, text, source]) => [rule, `${text} (${source})`]));
}

function check() {
  const wrong = [...made].filter(([file, text]) => !there.includes(file) || readFileSync(join(CORPUS, file), "utf8") !== text).map(([file]) => file);
  const surplus = there.filter((file) => !made.has(file));
  if (wrong.length === 0 && surplus.length === 0) return;
  console.error(`attacks/cases is not what tests/vectors make of it: ${[...wrong, ...surplus].join(", ")}; run node tests/attacks/make.mjs --write`);
  process.exitCode = 1;
}
