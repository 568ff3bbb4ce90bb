// Requests that are not answered: the visitor reads why, and no message leaves.
import { deflateRawSync, deflateSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { addApplication, certificates, fieldsOf, keys, library } from "./application.mjs";
import { Visitor } from "./visitor.mjs";

export const requestTests = {
  async "a request of an application that is not there is refused, with a way to add it"({ url }) {
    const page = await ask(url, request({ issuer: "urn:test:unknown" }));
    page.is(400, "No application here has the Audience (SP Entity ID) urn:test:unknown");
    page.is(400, 'href="/apps/new?entityId=urn%3Atest%3Aunknown"');
  },

  async "only the configured address is answered, by HTTP-POST"({ url }) {
    const { issuer, acsUrl } = await existing(url);
    (await ask(url, request({ issuer, attributes: ` AssertionConsumerServiceURL="${acsUrl}"` }))).is(200, "Sign in to");
    for (const other of ["https://evil.example/acs", `${acsUrl}/`, `${acsUrl}?a`, ""])
      (await ask(url, request({ issuer, attributes: ` AssertionConsumerServiceURL="${other}"` }))).is(400, "Answers go nowhere else.");
    (await ask(url, request({ issuer, attributes: ' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"' }))).is(400, "wants its answer by");
  },

  async "the answer goes to the configured address whatever the form says"({ url }) {
    const { issuer, acsUrl } = await existing(url);
    const visitor = new Visitor(url);
    const page = await visitor.signIn(await ask(url, request({ issuer })), { person: "jane.doe@example.com", acsUrl: "https://evil.example/" });
    equal([page.action, page.xml.includes(`Recipient="${acsUrl}"`)], [acsUrl, true]);
  },

  async "a request for another address, version or purpose is refused"({ url }) {
    const { issuer } = await existing(url);
    (await ask(url, request({ issuer, attributes: ` Destination="${url}/sso"` }))).is(200, "Sign in to");
    (await ask(url, request({ issuer, attributes: ' Destination="https://idp.example.com/sso"' }))).is(400, "made for another address");
    (await ask(url, request({ issuer }).replace('Version="2.0"', 'Version="1.1"'))).is(400, "not of SAML 2.0");
    (await ask(url, request({ issuer }).replaceAll("AuthnRequest", "LogoutRequest"))).is(400, "this address takes AuthnRequest");
    (await ask(url, request({ issuer }).replace(SAMLP, "urn:other"))).is(400, "this address takes AuthnRequest");
    (await ask(url, request({ issuer }).replace(/<saml:Issuer.*Issuer>/, ""))).is(400, "has no Issuer");
    (await ask(url, request({ issuer }).replace('ID="_1"', 'ID="1 2"'))).is(400, "has no ID");
  },

  async "what is no message is refused"({ url }) {
    const { issuer } = await existing(url);
    const visitor = new Visitor(url);
    const value = (octets) => encodeURIComponent(Buffer.from(octets).toString("base64"));
    for (const [query, status, words] of [
      ["", 400, "none came along"],
      ["SAMLRequest=%%%", 400, "no base64"],
      [`SAMLRequest=${value(request({ issuer }))}`, 400, "raw DEFLATE"],
      [`SAMLRequest=${value(deflateSync(request({ issuer })))}`, 400, "raw DEFLATE"],
      [`SAMLRequest=${value(deflateRawSync("<a>"))}`, 400, "no well-formed XML"],
      [`SAMLRequest=${value(deflateRawSync(`<!DOCTYPE a [<!ENTITY e "x">]>${request({ issuer })}`))}`, 400, "document type"],
      [`SAMLRequest=${value(deflateRawSync(" ".repeat(5_000_000)))}`, 413, "longer than"],
      [`SAMLRequest=${value(deflateRawSync(request({ issuer })))}&SAMLRequest=AA`, 400, "several messages"],
      [`SAMLRequest=${value(deflateRawSync(request({ issuer })))}&RelayState=a&RelayState=b`, 400, "several RelayStates"],
    ])
      (await visitor.get(`/sso?${query}`)).is(status, words);
    (await visitor.post("/sso", { SAMLRequest: Buffer.from(" ".repeat(300_000)).toString("base64") })).is(413, "longer than");
  },

  async "a signature of the application that is there has to be right, by both bindings and every kind of key"({ url }) {
    for (const [key, signatureCertificate] of [
      [keys.sp, certificates.sp],
      [keys.ec, certificates.ec],
    ]) {
      for (const binding of ["redirect", "post"]) {
        const application = await addApplication(url, { binding, settings: { signatureCertificate } });
        const visitor = new Visitor(url);
        const options = { relayState: "a b'", sign: key };
        (await application.begin(visitor, options)).is(200, "Sign in to");
        (await application.begin(visitor, { ...options, sign: keys.other })).is(400, "does not verify");
        const { toResponse } = await library.createLogin(application.connection, options);
        const changed = binding === "redirect" ? await visitor.get(toResponse().headers.get("location").replace("RelayState=a", "RelayState=b")) : await changedForm(visitor, toResponse());
        changed.is(400, binding === "redirect" ? "does not verify" : "changed after it was signed");
      }
    }
  },

  async "a signed message may be written in another way that has the same canonical form"({ url }) {
    const application = await addApplication(url, { binding: "post" });
    const { toResponse } = await library.createLogin(application.connection, { sign: keys.sp, nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" });
    const fields = new URLSearchParams(await fieldsOf(toResponse()));
    const xml = Buffer.from(fields.get("SAMLRequest"), "base64").toString();
    const others = [
      xml.replace(' Version="2.0"', "\n  Version='2.0'  "),
      xml.replace(/(<samlp:AuthnRequest)( xmlns:samlp="[^"]*")/, '$1 xmlns:unused="urn:unused" xmlns="urn:default"$2 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'),
      xml.replace("</saml:Issuer>", "<!-- unseen --></saml:Issuer>"),
      xml.replace(/(<saml:Issuer[^>]*>)([^<]*)/, "$1<![CDATA[$2]]>"),
      xml.replace(/(<samlp:NameIDPolicy[^>]*)><\/samlp:NameIDPolicy>/, "$1/>"),
    ];
    for (const other of others) {
      ok(other !== xml, "it is written in another way");
      fields.set("SAMLRequest", Buffer.from(other).toString("base64"));
      (await new Visitor(url).post("/sso", fields)).is(200, "Sign in to");
    }
    fields.set("SAMLRequest", Buffer.from(xml.replace("</saml:Issuer>", "</saml:Issuer> ")).toString("base64"));
    (await new Visitor(url).post("/sso", fields)).is(400, "changed after it was signed");
  },

  async "without a Signature Certificate nobody looks at the signature"({ url }) {
    const application = await addApplication(url, { settings: { signatureCertificate: "" } });
    (await application.begin(new Visitor(url), { sign: keys.other })).is(200, "Sign in to");
  },
};

async function existing(url) {
  const { entityId: issuer, acsUrl } = (await addApplication(url)).connection.sp;
  return { issuer, acsUrl };
}

const ask = async (url, xml) => await new Visitor(url).get(`/sso?SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString("base64"))}`);

const request = ({ issuer, attributes = "" }) =>
  `<samlp:AuthnRequest xmlns:samlp="${SAMLP}" ID="_1" IssueInstant="${new Date().toISOString()}" Version="2.0"${attributes}>` +
  `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer></samlp:AuthnRequest>`;

async function changedForm(visitor, response) {
  const fields = new URLSearchParams(await fieldsOf(response));
  const xml = Buffer.from(fields.get("SAMLRequest"), "base64").toString();
  ok(xml.includes('Version="2.0"'), xml);
  fields.set("SAMLRequest", Buffer.from(xml.replace('Version="2.0"', 'Version="2.0" ForceAuthn="true"')).toString("base64"));
  return await visitor.post("/sso", fields);
}

const SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol";
