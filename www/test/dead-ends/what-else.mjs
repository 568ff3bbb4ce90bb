// What a text is that holds no message.
import { generateKeyPairSync } from "node:crypto";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { whatElse } = await loadSource("dead-ends/what-else.ts");
const { idpErrorsIn } = await loadSource("dead-ends/idp-errors.ts");
const { recognise } = await loadSource("recognise/index.ts");

const certificateOf = ({ vectors }) => vectors.find(({ name }) => name === "accept/plain").connection.idp.certificates[0];
const bareOf = (context) => certificateOf(context).replace(/-----[A-Z ]+-----|\s/g, "");
const framed = (bare) => `-----BEGIN CERTIFICATE-----\n${bare.match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----`;
const saidOf = (text) => {
  const found = whatElse(text);
  return found?.kind === "said" ? found.title : found?.kind;
};
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const SOAP = (inner) => `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${inner}</soap:Body></soap:Envelope>`;

export const whatElseTests = {
  "a certificate, in a frame or bare, in lines, in JSON, in an element": (context) => {
    const bare = bareOf(context);
    for (const text of [bare, framed(bare), `  ${bare.match(/.{1,76}/g).join("\n")}\n`, JSON.stringify({ cert: framed(bare) }), `<ds:X509Certificate>\n${bare}\n</ds:X509Certificate>`, `Here it is:\n${framed(bare)}\n`]) {
      const found = whatElse(text);
      equal([found?.kind, found?.pem?.replace(/-----[A-Z ]+-----|\s/g, "")], ["certificate", bare], text.slice(0, 30));
    }
    equal(whatElse(`${framed(bare)}\n${framed(bare)}`).pem.match(/BEGIN/g).length, 2, "two");
  },

  "a private key, as what it can be used for": () => {
    for (const type of ["pkcs8", "pkcs1"]) {
      const pem = rsa.export({ type, format: "pem" }).trim();
      equal(whatElse(`my key\n${pem}\n`), { kind: "private key", pem, text: "" }, type);
      equal(whatElse(JSON.stringify({ key: pem })).pem, pem, `${type} in JSON`);
      equal(whatElse(rsa.export({ type, format: "der" }).toString("base64")).pem, pem, `${type}, bare`);
    }
    const refused = { "by a passphrase": rsa.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }), "an old passphrase": rsa.export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }), "an EC key": ec.export({ type: "sec1", format: "pem" }), "cut": rsa.export({ type: "pkcs8", format: "pem" }).slice(0, 900) };
    for (const [name, text] of Object.entries(refused)) {
      const found = whatElse(text);
      equal([found?.kind, found?.pem], ["private key", null], name);
      ok(found.text.length > 20, name);
    }
  },

  "a private key comes before the certificate beside it": (context) => {
    equal(whatElse(`${framed(bareOf(context))}\n${rsa.export({ type: "pkcs8", format: "pem" })}`).kind, "private key");
  },

  "an address, and of what": () => {
    equal(saidOf(" https://idp.example.com/sso \n"), "This is an address");
    for (const path of ["app/x/sso/saml/metadata", "FederationMetadata/2007-06/FederationMetadata.xml", "realms/a/protocol/saml/descriptor"]) equal(saidOf(`https://idp.example.com/${path}`), "This is an address, of metadata as it looks", path);
    equal(saidOf("https://idp.example.com/adfs/ls/?wa=wsignin1.0&wtrealm=x"), "This is an address of WS-Federation");
    equal(saidOf("https://idp.example.com/authorize?client_id=a&response_type=code"), "This is an address of OpenID Connect");
    equal(saidOf("https://sp.example.com/acs?SAMLart=AAQAA"), undefined, "an artifact, of which the reader says more");
    equal(saidOf("see https://idp.example.com/sso"), undefined, "in prose");
  },

  "errors of identity providers, each with what to change and where that was read": () => {
    const codes = { "AADSTS50105: Your administrator has configured …": "AADSTS50105", "Sorry, aadsts700016: Application with identifier": "AADSTS700016", "Error: app_not_configured_for_user": "app_not_configured_for_user", "403 app_not_configured\nService is not configured": "app_not_configured", "403. That’s an error. Error: APP_NOT_ENABLED_FOR_USER": "app_not_enabled_for_user", "MSIS7007: The requested relying party trust 'urn:a' is unspecified or unsupported.": "MSIS7007", "403 App Not Assigned": "App Not Assigned", "Sorry, you cannot access X because you are not assigned this app in Okta.": "App Not Assigned" };
    for (const [text, code] of Object.entries(codes)) {
      const [found, ...others] = whatElse(text)?.errors ?? [];
      equal([found?.code, others.length], [code, 0], text);
      ok([found.meaning, found.change].every((sentence) => sentence.endsWith(".")) && found.source.startsWith("https://"), code);
    }
  },

  "a number that is not known leads to where it is explained": () => {
    ok(idpErrorsIn("AADSTS50999: x")[0].change.includes("error?code=50999"), "Entra ID");
    ok(idpErrorsIn("MSIS7012: An error occurred")[0].change.includes("event log AD FS/Admin"), "AD FS");
  },

  "an error is found in a page, in JSON and in an address, once each": () => {
    for (const text of ["<!doctype html><title>Sign in</title><p>AADSTS50011: the reply URL. AADSTS50011", '{"error":"invalid_request","error_description":"AADSTS50011: x"}', "https://sp.example.com/?error=access_denied&error_description=AADSTS50011%3A"]) equal(whatElse(text).errors.map(({ code }) => code), ["AADSTS50011"], text.slice(0, 20));
  },

  "a JWT": () => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${part({ alg: "RS256" })}.${part({ iss: "https://idp.example.com", sub: "zoë" })}.c2ln`;
    for (const text of [token, `Bearer ${token}`, `{"id_token":"${token}"}`, `https://sp.example.com/#id_token=${token}`]) {
      const found = whatElse(text);
      equal(found?.title, "This is a JWT, a token of OpenID Connect or OAuth", text.slice(0, 20));
      ok(found.text.includes("https://idp.example.com"), found.text);
    }
  },

  "XML of another protocol": () => {
    equal(saidOf(SOAP("<a/>")), "This is a SOAP message");
    ok(whatElse(SOAP('<samlp:ArtifactResponse xmlns:samlp="x"/>')).text.includes("There is an ArtifactResponse in it."), "what is inside");
    equal(saidOf('<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>'), "This is an answer of WS-Federation or WS-Trust");
    equal(saidOf('<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>'), "This is a Response of SAML 1.1");
    equal(saidOf('<samlp:ArtifactResolve xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>'), "This is SAML 2.0, but ArtifactResolve is no login");
    equal(saidOf("<a/>"), undefined, "anything");
  },

  "pages and JSON": () => {
    equal(saidOf("<!DOCTYPE html><title>Sign in</title><form><input type=password></form>"), "This is a page where people sign in");
    ok(whatElse("<html><head><title>Sorry &amp; so</title>").text.includes("“Sorry & so”"), "title");
    equal(saidOf('{"issuer":"a","authorization_endpoint":"b"}'), "This is the configuration of OpenID Connect");
    equal(saidOf('{"keys":[{"kty":"RSA"}]}'), "These are keys of OpenID Connect (JWKS)");
    equal(saidOf('{"log":{"entries":[]}}'), "This recording has no SAML message");
    equal(saidOf('{"error":"invalid_grant","error_description":"x"}'), "This is an error of OAuth or of an API");
    equal(saidOf('{"a":1}'), "This is JSON without a SAML message");
    for (const text of ["Good morning", "", "{", "MIIB"]) equal(whatElse(text), null, text);
  },

  "what is none of this is left to the reader of the box": async ({ vectors, response, value, redirect }) => {
    for (const text of [response, value, redirect, `SAMLResponse=${encodeURIComponent(value)}`]) {
      equal((await recognise(text)).messages.length, 1, text.slice(0, 20));
      equal(whatElse(text), null, text.slice(0, 20));
    }
    ok(vectors.length > 0);
  },

  "hostile texts take no time": () => {
    const units = ["-----BEGIN PRIVATE KEY-----", "-----BEGIN CERTIFICATE-----A", "-----BEGIN RSA PRIVATE KEY-----\nA-B: c\n", "AADSTS", "<title", "<input ", "<html><input ", "id_token=eyJ", "eyJ", "M", "MII", "https://a", "[", '{"a":', "<soap:", "<!--", "\\n", "-----BEGIN\\n", "app_not_"];
    for (const unit of units) {
      for (const text of [unit.repeat(Math.floor((16 << 20) / unit.length)), `<html>${unit.repeat(200_000)}`]) {
        const begun = process.cpuUsage();
        whatElse(text);
        const { user, system } = process.cpuUsage(begun);
        ok((user + system) / 1_000_000 < 5, `${unit}: ${((user + system) / 1_000_000).toFixed(1)} s`);
      }
    }
  },
};
