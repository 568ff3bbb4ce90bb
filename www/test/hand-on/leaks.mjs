// A secret in every place of a message, in several forms: none may stand in what is handed on.
import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { handedOn } = await loadSource("hand-on/handed-on.ts");
const { fragmentOf, readFragment } = await loadSource("hand-on/link.ts");
const { markdownReport } = await loadSource("hand-on/report.ts");
const { shownAfter, LEFT_OUT } = await loadSource("hand-on/shown.ts");
const { redact } = await loadSource("hand-on/redact.ts");
const { USUAL } = await loadSource("hand-on/kinds.ts");
const { sha256, fingerprintsOf } = await loadSource("hand-on/fingerprints.ts");
const { readClaims } = await loadSource("claims.ts");
const { outline } = await loadSource("xml-outline.ts");

const ACTORS = { "idp-admin": "The IdP’s", "sp-admin": "Ours", user: "The user", attack: "Nobody" };
const utf8 = (text) => new TextEncoder().encode(text);

/** Each: what is put in, and what must not come out. */
const SECRETS = {
  "a closing quote before it": ["https://sp.example/” jane.doe@example.com +49 170 555 “x", /jane\.doe|example\.com \+|170 555/],
  "a closing quote by itself": ["prefix ” janesecret", /janesecret/],
  "quotes around": ["x” Jane Secret “y", /Jane Secret/],
  "words of a sentence": ["x”, but arrived at “Jane Secret", /Jane Secret/],
  "a number": ["5551234987", /5551234987/],
  "a telephone number": ["+5551234987", /5551234987/],
  "an address of a network": ["10.77.66.55", /10\.77\.66\.55/],
  "octets and a number": ["5551234987 octets", /5551234987/],
  "64 digits": ["deadbeef".repeat(8), /deadbeef/],
  "40 digits": ["deadbeef".repeat(5), /deadbeef/],
  "words of the vocabulary": ["Assertion Secretive Response", /Secretive/],
  "a mail address": ["jane@secret.example", /jane|secret\.example/],
  "percent-encoded": ["https://sp.example/users/jane%40secret.example/acs", /jane|secret\.example/],
  "percent-encoded twice": ["https://sp.example/users/jane%2540secret.example/acs", /jane|secret\.example/],
  "percent-encoded in a URN": ["urn:user:jane%40secret.example", /jane|secret\.example/],
  "mailto": ["mailto:jane%40secret.example", /jane|secret\.example/],
  "wide": ["jane＠secret.example", /jane|secret\.example/],
  "wide and percent-encoded": ["https://sp.example/jane%EF%BC%A0secret.example", /jane|secret\.example/],
  "a parameter of a path": ["https://sp.example/acs;jsessionid=janesecret", /janesecret/],
  "a query": ["https://sp.example/acs?login_hint=janesecret", /janesecret/],
  "a query after a harmless one": ["https://sp.example/acs?idpid=C01&amp;u=janesecret", /janesecret/],
  "a fragment": ["https://sp.example/acs#top janesecret", /janesecret/],
  "a domain and an account": ["CORP\\janesecret", /janesecret/],
  "on two lines": ["Jane\nSecret", /Jane\s*Secret/],
  "markup": ["Jane &lt;Secret&gt;", /Secret/],
  "spaces around": ["  5551234987\t", /5551234987/],
};

/** The first of them are for sentences: where nothing else is wrong, another one is said first. */
const OF_SENTENCES = 12;

/** Beside what the identity provider sends: what hardly one does, and may. */
const EXTRAS = [
  (text) => text.replace(/<saml2p:Response /, '<?PLACE1 PLACE2?><saml2p:Response xml:lang="en" xml:base="x" xml:space="preserve" xml:any="x" Consent="urn:x:y" '),
  (text) => text.replace(/<saml2:NameID /, '<saml2:NameID NameQualifier="https://idp.example" SPNameQualifier="https://sp.example" SPProvidedID="x" '),
  (text) => text.replace(/<ds:X509Data>/, "<ds:KeyName>x</ds:KeyName><ds:X509Data><ds:X509SubjectName>CN=x</ds:X509SubjectName><ds:X509IssuerSerial><ds:X509IssuerName>CN=x</ds:X509IssuerName><ds:X509SerialNumber>x</ds:X509SerialNumber></ds:X509IssuerSerial><ds:X509SKI>x</ds:X509SKI>"),
  (text) => text.replace(/<saml2:AuthnContext>/, "<saml2:AuthnContext><saml2:AuthenticatingAuthority>https://up.example</saml2:AuthenticatingAuthority>"),
  (text) => text.replace(/<saml2p:Status(?= )/, '<saml2p:Extensions><e:e xmlns:e="urn:e" a="x">x<e:f/>x</e:e></saml2p:Extensions><saml2p:Status'),
];

/** Texts and values of attributes, by offsets, and what they are of. */
function placesIn(text) {
  const attributes = [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(({ 0: whole, 1: of, 2: { length }, index }) => ({ of, end: index + whole.length - 1, length }));
  const texts = [...text.matchAll(/<([\w:]+)(?:\s[^<>]*)?>([^<>]+)</g)].map(({ 0: whole, 1: of, 2: { length }, index }) => ({ of, end: index + whole.length - 1, length }));
  return [...attributes, ...texts].map(({ of, end, length }) => ({ of, at: end - length, end }));
}

async function made(text, { connection, now }, given = {}) {
  const xml = utf8(text);
  const question = { connection, now: new Date(now), inResponseTo: undefined, decrypt: null, clock: "now" };
  const report = await explain(Buffer.from(xml).toString("base64"), connection, { now: question.now, canonicalForms: true });
  const loaded = { message: { kind: "Response", xml, transport: { how: "value" }, problems: [] }, source: { text }, question, judgement: { report, complaints: [], assumed: [] }, claims: readClaims([outline(text)]), isEncrypted: false };
  const handed = handedOn(loaded, { ...USUAL, ...given }, null);
  const redacted = "refused" in handed.outcome ? "" : handed.outcome.xml;
  return { redacted, note: handed.note, report: markdownReport(loaded, ACTORS, handed.shown, { xml: redacted, isRedacted: true }), errors: report.checks.flatMap(({ error }) => error ?? []), shown: handed.shown };
}

/** What may be opaque stays where names, identifiers and keys are. */
const STAYS = { "64 digits": ["ID", "InResponseTo", "Id", "Name", "FriendlyName", "saml2:Issuer", "saml2:Audience", "saml2:AuthenticatingAuthority", "ds:X509Certificate", "ds:X509SKI"] };
STAYS["40 digits"] = STAYS["64 digits"];
STAYS["a number"] = STAYS["spaces around"] = ["ds:X509SerialNumber"];

export const leakTests = {
  "leaks: a secret in any place in any form": async ({ bodyOf, vectors }) => {
    const vector = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const base = bodyOf(vector.name);
    const wide = EXTRAS.reduce((text, add) => {
      const added = add(text);
      ok(added !== text, String(add));
      return added;
    }, base);
    const places = placesIn(wide);
    ok(places.length > 80, `${places.length} places`);
    const leaks = [];
    let tried = 0;
    for (const text of [base, wide]) {
      for (const { at, end, of } of placesIn(text)) {
        for (const [form, [secret, pattern]] of Object.entries(SECRETS).slice(0, text === base ? OF_SENTENCES : undefined)) {
          const { redacted, note, report } = await made(text.slice(0, at) + secret + text.slice(end), vector);
          tried += 1;
          const isAllowed = STAYS[form]?.includes(of) === true;
          for (const [where, said] of Object.entries({ redacted, note, report })) if (pattern.test(said) && !isAllowed) leaks.push(`${form}, in ${of}, stands in the ${where}: ${said.slice(Math.max(0, said.search(pattern) - 60), said.search(pattern) + 40)}`);
        }
      }
    }
    equal(leaks.slice(0, 20), [], `${leaks.length} of ${tried}`);
    ok(tried > 2500, String(tried));
  },

  "leaks: in instructions, in the declaration, and split by comments": async ({ bodyOf, vectors }) => {
    const vector = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const base = bodyOf(vector.name).replace(/^<\?xml[^>]*\?>/, "");
    for (const text of [
      `<?janesecret x?>${base}`, `<?x janesecret?>${base}`, `<?xml-janesecret?>${base}`,
      `<?xml version="1.0" encoding="janesecret"?>${base}`, `<?xml version="1.0" standalone="janesecret"?>${base}`,
      base.replace(/Destination="[^"]*"/, 'Destination="janesecret"'),
      base.replace(/(<saml2:Issuer[^>]*>)[^<]*/g, "$1jane<!-- x -->secret@x.example"),
      base.replace(/(<saml2:Audience>)[^<]*/g, "$1<![CDATA[jane secret]]>").replaceAll("jane secret", "x janesecret"),
    ]) {
      for (const [where, said] of Object.entries(await made(text, vector))) if (typeof said === "string") ok(!/janesecret/.test(said), `${where}: ${said.slice(0, 300)}`);
    }
  },

  "leaks: a link holds the redacted message, the time and the note": async () => {
    const shared = { xml: "<a/>", connection: null, inResponseTo: undefined, now: new Date("2026-11-24T10:00:00Z"), note: "n", isRedacted: true };
    equal(readFragment(await fragmentOf(shared)), shared);
  },

  "leaks: every sentence of the core is known, and says what it may": async ({ vectors }) => {
    let [sentences, whole] = [0, 0];
    for (const vector of vectors) {
      if (vector.name.startsWith("logout/") || vector.body === undefined || !/^[A-Za-z0-9+/=\s]*$/.test(vector.body)) continue;
      const text = Buffer.from(vector.body, "base64").toString();
      const report = await explain(vector.body, vector.connection, { now: new Date(vector.now) }).catch(() => null);
      if (report === null) continue;
      const shown = shownAfter([redact(text, USUAL)], USUAL, vector.connection);
      const said = [...report.checks.flatMap(({ error }) => (error === undefined ? [] : [[error.message, error.found], [error.hint, error.found]])), ...report.warnings.map(({ message }) => [message])];
      for (const [sentence, found] of said) {
        const redacted = shown.sentence(sentence, found);
        ok(redacted !== LEFT_OUT, `${vector.name}: ${sentence}`);
        ok(redacted === sentence || redacted.includes("(removed)"), `${vector.name}: ${sentence} became ${redacted}`);
        sentences += 1;
        if (redacted === sentence) whole += 1;
      }
    }
    ok(sentences > 1500 && whole > 0.9 * sentences, `${whole} of ${sentences}`);
  },

  "leaks: a sentence that the core does not say is left out": () => {
    const shown = shownAfter([], USUAL, null);
    equal(shown.sentence("Jane was here."), LEFT_OUT);
    equal(shown.sentence("The Assertion has no ID."), "The Assertion has no ID.", "two templates, one sentence");
    equal(shown.sentence("The answer holds 2 assertions.", "2"), "The answer holds 2 assertions.", "a count of the core");
    equal(shown.value("2"), "(removed)", "a number by itself");
  },

  "leaks: fingerprints of certificates that stay are said, and others are not": async ({ vectors }) => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
      const octets = Uint8Array.from({ length }, (_, at) => at);
      equal(sha256(octets), Buffer.from(await crypto.subtle.digest("SHA-256", octets)).toString("hex"), `${length} octets`);
    }
    equal(fingerprintsOf("no base64, and no certificate"), []);
    const { connection } = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const [fingerprint] = fingerprintsOf(connection.idp.certificates[0]);
    equal([shownAfter([], USUAL, connection).value(fingerprint), shownAfter([], { ...USUAL, certificates: true }, connection).value(fingerprint), shownAfter([], USUAL, null).value(fingerprint)], [fingerprint, "(removed)", "(removed)"]);
  },
};
