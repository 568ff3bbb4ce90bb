import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { altered, alteredEverywhere, compareTexts, told } from "./sides.mjs";

const SAMPLES = ["accept/okta-both-signed", "accept/entra", "accept/keycloak", "accept/every-kind-idp", "encryption/gcm-256", "logout/request-xml"];

const isNothing = ({ differences, varying, spelling }) => differences.length + varying.length + spelling.length === 0;

export const hiddenTests = {
  "no value can be altered without a word": ({ source, vectors, textOf }) => {
    for (const { name, body } of vectors.filter(({ name }) => SAMPLES.includes(name))) {
      const text = textOf(body);
      const places = [...text.matchAll(/="[^"]*(?=")|>[^<]*[^<\s][^<]*(?=<)/g)];
      ok(places.length >= 20, `${name}: ${places.length} values`);
      for (const { 0: value, index } of places) {
        const at = index + value.length;
        const other = `${text.slice(0, at)}x${text.slice(at)}`;
        ok(!isNothing(compareTexts(source, text, other)), `${name}: ${value.slice(0, 80)}`);
      }
    }
  },
  "no attribute and no element can be left out without a difference": ({ source, bodyOf }) => {
    const text = bodyOf("accept/okta-both-signed");
    const places = [...text.matchAll(/ (?!xmlns)[\w:]+="[^"]*"(?=[^?]*>)|<([\w:]+)(?: [^>]*)?>[^<]*<\/\1>|<[\w:]+ [^>]*\/>/g)].filter(({ index }) => index > text.indexOf("?>"));
    ok(places.length > 40, `${places.length} places`);
    for (const { 0: piece, index } of places) {
      const { differences } = compareTexts(source, text, text.slice(0, index) + text.slice(index + piece.length));
      ok(differences.length > 0, piece.slice(0, 80));
    }
  },

  "prefixes, quotes, white space and the order of attributes are one line": ({ source, bodyOf }) => {
    const text = bodyOf("accept/okta-assertion-signed");
    const spelled = (other) => {
      const found = compareTexts(source, text, other);
      equal(told(found), []);
      equal(found.varying, []);
      return found.spelling;
    };
    equal(spelled(alteredEverywhere(alteredEverywhere(text, "saml2p:", "q:"), "xmlns:saml2p", "xmlns:q")), ["prefixes", "declarations of namespaces"]);
    equal(spelled(altered(text, "Version=\"2.0\" xmlns:saml2=", "Version='2.0' xmlns:saml2=")), ["quotes"]);
    equal(spelled(alteredEverywhere(text, "><saml2:", ">\n  <saml2:")), ["white space between elements"]);
    equal(spelled(altered(text, "Name=\"email\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified\"", "NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified\" Name=\"email\"")), ["the order of XML attributes"]);
    equal(spelled(altered(text, ">jane.doe@example.com</saml2:NameID>", "><![CDATA[jane.doe]]>&#64;example.com</saml2:NameID>")), ["characters, such as references in place of characters"]);
    equal(spelled(altered(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "")), ["the XML declaration or the white space around it"]);
    equal(spelled(altered(alteredEverywhere(text, "xs:string", "q:string"), "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">", "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:q=\"http://www.w3.org/2001/XMLSchema\">")), ["declarations of namespaces"]);
  },
  "white space in a value is a difference": ({ source, bodyOf }) => {
    const text = bodyOf("accept/okta-assertion-signed");
    equal(told(compareTexts(source, text, altered(text, "urn:console:JQ7a9f0c2<", "urn:console:JQ7a9f0c2 <"))), ["Audience: urn:console:JQ7a9f0c2 | urn:console:JQ7a9f0c2 "]);
  },

  "what is not well-formed is told, and no difference behind it is lost": ({ source, bodyOf }) => {
    const text = bodyOf("accept/okta-assertion-signed");
    const cut = compareTexts(source, text, text.slice(0, -40));
    ok(cut.notes.some((note) => note.includes("second message is not well-formed")), cut.notes.join());
    for (const broken of [altered(text, "</saml2:Subject>", "</saml2:Subjekt>"), altered(text, "Version=\"2.0\"", "Version=2.0"), altered(text, "Version=\"2.0\"", "Version=\"2.0\" Version=\"2.0\""), `${text}<x/>`, altered(text, "<saml2p:Response", "<!DOCTYPE x><saml2p:Response"), text.slice(0, 20), ""]) {
      ok(compareTexts(source, text, broken).differences.length > 0, broken.slice(0, 200));
      ok(compareTexts(source, broken, text).differences.length > 0, broken.slice(0, 200));
    }
    equal(compareTexts(source, "<a", "<a").differences, []);
    ok(compareTexts(source, "", "").differences.length === 0, "nothing beside nothing");
  },

  "large and hostile messages are compared, and what is not listed is counted": ({ source }) => {
    const size = 1 << 18;
    const deep = (name) => `<${name}>`.repeat(size / 8) + `</${name}>`.repeat(size / 8);
    ok(compareTexts(source, deep("a"), deep("b")).differences.length > 0, "deep");
    ok(compareTexts(source, `<r>${deep("a")}</r>`, `<r>${deep("a").replace("></", ">x</")}</r>`).differences.length > 0, "a text in the depth");
    const wide = (text) => `<r>${`<a b="1">${text}</a>`.repeat(size / 16)}</r>`;
    const { differences, unlisted } = compareTexts(source, wide("x"), wide("y"));
    equal([differences.length, differences.length + unlisted], [300, size / 16], "wide");
    const attributes = (text) => `<r ${Array.from({ length: size / 16 }, (_, at) => `a${at}="${text}"`).join(" ")}/>`;
    equal(compareTexts(source, attributes("x"), attributes("y")).unlisted, size / 16 - 300, "attributes");
    const declared = `<r>${"<a xmlns:p='x' p:b=''>".repeat(5000)}${"</a>".repeat(5000)}</r>`;
    equal(compareTexts(source, declared, declared).differences, [], "declarations in each other");
    const referring = `<r ID="a">${"<Reference URI='#a'/>".repeat(size / 32)}</r>`;
    equal(compareTexts(source, referring, referring).differences, [], "references");
    const proto = (value) => `<r><Attribute Name="__proto__"><AttributeValue>${value}</AttributeValue></Attribute></r>`;
    equal(compareTexts(source, proto("1"), proto("2")).differences.length, 1, "__proto__");
    const flag = (value) => `<r isDefault="${value}"/>`;
    equal(told(compareTexts(source, flag("constructor"), flag("__proto__"))), ["isDefault of the r: constructor | __proto__"]);
  },
};
