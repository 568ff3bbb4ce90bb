// XML as it is, and what its root makes of it.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64 } from "../lib/samples.mjs";

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";

/** The only message of a text. */
const read = async ({ recognise }, text) => only(await recognise(text));

/** As it comes out of base64, with octets of its own. */
const received = async ({ recognise }, octets) => only(await recognise(base64(octets)));

export const xmlTests = {
  async "xml/a response is its octets"(context) {
    const result = await context.recognise(context.response);
    const message = only(result);
    equal(message.kind, "Response", "kind");
    equal(message.root, { name: "Response", namespace: PROTOCOL }, "root");
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "xml", from: "text", parameter: null, relayState: null, url: null });
    stepsAre(message);
    problemsAre(message);
    notesSay(result, "XML: its root is Response.");
  },

  async "xml/each kind by name and namespace, with any prefix or none"(context) {
    const kinds = { Response: PROTOCOL, AuthnRequest: PROTOCOL, LogoutRequest: PROTOCOL, LogoutResponse: PROTOCOL, EntityDescriptor: METADATA, EntitiesDescriptor: METADATA, Assertion: ASSERTION };
    for (const [name, namespace] of Object.entries(kinds)) {
      for (const xml of [`<${name} xmlns="${namespace}"/>`, `<x:${name} ID='_1'\n xmlns:x = '${namespace}'></x:${name}>`, `<s.a-m_l:${name} a="xmlns:s.a-m_l='urn:x'" xmlns:s.a-m_l="${namespace}"/>`]) {
        const message = await read(context, xml);
        equal(message.kind, name, xml);
        problemsAre(message);
      }
    }
  },

  async "xml/another root is other, and named"(context) {
    const message = await read(context, `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>`);
    equal([message.kind, message.root], ["other", { name: "Envelope", namespace: "http://schemas.xmlsoap.org/soap/envelope/" }], "kind and root");
    problemsAre(message);
  },

  async "xml/SAML 1.1 is not SAML 2.0"(context) {
    const message = await read(context, `<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>`);
    equal(message.kind, "other", "kind");
    problemsAre(message, "refused: Response is in the namespace urn:oasis:names:tc:SAML:1.0:protocol");
  },

  async "xml/no namespace at all"(context) {
    const message = await read(context, `<Response/>`);
    equal([message.kind, message.root.namespace], ["other", null], "kind and namespace");
    problemsAre(message, "Response is in no namespace");
  },

  async "xml/an empty declaration takes the namespace away"(context) {
    equal((await read(context, `<Response xmlns=""/>`)).root.namespace, null, "namespace");
  },

  async "xml/a namespace that is written with references"(context) {
    equal((await read(context, `<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:asser&#116;ion"/>`)).kind, "Assertion", "kind");
  },

  async "xml/an assertion that was cut out"(context) {
    const message = await read(context, `<saml:Assertion ID="_1"><saml:Issuer>x</saml:Issuer></saml:Assertion>`);
    equal(message.kind, "Assertion", "kind");
    problemsAre(message, "refused: The prefix `saml` is not declared");
    equal(message.problems[0].at, { in: "xml", offset: 0 }, "place");
  },

  async "xml/declaration, comments, instructions before the root"(context) {
    const before = `<?xml version="1.0" encoding="utf-8"?>\n<!-- <Response/> > --><?x <a> ?>\n`;
    const message = await read(context, `${before}${context.metadata}<!-- after --> <?y?>\n`);
    equal(message.kind, "EntityDescriptor", "kind");
    problemsAre(message);
  },

  async "xml/a DOCTYPE with a subset is passed over"(context) {
    const doctype = `<!DOCTYPE r [<!ENTITY e "]>"><!ELEMENT r ANY>]>`;
    const message = await read(context, `${doctype}${context.metadata}`);
    equal(message.kind, "EntityDescriptor", "kind");
    problemsAre(message, "refused: There is a DOCTYPE.");
    equal(message.problems[0].at.offset, 0, "offset");
  },

  async "xml/markup in attributes, CDATA and comments does not end the root"(context) {
    const inside = `<a b="</x:Response>" c='>'/><![CDATA[</x:Response>]]><!--</x:Response>--><?p </x:Response>?>`;
    problemsAre(await read(context, `<x:Response xmlns:x="${PROTOCOL}">${inside}</x:Response>`));
  },

  async "xml/cut off"(context) {
    const message = await read(context, context.response.slice(0, -20));
    equal(message.kind, "Response", "kind");
    problemsAre(message, "refused: The XML is cut off");
  },

  async "xml/white space before the declaration is left out when pasted"(context) {
    const message = await read(context, `\n  ${context.response}`);
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "white space before the XML declaration left out");
    problemsAre(message);
  },

  async "xml/white space before the declaration is refused when received"(context) {
    const message = await received(context, ` ${context.response}`);
    equal(xmlOf(message), ` ${context.response}`, "xml");
    problemsAre(message, "refused: The XML declaration is not at the very beginning.");
    equal(message.problems[0].at, { in: "xml", offset: 1 }, "place");
  },

  async "xml/text around the root"(context) {
    const message = await received(context, `${context.metadata}\n}`);
    problemsAre(message, "refused: Something follows the root element.");
    equal(message.problems[0].at, { in: "xml", offset: context.metadata.length + 1 }, "place");
    problemsAre(await read(context, `<!-- a --> x ${context.metadata}`), "refused: Something stands before the root element.");
  },

  async "xml/a byte order mark stays, and is odd"(context) {
    const octets = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(context.response)]);
    const message = await received(context, octets);
    equal(base64(message.xml), base64(octets), "xml");
    problemsAre(message, "odd: The XML begins with a byte order mark");
    equal((await read(context, `\ufeff${context.response}`)).xml.length, octets.length, "octets of pasted text");
  },

  async "xml/UTF-16, with mark and without, of both ends"(context) {
    const little = Buffer.from(`\ufeff${context.metadata}`, "utf16le");
    for (const octets of [little, little.subarray(2), Buffer.from(little).swap16(), Buffer.from(little.subarray(2)).swap16()]) {
      const message = await received(context, octets);
      equal(message.kind, "EntityDescriptor", "kind");
      equal(base64(message.xml), base64(octets), "xml");
      ok(message.problems[0].text.startsWith("The XML is in UTF-16"), message.problems[0].text);
    }
  },

  async "xml/another encoding is declared"(context) {
    problemsAre(await received(context, `<?xml version='1.0' encoding='ISO-8859-1'?>${context.metadata}`), `refused: The XML declaration names the encoding "ISO-8859-1"`);
  },

  async "xml/octets that are not UTF-8, where they stand"(context) {
    const message = await received(context, Buffer.from(context.metadata.replace("idp", "idÿ"), "latin1"));
    problemsAre(message, "refused: The bytes are not UTF-8.");
    equal(message.problems[0].at, { in: "xml", offset: context.metadata.indexOf("idp") + 2 }, "place");
  },

  async "xml/escaped for HTML"(context) {
    const message = await read(context, context.response.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "HTML escapes");
    problemsAre(message, "odd: The text is escaped for HTML");
  },

  async "xml/half a surrogate pair"(context) {
    problemsAre(await read(context, context.metadata.replace("idp", "\ud800")), "odd: Half of a surrogate pair");
  },
};
