// What is told of messages without asking the core: nothing of a login that is accepted, something of each attack.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { messageText } from "../lib/outlines.mjs";

/** Signature wrapping, IDs and values: their refused vectors are suspicious. */
const CLASSES = ["xsw", "xsw-park", "multi-assertion", "enveloped-hole", "duplicate-id", "text-splitting", "dtd", "transform", "reference", "multi-signedinfo", "digest-comment", "digest-smuggling", "hmac-confusion", "sig-place"];

/** And these are not, for a reason. The list fails when it goes stale. */
const EXCEPTIONS = new Map([
  ...["after-root", "entity-declaration-alone", "entity-without-doctype", "inside", "lower-case"].map((name) => [`dtd/${name}`, "no XML: no parser that is one reads it as a DOCTYPE"]),
  ...["utf-16-big-endian", "utf-7"].map((name) => [`dtd/${name}`, "not UTF-8: the page cannot read it"]),
  ["hmac-confusion/output-length-of-rsa", "a parameter that the algorithm does not have"],
  ...["enveloped-twice", "no-transforms", "none", "not-enveloped", "other-order", "two-canonicalizations"].map((name) => [`transform/${name}`, "the transforms of SAML, in another number or order: no attack by itself"]),
  ...["parameter-of-enveloped", "parameter-of-inclusive", "two-prefix-lists"].map((name) => [`transform/${name}`, "the transforms of SAML, with parameters that they do not have"]),
]);

const EMAIL = ">jane.doe@example.com</saml2:AttributeValue>";

export const suspicionTests = {
  "suspicions/of what is accepted there is none"({ vectors, suspicionsOf }) {
    const accepted = vectors.filter(({ expect, message }) => expect === "accept" && message === "login");
    ok(accepted.length > 300, "vectors");
    for (const vector of accepted) equal(suspicionsOf(messageText(vector)).found.map(({ title }) => title), [], vector.name);
  },

  "suspicions/each names the rule that refused"({ vectors, suspicionsOf }) {
    for (const { name, rule, ...vector } of vectors.filter(({ name, expect }) => expect === "refuse" && CLASSES.includes(name.split("/")[0]) && !EXCEPTIONS.has(name))) {
      const rules = suspicionsOf(messageText({ name, ...vector })).found.flatMap((suspicion) => suspicion.rules);
      ok(rules.includes(rule), `${name}: refused by ${rule}, told: ${rules.join(", ")}`);
    }
  },

  "suspicions/of each attack of these classes there is one"({ vectors, suspicionsOf }) {
    const attacks = vectors.filter(({ name, expect, message }) => expect === "refuse" && message === "login" && CLASSES.includes(name.split("/")[0]));
    ok(attacks.length > 180, `vectors: ${attacks.length}`);
    const unsuspected = attacks.filter((vector) => suspicionsOf(messageText(vector)).found.length === 0).map(({ name }) => name);
    equal(unsuspected, [...EXCEPTIONS.keys()].sort());
  },

  "suspicions/wrapping says what is signed, what is read, and where"({ bodyOf, suspicionsOf }) {
    const [several] = suspicionsOf(bodyOf("xsw/xsw3-other-id")).found;
    equal(several.title, "More assertions than one");
    ok(several.sentences[1].includes("A Signature names the one at line 1, column 1884, and none names the one at line 1, column 583."), several.sentences[1]);
    equal(several.places.map(({ start }) => bodyOf("xsw/xsw3-other-id").slice(start, start + 16)), ["<saml2:Assertion", "<saml2:Assertion"]);
    const wrapped = suspicionsOf(bodyOf("xsw/xsw1-other-id")).found.find(({ title }) => title.startsWith("The Signature covers another"));
    ok(/what is signed is the Response at line 1, column \d+, and what most libraries read is the one at line 1, column 39\./.test(wrapped.sentences[1]), wrapped.sentences[1]);
  },

  "suspicions/each place of an ID"({ bodyOf, suspicionsOf }) {
    const text = bodyOf("duplicate-id/written-with-a-reference");
    const [duplicate] = suspicionsOf(text).found;
    equal(duplicate.places.length, 2);
    equal(duplicate.places.map(({ start, end }) => text.slice(start, end).split("=")[0]), ["Id", "ID"]);
  },

  "suspicions/a split value, as different readers have it"({ bodyOf, suspicionsOf }) {
    const [split] = suspicionsOf(bodyOf("text-splitting/name-id-comment-truncating")).found;
    equal(split.readings, [["The whole value", "admin@example.com.evil.example"], ["Read up to there", "admin@example.com"]]);
    equal(split.rules, ["X08"]);
    equal(suspicionsOf(bodyOf("text-splitting/name-id-cdata-pieces")).found, [], "its twin with CDATA");
  },

  "suspicions/characters that hide in an address, not those of a script"({ response, suspicionsOf }) {
    const named = (name) => suspicionsOf(response.replace(EMAIL, `>${name}</saml2:AttributeValue>`)).found.length;
    ok(response.includes(EMAIL), "the value");
    equal(named("ja&#x200b;ne@example.com"), 1, "zero width space");
    equal(named("ja\u202ene@example.com"), 1, "right to left");
    equal(named("\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"), 0, "Persian");
    equal(named("\u{1f468}\u200d\u{1f469}\u200d\u{1f467}"), 0, "a family");
  },

  "suspicions/a key to fetch, an algorithm with a secret, a namesake"({ bodyOf, response, suspicionsOf }) {
    const titles = (text) => suspicionsOf(text).found.map(({ title }) => title);
    equal(titles(bodyOf("key-trust/retrieval-method")), ["A key that would have to be fetched"]);
    equal(titles(response.replace("2001/04/xmldsig-more#rsa-sha256", "2001/04/xmldsig-more#hmac-sha256")), ["A Signature with a shared secret"]);
    equal(titles(response.replace("</saml2p:Status>", '</saml2p:Status><Assertion xmlns="urn:x"/>')), ["A name of SAML in another namespace"]);
  },

  "suspicions/what is hostile takes no longer than what is long"({ response, suspicionsOf }) {
    const texts = {
      comments: response.replace("jane.doe@", `jane.${"<!---->".repeat(30_000)}doe@`),
      values: response.replace("</saml2:AttributeStatement>", `${"<saml2:NameID>a<!---->b</saml2:NameID>".repeat(6000)}</saml2:AttributeStatement>`),
      assertions: response.replace("</saml2p:Response>", `${'<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="a">'.repeat(3000)}`),
      signatures: response.replace("<saml2:Subject", `${'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="s"/>'.repeat(3500)}<saml2:Subject`),
      deep: "<a>".repeat(80_000),
      prefixes: Array.from({ length: 9000 }, (_, at) => `<p${at}:a xmlns:p${at}="urn:${at}">`).join(""),
      unquoted: `<a ${'b=" '.repeat(50_000)}`,
      prolog: `${"<!-- -->".repeat(30_000)}<!DOCTYPE a>`,
    };
    for (const [name, text] of Object.entries(texts)) {
      const { found, more } = suspicionsOf(text);
      ok(found.length <= 12 && more >= 0, name);
      ok(found.every(({ places }) => places.length <= 9), `${name}: places`);
    }
    equal(suspicionsOf(texts.values).more > 5000, true, "the rest is counted");
    equal(suspicionsOf(texts.prolog).found.map(({ title }) => title), ["A DOCTYPE"]);
  },
};
