// What is sent, written in the form that exclusive canonicalisation would give it: then the octets that are signed are the octets that are sent, and nothing has to be
// canonicalised (exc-c14n 1.1; c14n 2.3).

export interface Element {
  /** With its prefix. */
  readonly name: string;
  /** In any order; one without a value is left out. The one that may have a prefix is `xml:lang`, which stands last. */
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly content: readonly (Element | string)[];
}

export type Content = Element | string | undefined | readonly Content[];

/** An element; content that is undefined is left out. */
export function element(name: string, attributes: Element["attributes"], ...content: readonly Content[]): Element {
  const flat = content.flat(Infinity as 10) as readonly (Element | string | undefined)[];
  return { name, attributes, content: flat.filter((part) => part !== undefined) };
}

/** A prefix is declared where it is first used, as exclusive canonicalisation has it. */
export function write({ name, attributes, content }: Element, declared: readonly string[] = []): string {
  const [prefix = ""] = name.split(":");
  const isNew = !declared.includes(prefix);
  const within = isNew ? [...declared, prefix] : declared;
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => Number(one.includes(":")) - Number(other.includes(":")) || (one < other ? -1 : 1))
    .map(([attribute, value]) => ` ${attribute}="${escapeAttribute(String(value))}"`);
  const inner = content.map((part) => (typeof part === "string" ? escapeText(part) : write(part, within)));
  return `<${name}${isNew ? ` xmlns:${prefix}="${NAMESPACES[prefix as Prefix]}"` : ""}${written.join("")}>${inner.join("")}</${name}>`;
}

type Prefix = keyof typeof NAMESPACES;

const NAMESPACES = {
  samlp: "urn:oasis:names:tc:SAML:2.0:protocol",
  saml: "urn:oasis:names:tc:SAML:2.0:assertion",
  md: "urn:oasis:names:tc:SAML:2.0:metadata",
  mdui: "urn:oasis:names:tc:SAML:metadata:ui",
  mdattr: "urn:oasis:names:tc:SAML:metadata:attribute",
  alg: "urn:oasis:names:tc:SAML:metadata:algsupport",
  ds: "http://www.w3.org/2000/09/xmldsig#",
} as const;

/** Canonical XML 1.0, 1.1 and 2.3. */
const escapeText = (text: string) => allowed(text).replace(/[&<>\r]/g, (character) => ESCAPES[character] as string);

const escapeAttribute = (text: string) => allowed(text).replace(/[&<"\t\n\r]/g, (character) => ESCAPES[character] as string);

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** XML 1.0, 2.2: no escape makes other characters legal. */
function allowed(text: string): string {
  const found = FORBIDDEN.exec(text);
  if (found === null) return text;
  throw new TypeError(`XML cannot hold the character U+${(found[0].codePointAt(0) as number).toString(16).padStart(4, "0")}.`);
}

const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;
