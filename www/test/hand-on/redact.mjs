import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { octetsOf, textOf } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";

const { redact } = await loadSource("hand-on/redact.ts");
const { idsSaid, USUAL } = await loadSource("hand-on/kinds.ts");
const { outline } = await loadSource("xml-outline.ts");

const ALL = { ...USUAL, ids: true, hosts: true, certificates: true };
const SAML = 'xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"';
const wrapped = (inner) => `<p:Response ${SAML}>${inner}</p:Response>`;
const inner = (inner, options = USUAL) => redact(wrapped(inner), options).xml.slice(wrapped("").indexOf("</"), -"</p:Response>".length);
const name = (value, options) => inner(`<a:NameID>${value}</a:NameID>`, options).slice("<a:NameID>".length, -"</a:NameID>".length);
const octets = (text) => new TextEncoder().encode(text).length;
const counts = ({ removed }) => Object.fromEntries(removed.map(({ kind, count }) => [kind, count]));
const values = (text, ...elements) => elements.flatMap((local) => [...text.matchAll(new RegExp(`<(?:\\w+:)?${local}(?:\\s[^>]*)?>([^<]*)<`, "g"))].map(([, value]) => value));

export const redactTests = {
  "the data of the user goes, and what the checks speak of stays": ({ bodyOf }) => {
    const text = bodyOf("accept/okta-assertion-signed");
    const { xml, removed } = redact(text, USUAL);
    for (const value of ["jane", "Jane", "doe@", "Doe", "example.com<", "_req1", "Everyone"]) ok(!xml.includes(value) || !text.includes(value), `${value} is removed`);
    for (const value of ["https://sp.example.com/saml/acs", "urn:console:JQ7a9f0c2", "http://www.okta.com/exk1fcia6d6EMsf331d8", "2026-11-24T10:04:57.482Z", "ac:classes:PasswordProtectedTransport", 'Name="firstName"', "#id11659324151912061866934721", "rsa-sha256", "MIIC+TCC"]) ok(xml.includes(value), `${value} stays`);
    equal(counts({ removed }), { id: 2, signature: 2, subject: 1, session: 1, attribute: 5 });
  },

  "every vector: as many octets, the same lines and the same elements in the same places, and nothing of the user": ({ vectors }) => {
    let [redacted, refused, checked] = [0, 0, 0];
    for (const { name: vector, body } of vectors) {
      let text;
      try {
        text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octetsOf(body));
      } catch {
        continue;
      }
      for (const options of [USUAL, ALL]) {
        const outcome = redact(text, options);
        if (outcome.refused !== undefined) {
          refused += 1;
          continue;
        }
        redacted += 1;
        equal(octets(outcome.xml), octets(text), `${vector}: octets`);
        equal([...outcome.xml].length, [...text].length, `${vector}: characters`);
        equal([...outcome.xml.matchAll(/[\r\n]/g)].map(({ index }) => index), [...text.matchAll(/[\r\n]/g)].map(({ index }) => index), `${vector}: line breaks`);
        const places = (of) => outline(of).elements.map(({ name: called, start, tagEnd, contentEnd, end }) => [called, start, tagEnd, contentEnd, end]);
        equal(places(outcome.xml), places(text), `${vector}: elements`);
        for (const value of values(text, "NameID", "AttributeValue")) {
          // What has letters beyond those of tokens would show.
          if (value.trim().length < 4 || /^[x.@\s]*$/.test(value)) continue;
          checked += 1;
          ok(!values(outcome.xml, "NameID", "AttributeValue").includes(value), `${vector}: ${value}`);
        }
      }
    }
    ok(redacted > 2000 && refused > 10 && checked > 2000, `${redacted} redacted, ${refused} refused, ${checked} values`);
  },

  "equal values have equal tokens, and different ones different tokens": () => {
    const many = Array.from({ length: 500 }, (_, index) => `user${index}`.padEnd(8, "-"));
    const { xml, indistinct } = redact(wrapped([...many, ...many].map((value) => `<a:AttributeValue>${value}</a:AttributeValue>`).join("")), USUAL);
    const tokens = values(xml, "AttributeValue");
    equal(tokens.slice(0, 500), tokens.slice(500), "the second time");
    equal(new Set(tokens).size, 500, "different");
    equal(indistinct, 0);
  },

  "values too short for tokens of their own are counted": () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
    const { indistinct } = redact(wrapped(letters.map((value) => `<a:AttributeValue>${value}</a:AttributeValue>`).join("")), USUAL);
    equal(indistinct, letters.length - 25);
  },

  "e-mail addresses keep their shape, and their domain where that is wanted": () => {
    equal(name("jane.doe@example.com"), "xxxxxxxx@xxxxxxx.xxx");
    equal(name("jane.doe@example.com", { ...USUAL, keepDomains: true }), "xxxxxxxx@example.com");
    equal(name("a@b@example.com", { ...USUAL, keepDomains: true }), "x".repeat(15), "two signs are no address");
    const [one, other] = values(redact(wrapped("<a:NameID>jane@example.com</a:NameID><a:AttributeValue>jane</a:AttributeValue><a:AttributeValue>joan@example.com</a:AttributeValue>"), USUAL).xml, "NameID", "AttributeValue").map((value) => value.split("@"));
    equal([one[0], one[1]], [other[0], "xxxxxxx.xxx"], "the name alone has the token of the name in the address");
  },

  "references and CDATA: as long as in the source, and equal where the value is": () => {
    equal(name("a&amp;b"), "xx____x");
    equal(name("a&#38;b"), "xx____x");
    equal(name("žluťá &#x10FFFF;"), "χxxχχx" + "x" + "_".repeat(9));
    equal(name("<![CDATA[a&amp;b<c]]>"), "<![CDATA[xxxxxxxxx]]>", "no reference in CDATA");
    const tokens = values(redact(wrapped("<a:AttributeValue>q</a:AttributeValue><a:AttributeValue>z&amp;y</a:AttributeValue><a:AttributeValue>z&#x26;y</a:AttributeValue><a:AttributeValue>z-y</a:AttributeValue>"), USUAL).xml, "AttributeValue");
    equal(tokens, ["x", "xx____x", "xx_____x", "axx"], "one value, written in two ways");
    equal(name("日本𝒳"), "ⓧⓧ𝗑", "other scripts are as wide");
  },

  "white space around a value and line breaks within stay": () => {
    equal(name(" jane \n doe\t"), " xxxxx\nxxxx\t");
    equal(name(" \r\n "), " \r\n ", "nothing else");
  },

  "a value that a comment splits is removed on both sides": () => {
    equal(name("admin@example.com<!-- by jane -->.evil.example"), "xxxxx@xxxxxxx.xxx<!-- xxxxxxx -->xxxxxxxxxxxxx");
  },

  "comments, instructions, and what is in elements that nobody knows": () => {
    equal(inner('<!--jane--><?note jane doe?><x:e xmlns:x="urn:x" x:a="jane" b="jane">jane<a:Issuer>urn:i</a:Issuer></x:e>'), '<!--xxxx--><?axxx xxxxxxxx?><x:e xmlns:x="urn:x" x:a="xxxx" b="xxxx">xxxx<a:Issuer>urn:i</a:Issuer></x:e>');
    equal(redact(`<?xml version="1.0" jane="doe"?>${wrapped("")}`, USUAL).xml.startsWith("<?xml xxx"), true, "a declaration that is none");
  },

  "the names of the vocabulary count by their namespace": () => {
    equal(inner('<x:Issuer xmlns:x="urn:x">urn:jane</x:Issuer><a:Issuer>urn:idp</a:Issuer><u:Issuer>urn:jane</u:Issuer>'), '<x:Issuer xmlns:x="urn:x">xxxxxxxx</x:Issuer><a:Issuer>urn:idp</a:Issuer><u:Issuer>xxxxxxxx</u:Issuer>');
    equal(inner('<e xmlns:a="urn:x"><a:Issuer>jane</a:Issuer></e><a:Issuer>idp</a:Issuer>'), '<e xmlns:a="urn:x"><a:Issuer>xxxx</a:Issuer></e><a:Issuer>idp</a:Issuer>', "rebound, and bound as before after it");
  },

  "what does not look as its name promises is removed": () => {
    for (const value of ["jane@example.com", "https://jane:secret@idp.example", "Jane Doe"]) equal(inner(`<a:Issuer>${value}</a:Issuer>`).includes(value), false, value);
    equal(inner('<a:Assertion IssueInstant="by Jane" Version="2.0" ID="jane@example.com"/>'), '<a:Assertion IssueInstant="xxxxxxx" Version="2.0" ID="xxxx@xxxxxxx.xxx"/>');
    equal(inner("<a:AuthnContextClassRef>as Jane does</a:AuthnContextClassRef>").includes("Jane"), false);
  },

  "queries and fragments of addresses": () => {
    equal(inner('<a:SubjectConfirmationData Recipient="https://sp.example/acs?token=abc&amp;u=jane#top" Address="192.0.2.7" NotOnOrAfter="2026-11-24T10:00:00Z"/>'), '<a:SubjectConfirmationData Recipient="https://sp.example/acs?xxxxxxxxxx____xxxxxxxxxx" Address="xxxxxxxxx" NotOnOrAfter="2026-11-24T10:00:00Z"/>');
    equal(inner("<a:Issuer>https://accounts.example/o/saml2?idpid=C01</a:Issuer>"), "<a:Issuer>https://accounts.example/o/saml2?idpid=C01</a:Issuer>", "of a name it is a part");
  },

  "what looks like an at sign or stands for one counts as one": () => {
    for (const value of ["https://sp.example/users/jane.doe%40example.com/", "mailto:jane.doe%40example.com", "urn:user:jane%2540example.com", "https://sp.example/jane%EF%BC%A0example.com", "https://sp.example/jane&amp;#64;example.com", "https://sp.example/jane\\u0040example.com", "https://sp.example/jane=40example.com", "https://sp.example/%2525252525252540"]) {
      for (const text of [`<a:SubjectConfirmationData Recipient="${value}"/>`, `<a:Issuer>${value}</a:Issuer>`, `<a:AuthnContextClassRef>${value}</a:AuthnContextClassRef>`, `<e xmlns:jane="${value}"/>`]) ok(!inner(text).includes("jane") || inner(text).startsWith("<e xmlns:jane=\"xx"), `${text} became ${inner(text)}`);
    }
    for (const value of ["jane＠example.com", "jane﹫example.com", "janeⓐexample.com", "5551234", "jane doe"]) ok(!inner(`<a:Assertion ID="${value}"/>`).includes(value), value);
    equal(inner("<a:Issuer>https://idp.example/100%/%4/%E0/a</a:Issuer>"), "<a:Issuer>https://idp.example/100%/%4/%E0/a</a:Issuer>", "what encodes nothing");
  },

  "schemes of people, and numbers in place of names": () => {
    for (const value of ["mailto:jane", "tel:+495551234", "acct:jane", "ldap://dc.example/uid=jane", "5551234987", "10.77.66.55", "CORP\\jane"]) {
      for (const [start, end] of [["<a:Issuer>", "</a:Issuer>"], ["<a:Attribute Name=\"", "\"/>"], ["<p:Response Destination=\"", "\"/>"]]) ok(!inner(`${start}${value}${end}`).includes(value), `${start}${value}`);
    }
  },

  "parameters of paths, and queries of entity IDs": () => {
    equal(inner('<a:SubjectConfirmationData Recipient="https://sp.example/acs;jsessionid=0A1B?x"/>'), '<a:SubjectConfirmationData Recipient="https://sp.example/acs;xxxxxxxxxxxxxxxxx"/>');
    equal(inner("<a:Issuer>https://idp/?login_hint=jane</a:Issuer>"), "<a:Issuer>https://idp/?xxxxxxxxxxxxxxx</a:Issuer>");
    equal(inner('<a:NameID Format="urn:x#jane">doe</a:NameID>'), '<a:NameID Format="urn:x#xxxx">xxx</a:NameID>', "a fragment of no standard");
    equal(inner("<a:Audience>https://idp/?idpid=C01&amp;u=jane</a:Audience>").includes("jane"), false, "more than the known one");
  },

  "qualifiers that are URIs stay, and others do not": () => {
    equal(inner('<a:NameID NameQualifier="https://idp.example/a" SPNameQualifier="CORP\\jane">x</a:NameID>'), '<a:NameID NameQualifier="https://idp.example/a" SPNameQualifier="xxxxxxxxx">x</a:NameID>');
    equal(inner('<a:NameID NameQualifier="jane.doe"/>'), '<a:NameID NameQualifier="xxxxxxxx"/>');
  },

  "of XML's own attributes languages and how white space counts": () => {
    equal(inner('<e xml:lang="en-GB" xml:space="preserve"/>'), '<e xml:lang="en-GB" xml:space="preserve"/>');
    equal(inner('<e xml:lang="jane" xml:base="jane" xml:any="joan" xml:space="doe"/>'), '<e xml:lang="xxxx" xml:base="xxxx" xml:any="axxx" xml:space="xxx"/>');
    equal(inner('<a:AttributeValue xml:lang="jane.doe" xmlns:t="http://www.w3.org/2001/XMLSchema-instance" t:type="jane:doe"/>').match(/jane|doe/g), null);
  },

  "times, words and prefixes are what their names promise": () => {
    for (const value of ["10.1.2.3", "+5551234", "2026", "5551234", "2026-13-01T00:00:00Z"]) ok(!inner(`<a:Assertion IssueInstant="${value}"/>`).includes(`"${value}"`), value);
    for (const value of ["2026-11-24T09:59:57.482Z", "2026-11-24T09:59:57+01:00", "2026-11-24T09:59:57", "PT5M", "P1DT1.5S"]) ok(inner(`<a:Assertion IssueInstant="${value}"/>`).includes(value), value);
    equal(inner('<a:Assertion Version="jane.doe"/>'), '<a:Assertion Version="xxxxxxxx"/>');
    const list = (value) => inner(`<c:InclusiveNamespaces xmlns:c="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${value}"/>`).split('PrefixList="')[1].slice(0, -3);
    equal([list("a p #default"), list("jane a"), list("a@b")], ["a p #default", "xxxxxx", "xxx"]);
  },

  "instructions and the declaration": () => {
    equal(inner("<?jane.doe of Example?>"), "<?xxxxxxxx xxxxxxxxxx?>");
    equal(counts(redact(wrapped("<?jane doe?>"), USUAL)), { comment: 1 });
    const declared = (encoding) => redact(`<?xml version="1.0" encoding="${encoding}"?>${wrapped("")}`, USUAL).xml.split(">")[0];
    equal([declared("utf-8"), declared("ISO-8859-1")], ['<?xml version="1.0" encoding="utf-8"?', '<?xml version="1.0" encoding="ISO-8859-1"?']);
    equal(declared("jane.doe").includes("jane"), false);
  },

  "names of attributes are names, URIs or OIDs": () => {
    for (const value of ["mail", "urn:oid:2.5.4.42", "2.5.4.42", "1.3.6.1.4.1.5923", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"]) ok(inner(`<a:Attribute Name="${value}"/>`).includes(`"${value}"`), value);
    for (const value of ["Jane Doe", "jane%40example.com", "https://x.example/?u=jane", "10.1.2.3"]) ok(!inner(`<a:Attribute Name="${value}" FriendlyName="${value}"/>`).includes(value), value);
  },

  "names beside certificates are removed, and what is no base64 where base64 belongs": () => {
    const within = (text, options) => inner(`<d:X xmlns:d="http://www.w3.org/2000/09/xmldsig#">${text}</d:X>`, options).replace(/^<d:X[^>]*>|<\/d:X>$/g, "");
    equal(within("<d:X509SubjectName>CN=Jane</d:X509SubjectName><d:KeyName>Joan</d:KeyName>"), "<d:X509SubjectName>xxxxxxx</d:X509SubjectName><d:KeyName>xxxx</d:KeyName>");
    const lines = `MII${"A".repeat(61)}\n  ${"B".repeat(64)}\n  AAA=`;
    equal(within(`<d:X509Certificate>\n${lines}\n</d:X509Certificate>`), `<d:X509Certificate>\n${lines}\n</d:X509Certificate>`);
    for (const value of ["Jane Doe", "Jane\nDoe_", "5551234987"]) ok(!within(`<d:X509Certificate>${value}</d:X509Certificate>`).includes(value), value);
    equal([within("<d:X509SerialNumber>123</d:X509SerialNumber>"), within("<d:X509SerialNumber>123</d:X509SerialNumber>", ALL), within("<d:X509SerialNumber>Jane</d:X509SerialNumber>")].map((text) => text.slice(20, -21)), ["123", "xxx", "xxxx"]);
  },

  "a namespace that is removed is not said in the name of an element": () => {
    const { kept } = redact('<x:Response xmlns:x="urn:jane%40example.com"/>', USUAL);
    equal([...kept], ["x:Response", "Response"]);
  },

  "XML in a value, and base64 of XML, is a value": ({ value }) => {
    equal(inner(`<a:AttributeValue>${value}</a:AttributeValue>`).includes(value.slice(8, 40)), false);
    equal(inner('<a:AttributeValue><a:Issuer>urn:idp</a:Issuer><a:NameID Format="urn:jane" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">jane</a:NameID></a:AttributeValue>').match(/jane|urn:idp/g), null);
  },

  "keys and ciphertext of a person go, those of the identity provider by choice": () => {
    const X = 'xmlns:x="http://www.w3.org/2001/04/xmlenc#" xmlns:d="http://www.w3.org/2000/09/xmldsig#"';
    const text = `<p:Extensions ${X}><a:EncryptedID><x:CipherValue>AAAA</x:CipherValue></a:EncryptedID><a:EncryptedAssertion><x:CipherValue>BBBB</x:CipherValue></a:EncryptedAssertion><a:SubjectConfirmationData><d:X509Certificate>CCCC</d:X509Certificate></a:SubjectConfirmationData><d:X509Certificate>DDDD</d:X509Certificate></p:Extensions>`;
    const keep = { ...USUAL, ciphertext: false };
    equal(values(redact(wrapped(text), keep).xml, "CipherValue", "X509Certificate").map((found) => /^[A-Z]+$/.test(found)), [false, true, false, true]);
    equal(values(redact(wrapped(text), ALL).xml, "CipherValue", "X509Certificate").some((found) => /[A-D]/.test(found)), false);
    equal(values(redact(wrapped(text.replace("BBBB", "Jane Doe, Ops")), keep).xml, "CipherValue")[1].includes("Jane"), false, "what is no ciphertext");
  },

  "digests and signatures stay where that is wanted": ({ bodyOf }) => {
    const [digest] = values(bodyOf("accept/plain"), "DigestValue");
    equal([USUAL, { ...USUAL, signatures: false }].map((options) => redact(bodyOf("accept/plain"), options).xml.includes(digest)), [false, true]);
  },

  "IDs keep their relations": ({ bodyOf }) => {
    const { xml } = redact(bodyOf("accept/okta-assertion-signed"), ALL);
    const [, id] = /<saml2:Assertion ID="([^"]*)"/.exec(xml);
    ok(xml.includes(`<ds:Reference URI="#${id}">`) && !xml.includes("id1165932"), id);
    ok(!xml.includes("example.com") && !xml.includes("okta"), "hosts");
    equal(values(xml, "Issuer").map((value) => value.replace(/[a-z]/g, "x")), ["http://xxx.xxxx.xxx/xxxxxxxxxxxxxxxxxxxx", "http://xxx.xxxx.xxx/xxxxxxxxxxxxxxxxxxxx"].map((value) => value.replace(/http/, "xxxx")));
    equal(new Set(values(xml, "Issuer")).size, 1);
  },

  "a removed value that stands where values are kept is counted": () => {
    const { standing } = redact(wrapped("<a:Issuer>urn:idp</a:Issuer><a:AttributeValue>urn:idp</a:AttributeValue>"), USUAL);
    equal(standing, 1);
    equal(redact(wrapped("<a:Issuer>urn:idp</a:Issuer><a:AttributeValue>urn:idq</a:AttributeValue>"), USUAL).standing, 0);
  },

  "what is not well-formed is not called redacted": () => {
    equal(redact(wrapped("<a:NameID>jane</a:NameID>"), USUAL).refused, undefined, "what is");
    const broken = ["", "jane", "<a>jane", "<a>jane</b>", "<a>Jane <jane@example.com></a>", "<a b=jane/>", '<a b="<">', "<a/>jane", "<a/><b/>", "<!DOCTYPE a [<!ENTITY j 'jane'>]><a>&j;</a>", "<a><!-- jane</a>", "<a><![CDATA[jane</a>", "<a></a/>", '<a b="1"c="2"/>', "<a", '<a b="', "<a><? jane?></a>", "<![CDATA[jane]]><a/>"];
    for (const text of broken) equal(typeof redact(text, USUAL).refused, "string", text);
  },

  "work grows with the size and not with its square": () => {
    const hostile = {
      "open tags": "<a>".repeat(400_000),
      "attributes": `<a ${Array.from({ length: 60_000 }, (_, at) => `b${at}="jane${at}"`).join(" ")}/>`,
      "spaces in a tag": `<a${" ".repeat(2_000_000)}b`,
      "quotes": `<a ${'b="'.repeat(500_000)}`,
      "brackets": "<".repeat(1_000_000),
      "comments": `<a>${"<!-- -->".repeat(200_000)}</a>`,
      "references": `<a>${"&amp;".repeat(400_000)}</a>`,
      "signs": `<a>${"&".repeat(1_000_000)}</a>`,
      "at signs": `<a>${"@.".repeat(500_000)}</a>`,
      "names": `<${"a".repeat(2_000_000)}`,
      "namespaces": `<a>${'<b xmlns:c="urn:d">'.repeat(50_000)}${"</b>".repeat(50_000)}</a>`,
      "values": wrapped(Array.from({ length: 60_000 }, (_, at) => `<a:AttributeValue>${at}</a:AttributeValue>`).join("")),
      "spaces in a form": `<p:Response ${SAML}><a:AuthnContextClassRef>${"a:b ".repeat(300_000)}@</a:AuthnContextClassRef></p:Response>`,
      "URNs": wrapped(`<a:Issuer>urn:${":a".repeat(400_000)}</a:Issuer>`),
      "spaces in a certificate": wrapped(`<d:X509Certificate xmlns:d="http://www.w3.org/2000/09/xmldsig#">A${" ".repeat(500_000)}A</d:X509Certificate>`),
      "escapes": wrapped(`<a:Issuer>${"%25".repeat(330)}</a:Issuer><a:AuthnContextClassRef>a:${"%25".repeat(300_000)}</a:AuthnContextClassRef>`),
      "escaped references": wrapped(`<a:AuthnContextClassRef>a:${"&amp;amp;".repeat(100_000)}</a:AuthnContextClassRef>`),
      "slashes": redactable("/".repeat(1_000_000)),
    };
    for (const [what, text] of Object.entries(hostile)) {
      const outcome = redact(text, ALL);
      ok(outcome.refused !== undefined || outcome.xml.length === text.length, what);
    }
  },
};

const redactable = (path) => wrapped(`<a:SubjectConfirmationData Recipient="https://sp.example${path}"/>`);

export const idTests = {
  "why IDs went although the reader keeps them": () => {
    const removed = (count) => [{ kind: "id", count }, { kind: "subject", count: 1 }];
    equal(idsSaid(removed(2), { ids: true }), null);
    equal(idsSaid([{ kind: "subject", count: 1 }], { ids: false }), null);
    ok(idsSaid(removed(2), { ids: false }).startsWith("2 IDs were removed although IDs stay: each is equal to a value that was removed"), "several");
    ok(idsSaid(removed(1), { ids: false }).startsWith("One ID was removed although IDs stay: it is equal"), "one");
  },
};
