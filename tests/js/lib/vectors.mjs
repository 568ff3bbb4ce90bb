// Reads tests/vectors in Node. What comes out is JSON, because it has to reach every runtime.
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

export function readVectors(folder) {
  const connections = readConnections(folder);
  const sentences = readSentences(folder);
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".vector"))
    .sort()
    .map((file) =>
      readVector(
        file
          .split(sep)
          .join("/")
          .replace(/\.vector$/, ""),
        readFileSync(join(folder, file)),
        connections,
        folder,
      ),
    )
    .map((vector, _, all) => ({ ...vector, seen: seenBefore(vector, all), sentences: sentences.get(vector.name) }));
}

/** The message that was verified before this one, if any was. */
function seenBefore({ name, seen, encoding, body }, all) {
  if (seen === undefined) return undefined;
  const first = seen === "same" ? { encoding, body } : all.find((other) => other.name === seen);
  if (first === undefined) throw new Error(`${name}: there is no ${seen}`);
  return { encoding: first.encoding, body: first.body };
}

/** What the refusal of each vector says: its message and its hint. */
function readSentences(folder) {
  const lines = readFileSync(join(folder, "sentences.tsv"), "utf8").trimEnd().split("\n");
  return new Map(lines.map((line) => line.split("\t")).map(([name, message, hint]) => [name, { message, hint }]));
}

/** Certificates are file names in the vectors' folder of keys. */
export function readConnections(folder) {
  const connections = JSON.parse(readFileSync(join(folder, "connections.json"), "utf8"));
  for (const { idp } of Object.values(connections)) {
    idp.certificates = idp.certificates.map((file) => readFileSync(join(folder, "keys", file), "utf8"));
  }
  return connections;
}

/** The file as it stands: its headers, and the octets of its body. */
export function splitVector(name, octets) {
  const end = octets.indexOf(HEADER_END);
  const headers = readHeaders(name, octets.subarray(0, end).toString("utf8"));
  return { headers, body: octets.subarray(end + HEADER_END.length, octets.at(-1) === LINE_FEED ? -1 : undefined) };
}

function readVector(name, octets, connections, folder) {
  const { headers, body } = splitVector(name, octets);
  return {
    name,
    expect: headers.expect,
    rule: headers.rule,
    code: headers.code,
    at: headers.at,
    message: headers.message ?? "login",
    encoding: headers.encoding ?? "xml",
    decrypt: headers.decrypt?.split(" ").map((key) => readFileSync(join(folder, "keys", `${key}.key.pem`), "utf8")),
    connection: withPolicy(connections[headers.connection ?? "default"], headers.policy),
    inResponseTo: headers["in-response-to"] ?? "_req1",
    pending: headers.pending?.split(" ") ?? [],
    seen: headers.seen,
    now: headers.now ?? "2026-11-24T10:00:00Z",
    identity: headers.identity && JSON.parse(headers.identity),
    body: body.toString("base64"),
  };
}

function readHeaders(name, text) {
  const headers = {};
  for (const line of text.split("\n")) {
    const [key, ...value] = line.split(": ");
    if (!KEYS.includes(key)) throw new Error(`${name}: unknown header ${key}`);
    headers[key] = value.join(": ");
  }
  return headers;
}

const withPolicy = (connection, policy) =>
  policy === undefined ? connection : { ...connection, policy: { ...connection.policy, ...JSON.parse(policy) } };

const KEYS = [
  "about",
  "expect",
  "rule",
  "code",
  "at",
  "message",
  "encoding",
  "connection",
  "decrypt",
  "policy",
  "in-response-to",
  "pending",
  "seen",
  "now",
  "identity",
  "twin",
];

const HEADER_END = "\n---\n";
const LINE_FEED = 10;
