// Messages that anybody may send, each as large as the default limit allows, and each the worst of its kind.
import { encrypt, message, OWN_KEY, PLACES } from "../message.mjs";
import { fill, LOADS } from "./loads.mjs";

const LIMIT = 256 * 1024;

const INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

/** Class, name and XML of each, and the keys to decrypt by where there are some. */
export function hostileMessages(now) {
  // A little less, for what the name of another canonicalisation takes.
  const room = LIMIT - message(now).length - 64;
  const loaded = (load, place) =>
    message(now, place === "inclusive" ? { assertion: load(room), method: INCLUSIVE } : { [place]: load(room) });
  const placed = Object.entries(LOADS).flatMap(([of, loads]) =>
    loads.flatMap(([name, places, load]) => places.map((place) => ({ class: of, name: `${name} (${place})`, xml: loaded(load, place) }))),
  );
  const lone = LONE.map(([of, name, make]) => ({ class: of, name, xml: make(LIMIT) }));
  const sealed = SEALED.map(([name, seal]) => ({ class: "encrypted keys", name, xml: sealedMessage(now, seal), decrypt: [OWN_KEY, OWN_KEY] }));
  return [...placed, ...lone, ...sealed];
}

/** What has nothing of a login around it. */
const LONE = [
  ["unclosed elements", "50,000 unclosed elements", () => "<a>".repeat(50_000)],
  ["unclosed elements", "as many unclosed elements as there is room", (room) => "<a>".repeat(room / 3)],
  ["unclosed elements", "opening brackets", (room) => "<".repeat(room)],
  ["unclosed elements", "white space", (room) => " ".repeat(room)],
  ["document types", "a DOCTYPE that never ends", (room) => `<!DOCTYPE a [${"<!ENTITY a 'a'>".repeat((room - 20) / 15)}`],
  ["document types", "a DOCTYPE of attribute lists", (room) => `<!DOCTYPE a [${fill(room - 30, (index) => `<!ATTLIST a b${index} CDATA "">`)}]><a/>`],
  ["document types", "entities within entities", (room) => `<!DOCTYPE a [${fill(room - 40, (index) => `<!ENTITY e${index + 1} "&e${index};&e${index};">`)}]><a>&e99;</a>`],
  ["long names and values", "a name that never ends", (room) => `<${"a".repeat(room - 1)}`],
  ["long names and values", "nothing but multi-octet characters", (room) => `<a>${"\u{1F511}".repeat((room - 7) / 4)}</a>`],
];

/** Of a SAML message with its Assertion encrypted. Wrapped keys that fit no key of ours cost as much as those that do. */
const SEALED = [
  ["EncryptedKeys by the hundred", (assertion, room) => encrypt(assertion, { decoys: Math.floor(room / DECOY) })],
  ["as many EncryptedKeys as are allowed, and a long ciphertext", (assertion, room) => encrypt(padded(assertion, room), { decoys: 3 })],
  ["as many EncryptedKeys as are allowed, none of which fits", (assertion, room) => encrypt(padded(assertion, room), { decoys: 4, own: 0 })],
  ["EncryptedAssertions", (assertion, room) => encrypt("x").repeat(Math.floor(room / encrypt("x").length))],
];

/** Octets that one takes. */
const DECOY = encrypt("", { decoys: 1 }).length - encrypt("").length;

/** Base64 makes four of three. */
const padded = (assertion, room) => assertion.replace("<saml2:Subject>", `<!--${"x".repeat((room - 4 * DECOY) * 0.7)}-->$&`);

function sealedMessage(now, seal) {
  const room = LIMIT - message(now, { seal: encrypt }).length;
  return message(now, { seal: (assertion) => seal(assertion, room) });
}

/** Section 12 of the project's list of attacks, "Resource exhaustion", and what else can be repeated. */
const CLASSES = [
  "attributes",
  "audiences",
  "comments, processing instructions and CDATA sections",
  "depth",
  "document types",
  "elements",
  "encrypted keys",
  "hash collisions",
  "IDs",
  "long names and values",
  "namespaces",
  "prefix lists",
  "references, transforms and signatures",
  "references to characters and entities",
  "unclosed elements",
];

const isPlace = (place) => place in PLACES || place === "inclusive";
if (!Object.values(LOADS).flat().every(([, places]) => places.every(isPlace))) throw new Error("a place that no message has");
const made = new Set([...Object.keys(LOADS), ...LONE.map(([of]) => of), "encrypted keys"]);
const lacking = CLASSES.filter((of) => !made.has(of));
if (lacking.length > 0) throw new Error(`no hostile message of a class: ${lacking}`);
