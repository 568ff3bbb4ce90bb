import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { TestIdp } from "../../../tests/js/lib/test-idp.mjs";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { loadSource } from "../lib/source.mjs";

const { judged } = await loadSource("loaded.ts");
const { restore, firstDifference } = await loadSource("restoration.ts");
const key = readFileSync(join(import.meta.dirname, "../../../tests/vectors/keys/idp.key.pem"), "utf8");
const SAML = "urn:oasis:names:tc:SAML:2.0:assertion";

const DAMAGE = {
  "shown in rows": { value: "jane", alter: (xml) => xml.replace(/></g, ">\n  <"), said: "between its elements, as" },
  "values on rows of their own": { value: "jane", alter: (xml) => xml.replace(/></g, ">\n  <").replace("jane", "\n    jane\n"), said: "around its values" },
  "rows broken": { value: "jane", alter: (xml) => xml.replace("jane", "ja\r\nne"), said: "rows were broken" },
  "UTF-8 taken for Windows-1252": { value: "Žofie Müller", alter: (xml) => xml.replace("Žofie Müller", "Å½ofie MÃ¼ller"), said: "Windows-1252" },
  "escaped twice": { value: "a &amp; b", alter: (xml) => xml.replace("&amp;", "&amp;amp;"), said: "escaped once more" },
  "carriage returns gone": { value: "a&#xD;\nb", alter: (xml) => xml.replace("&#xD;", ""), said: "are gone" },
  "carriage returns added": { value: "a\nb", alter: (xml) => xml.replace("\n", "&#13;\n"), said: "were added" },
  "spaces that do not break": { value: "a b", alter: (xml) => xml.replace("a b", "a\u00a0b"), said: "non-breaking" },
};

export const restorationTests = {
  ...Object.fromEntries(Object.entries(DAMAGE).map(([name, { value, alter, said }]) => [`undone: ${name}`, async () => {
    const xml = await signed(value);
    equal(await found(xml), undefined, "as it was signed");
    ok(alter(xml) !== xml, "altered");
    const restoration = await found(alter(xml));
    ok(restoration?.damage.includes(said), restoration?.damage);
    equal(alter(xml).slice(restoration.at.start).startsWith(restoration.difference.one.slice(0, 1)), true, "place");
  }])),

  "not undone: another value, and damage together with it": async () => {
    const xml = await signed("jane");
    equal(await found(xml.replace("jane", "john")), null);
    equal(await found(xml.replace(/></g, ">\n<").replace("jane", "john")), null);
  },

  "the declaration of a prefix that is signed": async ({ bodyOf }) => {
    const xml = bodyOf("accept/okta-assertion-signed");
    const without = xml.replace(/(<saml2:Assertion [^>]*?) xmlns:xs="[^"]*"/, "$1").replace(/(<saml2p:Response [^>]*?) xmlns:xs="[^"]*"/, "$1");
    ok(without !== xml, "taken out");
    ok((await found(without)).damage.includes("namespace prefix"), "said");
  },

  "where two texts begin to differ": () => {
    equal(firstDifference("abc", "abc"), null);
    equal(firstDifference("abc", "abd"), { equal: 2, one: "c", other: "d" });
    equal(firstDifference("abc", "ab"), { equal: 2, one: "c", other: "" });
    equal(firstDifference("", "x"), { equal: 0, one: "", other: "x" });
  },
};

/** A Response with an Assertion, which is written canonically, as its signer has it. */
async function signed(value) {
  const assertion = `<saml:Assertion xmlns:saml="${SAML}" ID="_a" IssueInstant="2026-11-24T09:59:57Z" Version="2.0"><saml:Issuer>https://idp.example.com</saml:Issuer><saml:Subject><saml:NameID>${value}</saml:NameID></saml:Subject></saml:Assertion>`;
  const idp = new TestIdp({ idp: { entityId: "https://idp.example.com" } }, key);
  const whole = await idp.signed(assertion.replace("</saml:Issuer>", "</saml:Issuer>"), "_a");
  // Its signature stands before its Issuer there, and after it by the schema.
  const [signature] = /<(?:\w+:)?Signature[\s\S]*<\/(?:\w+:)?Signature>/.exec(whole);
  const inPlace = whole.replace(signature, "").replace("</saml:Issuer>", () => `</saml:Issuer>${signature}`);
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" IssueInstant="2026-11-24T09:59:57Z" Version="2.0"><saml:Issuer xmlns:saml="${SAML}">https://idp.example.com</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inPlace}</samlp:Response>`;
}

/** `undefined` where nothing was altered. */
async function found(xml) {
  const loaded = await judged({ xml: new TextEncoder().encode(xml), kind: "Response" }, () => ({ connection: null, inResponseTo: undefined, now: new Date("2026-11-24T10:00:00Z"), decrypt: null }));
  const [report] = loaded.judgement.report.signatures;
  if (report === undefined) throw new Error(`no signature was judged: ${JSON.stringify(loaded.judgement.report.checks.filter(({ outcome }) => outcome === "fail"))}`);
  return report.digestComputed === report.digestStated ? undefined : await restore(loaded, 0);
}
