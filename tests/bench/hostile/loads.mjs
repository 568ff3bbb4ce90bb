// What is put into a signed login to make it as bad as it can be, by the class of attack.

const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

/** As many of a text as fit, each with its number. */
export function fill(room, text) {
  const parts = [];
  let length = 0;
  for (let index = 0; ; index++) {
    const part = text(index);
    length += part.length;
    if (length > room) return parts.join("");
    parts.push(part);
  }
}

const inside = (before, after, text) => (room) => before + fill(room - before.length - after.length, text) + after;

const flat = (text) => (room) => fill(room, text);

/** As deep as is allowed, over and over. */
const deep = (depth) => flat(() => "<a>".repeat(depth) + "1234567890".repeat(depth) + "</a>".repeat(depth));

const prefixes = Array.from({ length: 40 }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(" ");

/** A long namespace that each element below must render again, because its parent does not use it. */
const renderedAgain = inside(`<a xmlns:n="urn:${"x".repeat(1000)}">`, "</a>", () => "<n:b>1234567</n:b>");

/** The same with as many of them as an element can use. */
const allRenderedAgain = inside(
  `<a ${Array.from({ length: 40 }, (_, index) => `xmlns:n${index}="urn:${"x".repeat(1000)}${index}"`).join(" ")}>`,
  "</a>",
  () => `<b${Array.from({ length: 40 }, (_, index) => ` n${index}:a=""`).join("")}/>`,
);

/** As many prefixes as may be in scope, used by as many attributes as an element may have, in the worst order. */
const prefixed = (prefixes, attributes) => {
  const declared = Array.from({ length: prefixes }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(" ");
  const used = Array.from({ length: attributes }, (_, index) => ` n${(attributes - index) % prefixes}:a${index}=""`).join("");
  return inside(`<a ${declared}>`, "</a>", () => `<b${used}/>`);
};

const ANYWHERE = ["response", "assertion"];

const nested = (names) => names.map((name) => `<${name}>`).join("") + names.toReversed().map((name) => `</${name}>`).join("");

/** Names with one and the same value under every hash that multiplies by 31, as Java's and many others do: Aa and BB are equal there. */
const colliding = (index) => Array.from({ length: 16 }, (_, bit) => ((index >> bit) & 1 ? "Aa" : "BB")).join("");

/** Name, places in the message (`inclusive`: in the assertion, and said to be canonicalised in that way), and text for so much room. */
export const LOADS = {
  namespaces: [
    ["namespaces on one element", ANYWHERE, inside("<a", "/>", (index) => ` xmlns:n${index}="u"`)],
    ["a namespace on each element", ANYWHERE, flat((index) => `<a xmlns="u${index % 7}"/>`)],
    [
      "a namespace on each level",
      ANYWHERE,
      flat(() => Array.from({ length: 32 }, (_, depth) => `<a xmlns:n${depth}="u">`).join("") + "</a>".repeat(32)),
    ],
    [
      "40 namespaces in scope, one used by each element",
      ANYWHERE,
      inside(`<a ${prefixes}>`, "</a>", (index) => `<n${index % 40}:b>123456</n${index % 40}:b>`),
    ],
    ["namespaces, as many as are allowed", ANYWHERE, flat((index) => `<a xmlns:n="urn:${index}"><n:b>${"x".repeat(40)}</n:b></a>`)],
    [
      "inherited namespaces under inclusive canonicalisation",
      ["inclusive"],
      inside(`<a ${prefixes}>`, "</a>", () => "<b>12345678</b>"),
    ],
    ["a long namespace rendered again and again", ANYWHERE, renderedAgain],
    ["40 long namespaces rendered again and again", ANYWHERE, allRenderedAgain],
  ],
  attributes: [
    ["attributes on one element", ANYWHERE, inside("<a", "/>", (index) => ` a${index.toString(36)}=""`)],
    [
      "100 attributes on each element",
      ANYWHERE,
      flat(() => `<a${Array.from({ length: 100 }, (_, index) => ` z${(index * 37) % 100}=""`).join("")}/>`),
    ],
    ["40 prefixed attributes on each element", ANYWHERE, prefixed(40, 40)],
    ["120 prefixed attributes on each element", ANYWHERE, prefixed(40, 120)],
    ["a prefixed attribute on each element", ANYWHERE, prefixed(40, 1)],
    ["attributes of one name", ["attributes"], flat(() => '<saml2:Attribute Name="a"/>')],
    ["attributes of many names", ["attributes"], flat((index) => `<saml2:Attribute Name="${index}"/>`)],
    [
      "values of one attribute",
      ["attributes"],
      inside('<saml2:Attribute Name="a">', "</saml2:Attribute>", () => "<saml2:AttributeValue/>"),
    ],
  ],
  elements: [
    ["elements", ANYWHERE, flat(() => "<a/>")],
    ["elements, as many as are allowed", ANYWHERE, flat(() => "<a>123456789</a>")],
    ["assertions", ["response", "assertion"], flat(() => '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"/>')],
  ],
  depth: [
    ["nested elements", ANYWHERE, deep(50)],
    ["elements too deep", ANYWHERE, (room) => "<a>".repeat(room / 7) + "</a>".repeat(room / 7)],
  ],
  IDs: [
    ["IDs", ANYWHERE, flat((index) => `<a ID="${index.toString(36)}"/>`)],
    ["NCName IDs", ANYWHERE, flat((index) => `<a ID="i${index.toString(36)}"/>`)],
    ["one ID over and over", ANYWHERE, flat(() => '<a ID="_assertion"/>')],
  ],
  "comments, processing instructions and CDATA sections": [
    ["comments", ANYWHERE, flat(() => "<!---->")],
    ["processing instructions", ANYWHERE, flat(() => "<?a?>")],
    ["CDATA sections", ANYWHERE, inside("<a>", "</a>", () => "<![CDATA[]]>")],
    ["text between elements", ANYWHERE, flat(() => "t<a/>")],
  ],
  "references to characters and entities": [
    [
      "references to characters",
      ["assertion", "attributes"],
      inside("<saml2:AttributeValue>", "</saml2:AttributeValue>", () => "&#65;"),
    ],
    ["entities", ["assertion", "attributes"], inside("<saml2:AttributeValue>", "</saml2:AttributeValue>", () => "&amp;")],
    ["one long attribute of entities", ANYWHERE, inside('<a a="', '"/>', () => "&lt;")],
    ["carriage returns", ANYWHERE, inside("<a>", "</a>", () => "\r")],
  ],
  "long names and values": [
    ["one long value", ANYWHERE, inside("<a>", "</a>", () => "xxxxxxxxxx")],
    ["one long name", ANYWHERE, (room) => `<${"a".repeat(room / 2 - 4)}></${"a".repeat(room / 2 - 4)}>`],
    ["long names, deep down", ANYWHERE, flat((index) => nested(Array.from({ length: 20 }, (_, depth) => `${"a".repeat(1000)}${index}-${depth}`)))],
    ["one long prefix", ANYWHERE, (room) => `<a xmlns:${"p".repeat(room / 2)}="u"/>`],
    ["a long prefix on each element", ANYWHERE, inside(`<a xmlns:${"p".repeat(1000)}="u">`, "</a>", () => `<${"p".repeat(1000)}:b/>`)],
    ["one long name of an attribute", ANYWHERE, (room) => `<a ${"a".repeat(room - 10)}=""/>`],
  ],
  audiences: [
    ["audiences", ["audiences"], flat(() => "<saml2:Audience/>")],
    ["audiences with a value", ["audiences"], flat((index) => `<saml2:Audience>${index}</saml2:Audience>`)],
    ["audience restrictions", ["audiences"], flat(() => "</saml2:AudienceRestriction><saml2:AudienceRestriction>")],
  ],
  "references, transforms and signatures": [
    ["references", ["references"], flat(() => '<ds:Reference URI="#_assertion"></ds:Reference>')],
    ["signatures", ["signatures", "response"], flat(() => '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>')],
    ["transforms", ["transforms"], flat(() => `<ds:Transform Algorithm="${EXCLUSIVE}"></ds:Transform>`)],
    ["certificates in KeyInfo", ["keyInfo"], flat((index) => `<ds:X509Certificate>${"MIIC".repeat(200)}${index}</ds:X509Certificate>`)],
    ["names of certificates in KeyInfo", ["keyInfo"], flat((index) => `<ds:X509SubjectName>CN=${index}</ds:X509SubjectName>`)],
  ],
  "prefix lists": [
    [
      "a prefix list",
      ["signedInfo"],
      inside(
        `<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="`,
        '"/>',
        (index) => `p${index} `,
      ),
    ],
  ],
  "hash collisions": [
    ["colliding names on one element", ANYWHERE, inside("<a", "/>", (index) => ` ${colliding(index)}=""`)],
    ["colliding names on each element", ANYWHERE, flat((index) => `<a ${Array.from({ length: 100 }, (_, of) => `${colliding((index % 9) * 100 + of)}=""`).join(" ")}/>`)],
    ["colliding prefixes", ANYWHERE, flat((index) => `<a xmlns:${colliding(index)}="u"/>`)],
    ["colliding IDs", ANYWHERE, flat((index) => `<a ID="${colliding(index)}"/>`)],
    ["attributes of colliding names", ["attributes"], flat((index) => `<saml2:Attribute Name="${colliding(index)}"/>`)],
  ],
};
