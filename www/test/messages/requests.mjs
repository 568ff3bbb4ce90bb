// AuthnRequests: those that the package makes, and those with one fault.
import { createLogin } from "../../../pkg/dist/entries/inlined.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { base64, form, query } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";
import { key, loadedOf, NOW, outcomeOf, troubles } from "./loaded.mjs";

const { readAuthnRequest } = await loadSource("messages/authn-request.ts");

const login = (vectors, options = {}) => createLogin(connectionOf(vectors), { now: NOW, ...options });
const connectionOf = (vectors) => vectors.find(({ name }) => name === "accept/plain").connection;

/** Of the request by HTTP-Redirect, unsigned, with one thing altered. */
async function findingsOf(vectors, alter = (xml) => xml, options = {}) {
  const { xml } = await login(vectors, options);
  const altered = alter(xml);
  if (alter(xml) === xml && String(alter) !== "(xml) => xml") throw new Error("nothing was altered");
  return readAuthnRequest(await loadedOf(`https://idp.example.com/sso?${query(altered)}`, { connection: connectionOf(vectors) })).findings;
}

const attribute = (name, value) => (xml) => xml.replace(new RegExp(` ${name}="[^"]*"`), value === null ? "" : ` ${name}="${value}"`);
const inside = (added) => (xml) => xml.replace("</samlp:AuthnRequest>", `${added}</samlp:AuthnRequest>`);

const FAULTS = {
  "version": [attribute("Version", "1.1"), "fail version"],
  "no ID": [attribute("ID", null), "fail id"],
  "an ID that begins with a digit": [attribute("ID", "1abc"), "fail id"],
  "no IssueInstant": [attribute("IssueInstant", null), "fail issue-instant"],
  "an IssueInstant of another zone": [attribute("IssueInstant", "2026-11-24T11:00:00+01:00"), "fail issue-instant"],
  "made yesterday": [attribute("IssueInstant", "2026-11-23T10:00:00Z"), "note age"],
  "made tomorrow": [attribute("IssueInstant", "2026-11-25T10:00:00Z"), "note age"],
  "no Issuer": [(xml) => xml.replace(/<saml:Issuer.*<\/saml:Issuer>/, ""), "fail issuer"],
  "an Issuer of another namespace": [(xml) => xml.replace(/xmlns:saml="[^"]*">urn:console/, 'xmlns:saml="urn:other">urn:console'), "fail issuer"],
  "another Issuer": [(xml) => xml.replace("urn:console:JQ7a9f0c2", "urn:console:JQ7a9f0c2/"), "fail issuer"],
  "an Issuer with the Format of a person": [(xml) => xml.replace("<saml:Issuer ", '<saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" '), "fail issuer"],
  "another Destination": [attribute("Destination", "https://idp.example.com/other"), "fail destination"],
  "no Destination": [attribute("Destination", null), "note destination"],
  "another ACS URL": [attribute("AssertionConsumerServiceURL", "https://sp.example.com/saml/acs/"), "fail acs"],
  "no ACS URL": [attribute("AssertionConsumerServiceURL", null), "note acs"],
  "a URL and an index": [(xml) => xml.replace(" Destination", ' AssertionConsumerServiceIndex="1" Destination'), "fail acs-choice"],
  "the answer by HTTP-Redirect": [attribute("ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"), "fail binding"],
  "the answer by HTTP-Artifact": [attribute("ProtocolBinding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"), "note binding"],
  "a Subject": [inside('<s:Subject xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion"><s:NameID>jane</s:NameID></s:Subject>'), "note subject"],
  "a SubjectConfirmation": [inside('<s:Subject xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion"><s:SubjectConfirmation/></s:Subject>'), "fail subject"],
  "a format that Entra refuses": [inside('<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos"/>'), "note name-id-policy"],
  "AllowCreate of a transient name": [inside('<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient" AllowCreate="true"/>'), "note name-id-policy"],
  "an unknown Comparison": [inside('<samlp:RequestedAuthnContext Comparison="equal"/>'), "fail authn-context-shape"],
  "no way to sign in": [inside("<samlp:RequestedAuthnContext/>"), "fail authn-context-shape"],
  "a ProxyCount": [inside('<samlp:Scoping ProxyCount="1"/>'), "note scoping"],
  "a Signature inside, by HTTP-Redirect": [inside('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'), "fail signed"],
  "not well-formed": [(xml) => xml.replace(' Version="2.0"', ' Version="2.0" Version="2.0"'), "fail xml"],
};

export const requestTests = {
  async "messages/a request of the package has no fault, and is not signed"({ vectors }) {
    equal(troubles(await findingsOf(vectors)), ["note signed"]);
  },

  async "messages/a request says what it asks for"({ vectors }) {
    const { xml } = await login(vectors, { forceAuthn: true, nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", authnContext: ["urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"] });
    const { facts } = readAuthnRequest(await loadedOf(xml));
    const valueOf = (wanted) => facts.find(({ name }) => name === wanted)?.value;
    equal(valueOf("Who asks"), "urn:console:JQ7a9f0c2");
    equal(valueOf("The answer goes to"), "https://sp.example.com/saml/acs");
    equal(valueOf("ForceAuthn"), "true");
    equal(valueOf("IsPassive"), undefined);
    equal(facts.find(({ name }) => name === "By").meaning, "HTTP-POST");
    equal(facts.find(({ name }) => name === "Way to sign in").meaning, "a password over TLS");
    ok(facts.find(({ name }) => name === "NameID wanted").meaning.includes("pseudonym"), "format in words");
  },

  ...Object.fromEntries(Object.entries(FAULTS).map(([name, [alter, expected]]) => [`messages/request: ${name}`, async ({ vectors }) => {
    const found = troubles(await findingsOf(vectors, alter)).filter((trouble) => trouble !== "note signed");
    equal(found, [expected]);
  }])),

  async "messages/an exact way to sign in is noted, and one of any kind is not"({ vectors }) {
    const exact = await findingsOf(vectors, undefined, { authnContext: ["urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"] });
    equal(outcomeOf(exact, "authn-context"), "note");
    const open = await findingsOf(vectors, undefined, { authnContext: ["urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"] });
    equal(outcomeOf(open, "authn-context"), "pass");
  },

  async "messages/by HTTP-POST: signed inside, with a Destination and without"({ vectors }) {
    const { xml } = await login(vectors);
    const signed = inside('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>')(xml);
    const read = async (text) => readAuthnRequest(await loadedOf(form({ SAMLRequest: base64(text) }), { connection: connectionOf(vectors) })).findings;
    equal(troubles(await read(signed)), []);
    equal(troubles(await read(attribute("Destination", null)(signed))), ["fail destination"]);
    equal(troubles(await read(xml)), ["note signed"]);
  },

  async "messages/by HTTP-Redirect a Signature inside is a fault, and a note beside one in the query"({ vectors, bodyOf }) {
    const { xml } = await login(vectors);
    const inside = xml.replace("</saml:Issuer>", '</saml:Issuer><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>');
    const read = async (fields) => outcomeOf(readAuthnRequest(await loadedOf(`https://idp.example.com/sso?${query(inside, fields)}`)).findings, "signed");
    equal(await read({}), "fail");
    equal(await read({ SigAlg: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Signature: "AAAA" }), "note");
    ok(bodyOf("logout/signature-inside-is-not-read").includes("Signature="), "as the package takes it");
  },

  async "messages/what is wrong with the encoding is a finding"({ vectors }) {
    const { xml } = await login(vectors);
    const read = async (text) => outcomeOf(readAuthnRequest(await loadedOf(text)).findings, "arrival");
    equal(await read(`https://idp.example.com/sso?${form({ SAMLRequest: base64(xml) })}`), "fail", "not compressed");
    equal(await read(`https://idp.example.com/sso?${query(xml, { SigAlg: "x" })}`), "fail", "SigAlg without Signature");
    equal(await read(`https://idp.example.com/sso?${query(xml, { RelayState: "r".repeat(81) })}`), "note", "RelayState of 81");
    equal(await read(`https://idp.example.com/sso?${query(xml, { RelayState: "r".repeat(80) })}`), "pass", "RelayState of 80");
    equal(await read(xml), "skip", "XML alone");
  },

  async "messages/SHA-1 is noted, SHA-256 is not"({ vectors }) {
    const { url } = await login(vectors, { sign: key("sp.key.pem") });
    const read = async (text) => outcomeOf(readAuthnRequest(await loadedOf(text)).findings, "algorithm");
    equal(await read(url.href), "pass");
    equal(await read(url.href.replace(/SigAlg=[^&]*/, "SigAlg=http%3A%2F%2Fwww.w3.org%2F2000%2F09%2Fxmldsig%23rsa-sha1")), "note");
  },

  async "messages/a hostile request is read in a time that its length accounts for"() {
    const many = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${Array.from({ length: 8000 }, (_, at) => `a${at}="b"`).join(" ")}><samlp:RequestedAuthnContext>${"<saml:AuthnContextClassRef/>".repeat(8000)}</samlp:RequestedAuthnContext></samlp:AuthnRequest>`;
    const { facts, findings } = readAuthnRequest(await loadedOf(many));
    ok(facts.length < 150, `${facts.length} facts`);
    equal(outcomeOf(findings, "id"), "fail");
  },
};
