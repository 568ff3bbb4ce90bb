// The variants of messages, judged by the core as production has it.
import { createHmac, createPublicKey } from "node:crypto";

import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { messageText } from "../lib/outlines.mjs";

const explained = async (text, { connection, inResponseTo, now, decrypt }) => {
  const expected = { none: null, store: undefined };
  const request = inResponseTo in expected ? expected[inResponseTo] : inResponseTo;
  return await explain(Buffer.from(text).toString("base64"), connection, { inResponseTo: request, now: new Date(now), decrypt, canonicalForms: true });
};

const ruleOf = ({ checks }) => checks.find(({ outcome }) => outcome === "fail")?.rule ?? null;

const variantsFor = async ({ prepare, variantsOf }, vector) => {
  const text = messageText(vector);
  return variantsOf(text, await prepare(text, async (forged) => (await explained(forged, vector)).signatures));
};

const named = ({ vectors }, wanted) => vectors.find(({ name }) => name === wanted);

export const variantTests = {
  async "variants/every variant of every login that is accepted is refused, under the settings that accept the login"(context) {
    const { vectors, obstacleTo, outline } = context;
    let judged = 0;
    for (const vector of vectors.filter(({ message, expect }) => message === "login" && expect === "accept")) {
      const text = messageText(vector);
      equal(obstacleTo(outline(text)), null, vector.name);
      ok((await explained(text, vector)).accepted, `${vector.name}: the login itself`);
      for (const variant of await variantsFor(context, vector)) {
        const report = await explained(variant.text, vector);
        ok(variant.text !== text, `${vector.name}: ${variant.title}: nothing is different`);
        ok(!report.accepted && ruleOf(report) !== null, `${vector.name}: ${variant.title}: not refused`);
        judged += 1;
      }
    }
    ok(judged > 15_000, `judged: ${judged}`);
  },

  async "variants/each has its own title and text"(context) {
    for (const name of OKTA.keys()) {
      const variants = await variantsFor(context, named(context, name));
      equal(new Set(variants.map(({ title }) => title)).size, variants.length, `${name}: titles`);
      equal(new Set(variants.map(({ text }) => text)).size, variants.length, `${name}: texts`);
    }
  },

  async "variants/how many there are of Okta's logins"(context) {
    for (const [name, count] of OKTA) equal((await variantsFor(context, named(context, name))).length, count, name);
  },

  async "variants/XSW 1 to 8 are refused by the rules that refuse those of the corpus"(context) {
    const found = new Map();
    for (const name of ["accept/plain", "accept/plain-response"]) {
      const vector = named(context, name);
      for (const { title, text } of await variantsFor(context, vector)) {
        const [, number, kind] = /^XSW (\d):.*with (another|the same) ID$/.exec(title) ?? [];
        if (number !== undefined) found.set(`xsw/xsw${number}-${kind === "another" ? "other" : "same"}-id`, ruleOf(await explained(text, vector)));
      }
    }
    equal(found.size, 16, "XSW");
    for (const [name, rule] of found) equal(rule, named(context, name).rule, name);
  },

  async "variants/what the attacker signed is whole: a connection that trusts his key accepts it, and it signs in the attacker"(context) {
    const vector = named(context, "accept/okta-both-signed");
    const own = (await variantsFor(context, vector)).filter(({ title }) => title.startsWith("Signed anew"));
    equal(own.length, 2, "of the Response, and of the Assertion");
    for (const { text } of own) {
      const [, n, e] = /<q:Modulus>([^<]*)<\/q:Modulus><q:Exponent>([^<]*)</.exec(text).map((digits) => digits.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));
      const key = createPublicKey({ key: { kty: "RSA", n, e }, format: "jwk" }).export({ type: "spki", format: "pem" });
      const trusting = { ...vector, connection: { ...vector.connection, idp: { ...vector.connection.idp, certificates: [key] } } };
      equal(ruleOf(await explained(text, trusting)), null, "by the attacker's key");
      equal(ruleOf(await explained(text, vector)), "S15", "by the identity provider's");
    }
  },

  async "variants/the HMAC is that of the SignedInfo, with the certificate as secret"(context) {
    const vector = named(context, "accept/okta-assertion-signed");
    const { text } = (await variantsFor(context, vector)).find(({ title }) => title.includes("HMAC, computed"));
    // The core canonicalises nothing under an algorithm that it does not have.
    const [hmac, rsa] = ["hmac-sha256", "rsa-sha256"].map((name) => `http://www.w3.org/2001/04/xmldsig-more#${name}`);
    const [signature] = (await explained(text.replace(hmac, rsa), vector)).signatures;
    const [, certificate] = /X509Certificate>([^<]*)</.exec(text);
    equal(createHmac("sha256", Buffer.from(certificate, "base64")).update(signature.canonicalSignedInfo.replace(rsa, hmac)).digest("base64"), /SignatureValue>([^<]*)</.exec(text)[1]);
  },

  async "variants/a digest that was computed anew is the right one: only the signature value tells"(context) {
    const vector = named(context, "accept/okta-assertion-signed");
    const { text } = (await variantsFor(context, vector)).find(({ title }) => title.includes("computed anew"));
    const [signature] = (await explained(text, vector)).signatures;
    equal(signature.digestStated, signature.digestComputed);
    equal(signature.verifiedBy, null);
  },

  "variants/none are made of what is an attack, or not signed"({ variantsOf, obstacleTo, outline, bodyOf, response }) {
    const obstacle = (text) => obstacleTo(outline(text));
    equal(variantsOf(bodyOf("xsw/xsw3-other-id")), []);
    ok(obstacle(bodyOf("xsw/xsw3-other-id")).includes("exactly one assertion"), "two assertions");
    equal(variantsOf(response.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, "")), []);
    ok(obstacle(response.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, "")).includes("signed"), "unsigned");
    for (const text of ["", "<a/>", "<Response", '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>', response.slice(0, -20), response.slice(0, 2000)]) equal(variantsOf(text), [], text.slice(0, 20));
    equal(variantsOf(response.replace("<saml2:Subject>", `<saml2:Subject>${" ".repeat(300_000)}`)), [], "too long");
  },

  "variants/text without preparations: only what needs a judgement or a key is left out"({ variantsOf, response }) {
    const variants = variantsOf(response);
    ok(variants.length > 60, `variants: ${variants.length}`);
    equal(variants.filter(({ title }) => title.startsWith("Signed anew") || title.includes("computed anew")), []);
  },
};

const OKTA = new Map([
  ["accept/okta-assertion-signed", 68],
  ["accept/okta-response-signed", 59],
  ["accept/okta-both-signed", 97],
]);
