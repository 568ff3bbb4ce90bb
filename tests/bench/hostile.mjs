// Messages that anybody may send, each as large as the default limit allows, and each the worst of its kind.
import { message, PLACES } from "./message.mjs";

const LIMIT = 256 * 1024;

/** Name and XML of each. */
export function hostileMessages(now) {
  // A little less, for what the name of another canonicalisation takes.
  const room = LIMIT - message(now).length - 64;
  const loaded = (load, place) =>
    message(now, place === "inclusive" ? { assertion: load(room), method: INCLUSIVE } : { [place]: load(room) });
  const placed = LOADS.flatMap(([name, places, load]) => places.map((place) => [`${name} (${place})`, loaded(load, place)]));
  return [...placed, ...LONE.map(([name, make]) => [name, make(LIMIT)])];
}

/** As many of a text as fit, each with its number. */
function fill(room, text) {
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

const LOADS = [
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
  ["attributes on one element", ANYWHERE, inside("<a", "/>", (index) => ` a${index.toString(36)}=""`)],
  [
    "100 attributes on each element",
    ANYWHERE,
    flat(() => `<a${Array.from({ length: 100 }, (_, index) => ` z${(index * 37) % 100}=""`).join("")}/>`),
  ],
  ["40 prefixed attributes on each element", ANYWHERE, prefixed(40, 40)],
  ["120 prefixed attributes on each element", ANYWHERE, prefixed(40, 120)],
  ["a prefixed attribute on each element", ANYWHERE, prefixed(40, 1)],
  ["a long namespace rendered again and again", ANYWHERE, renderedAgain],
  ["40 long namespaces rendered again and again", ANYWHERE, allRenderedAgain],
  ["elements", ANYWHERE, flat(() => "<a/>")],
  ["elements, as many as are allowed", ANYWHERE, flat(() => "<a>123456789</a>")],
  ["nested elements", ANYWHERE, deep(50)],
  ["elements too deep", ANYWHERE, (room) => "<a>".repeat(room / 7) + "</a>".repeat(room / 7)],
  ["IDs", ANYWHERE, flat((index) => `<a ID="${index.toString(36)}"/>`)],
  ["NCName IDs", ANYWHERE, flat((index) => `<a ID="i${index.toString(36)}"/>`)],
  ["one ID over and over", ANYWHERE, flat(() => '<a ID="_assertion"/>')],
  ["comments", ANYWHERE, flat(() => "<!---->")],
  ["processing instructions", ANYWHERE, flat(() => "<?a?>")],
  [
    "references to characters",
    ["assertion", "attributes"],
    inside("<saml2:AttributeValue>", "</saml2:AttributeValue>", () => "&#65;"),
  ],
  ["entities", ["assertion", "attributes"], inside("<saml2:AttributeValue>", "</saml2:AttributeValue>", () => "&amp;")],
  ["text between elements", ANYWHERE, flat(() => "t<a/>")],
  ["CDATA sections", ANYWHERE, inside("<a>", "</a>", () => "<![CDATA[]]>")],
  ["carriage returns", ANYWHERE, inside("<a>", "</a>", () => "\r")],
  ["one long value", ANYWHERE, inside("<a>", "</a>", () => "xxxxxxxxxx")],
  ["one long attribute of entities", ANYWHERE, inside('<a a="', '"/>', () => "&lt;")],
  ["audiences", ["audiences"], flat(() => "<saml2:Audience/>")],
  ["audiences with a value", ["audiences"], flat((index) => `<saml2:Audience>${index}</saml2:Audience>`)],
  ["audience restrictions", ["audiences"], flat(() => "</saml2:AudienceRestriction><saml2:AudienceRestriction>")],
  ["attributes of one name", ["attributes"], flat(() => '<saml2:Attribute Name="a"/>')],
  ["attributes of many names", ["attributes"], flat((index) => `<saml2:Attribute Name="${index}"/>`)],
  [
    "values of one attribute",
    ["attributes"],
    inside('<saml2:Attribute Name="a">', "</saml2:Attribute>", () => "<saml2:AttributeValue/>"),
  ],
  ["references", ["references"], flat(() => '<ds:Reference URI="#_assertion"></ds:Reference>')],
  [
    "a prefix list",
    ["signedInfo"],
    inside(
      `<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="`,
      '"/>',
      (index) => `p${index} `,
    ),
  ],
  ["signatures", ["signatures", "response"], flat(() => '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>')],
  ["assertions", ["response", "assertion"], flat(() => '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"/>')],
];

/** What has nothing of a login around it. */
const LONE = [
  ["50,000 unclosed elements", () => "<a>".repeat(50_000)],
  ["white space", (room) => " ".repeat(room)],
  ["opening brackets", (room) => "<".repeat(room)],
  ["a DOCTYPE that never ends", (room) => `<!DOCTYPE a [${"<!ENTITY a 'a'>".repeat((room - 20) / 15)}`],
  ["a name that never ends", (room) => `<${"a".repeat(room - 1)}`],
  ["nothing but multi-octet characters", (room) => `<a>${"\u{1F511}".repeat((room - 7) / 4)}</a>`],
];

const INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

/** Not a place of its own: the assertion, said to be canonicalised in another way. */
const isPlace = (place) => place in PLACES || place === "inclusive";

if (!LOADS.every(([, places]) => places.every(isPlace))) throw new Error("a place that no message has");
