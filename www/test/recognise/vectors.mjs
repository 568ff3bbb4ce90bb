// The recogniser beside the verifier: what saml-edge accepts has no problem that is refused, and what it refuses for its transport has one.
import { createVerify, X509Certificate } from "node:crypto";
import { inflateRawSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { base64, form, octetsOf } from "../lib/samples.mjs";

/** Rules of the transport. Those of the XML are for the verifier to say; so is size, where the connection's limit is smaller. */
const RULES = ["X02", "X03", "X04", "B02", "B03", "B04", "B05"];

/** Refused by such a rule, and nothing is odd about the transport. The list fails when it goes stale. */
const SAID_ELSEWHERE = new Map([
  ...["control-reference", "control", "noncharacter-reference", "noncharacter", "null-reference", "null", "reference-beyond-unicode", "surrogate-reference"].map((name) => [`encoding/${name}`, "a character that XML forbids, within the document"]),
  ["encoding/us-ascii-with-other-letters", "the octets are UTF-8; that the declaration says less is the parser's to see"],
]);

/** With a byte order mark, which is a character of the value. */
const textOf = (body) => Buffer.from(body, "base64").toString("utf8");

const entryOf = ({ encoding, message, body }) => {
  const url = `https://sp.example.com/saml/${message === "login" ? "acs" : "slo"}`;
  if (encoding === "redirect") return { request: { method: "GET", url: `${url}?${textOf(body)}` } };
  const value = { xml: () => base64(octetsOf(body)), value: () => textOf(body), "xml-base64": () => textOf(body) }[encoding];
  const text = encoding === "form" ? textOf(body) : form({ [message === "login" ? "SAMLResponse" : "SAMLRequest"]: value() });
  return { request: { method: "POST", url, postData: { text } } };
};

/** As Node's own libraries decode it. */
function decoded({ encoding, body }) {
  if (encoding === "xml") return octetsOf(body);
  if (encoding === "value" || encoding === "xml-base64") return Buffer.from(textOf(body), "base64");
  const fields = new URLSearchParams(textOf(body));
  const octets = Buffer.from(fields.get("SAMLResponse") ?? fields.get("SAMLRequest"), "base64");
  return encoding === "redirect" ? inflateRawSync(octets) : octets;
}

const recognised = async ({ recognise }, vector) => await recognise(JSON.stringify({ log: { entries: [entryOf(vector)] } }));
const refusals = ({ problems }) => problems.filter(({ verdict }) => verdict === "refused").map(({ text }) => text);

export const vectorTests = {
  async "vectors/what is accepted is read octet for octet, and nothing about it is refused"(context) {
    const accepted = context.vectors.filter(({ expect, message, encoding }) => expect === "accept" && (message === "login" || encoding !== "xml"));
    ok(accepted.length > 300, "vectors");
    for (const vector of accepted) {
      const { messages, notes } = await recognised(context, vector);
      equal(messages.length, 1, `${vector.name}: ${notes.join(" ")}`);
      equal(refusals(messages[0]), [], vector.name);
      equal(base64(messages[0].xml), base64(decoded(vector)), vector.name);
      equal(messages[0].kind === (vector.message === "login" ? "Response" : messages[0].kind), true, vector.name);
    }
  },

  async "vectors/what is refused for its transport has a reason here"(context) {
    const found = new Set();
    for (const vector of context.vectors.filter(({ expect, rule }) => expect === "refuse" && RULES.includes(rule))) {
      const { messages, notes } = await recognised(context, vector);
      const isSaid = messages.length === 0 ? notes.length > 1 || textOf(vector.body).trim() === "" || vector.rule === "B02" : messages.some((message) => refusals(message).length > 0);
      if (!isSaid) found.add(vector.name);
    }
    // What the signature of a query is over decides only the verifier.
    const signatures = [...found].filter((name) => context.vectors.find((vector) => vector.name === name).rule === "B03");
    equal([...found].filter((name) => !signatures.includes(name)).sort(), [...SAID_ELSEWHERE.keys()].sort(), "refused elsewhere");
  },

  async "vectors/what is handed on as signed is what was signed"(context) {
    let verified = 0;
    for (const vector of context.vectors.filter(({ expect, encoding }) => expect === "accept" && encoding === "redirect")) {
      const [{ transport }] = (await recognised(context, vector)).messages;
      const [, hash] = /rsa-(sha\d+)$/.exec(transport.sigAlg ?? "") ?? [];
      if (hash === undefined) continue;
      const keys = vector.connection.idp.certificates.map((certificate) => (certificate.includes("BEGIN CERT") ? new X509Certificate(certificate).publicKey : certificate));
      const isGood = keys.some((key) => createVerify(hash.replace("sha", "RSA-SHA")).update(transport.signed).verify(key, transport.signature, "base64"));
      ok(isGood, vector.name);
      verified += 1;
    }
    ok(verified >= 15, `${verified} signatures`);
  },
};
