import { equal, ok, refused } from "../../../tests/js/lib/check.mjs";
import { createLogin, spMetadata } from "../../../pkg/dist/entries/inlined.js";
import { loadSource } from "../lib/source.mjs";
import { keyText } from "./keys.mjs";

const { certificatesIn, momentIn, wholeNumberIn } = await loadSource("builders/values.ts");
const { LOGIN_SETTINGS, loginSettings } = await loadSource("builders/login-settings.ts");
const { METADATA_SETTINGS, metadataNotes, metadataSettings } = await loadSource("builders/metadata-settings.ts");
const { complaintOf } = await loadSource("builders/complaint.ts");
const { entriesFor, productNames, whereIn } = await loadSource("builders/idp-labels.ts");
const { parametersOf } = await loadSource("builders/query.ts");
const { rowsOf } = await loadSource("builders/rows.ts");

const typed = (settings, values) => ({ ...Object.fromEntries(settings.map((setting) => [setting, ""])), ...values });

const LOGIN = { "idp.ssoUrl": "https://idp.example.com/sso", "idp.entityId": "urn:idp", "sp.entityId": "urn:sp", "sp.acsUrl": "https://sp.example.com/acs" };
const login = (values) => loginSettings(typed(LOGIN_SETTINGS, { ...LOGIN, ...values }));

const METADATA = { "sp.entityId": "urn:sp", "sp.acsUrl": "https://sp.example.com/acs", wantAssertionsSigned: "yes" };
const metadata = (values, contacts = []) => metadataSettings(typed(METADATA_SETTINGS, { ...METADATA, ...values }), contacts);
const refusal = (run) => refused(Promise.resolve().then(run), TypeError);

export const builderTests = {
  "certificates are taken apart, and nothing beside them is lost": () => {
    const [one, other] = [keyText("idp.crt.pem").trim(), keyText("sp.crt.pem").trim()];
    equal(certificatesIn(`${one}\n${other}\n`), [one, other]);
    equal(certificatesIn("  "), []);
    equal(certificatesIn("MIIB\n"), ["MIIB"], "base64 alone");
    equal(certificatesIn(`${one}\n${keyText("sp.key.pem")}`), [one, keyText("sp.key.pem").trim()], "a private key beside one");
    equal(certificatesIn(`${one}\n-----BEGIN CERTIFICATE-----\nMIIB`), [one, "-----BEGIN CERTIFICATE-----\nMIIB"], "one without its end");
  },

  "certificates without their end are read once": () => {
    const many = "-----BEGIN CERTIFICATE-----\n".repeat(10_000);
    equal(certificatesIn(many), [many.trim()]);
  },

  "moments are in UTC, and of the calendar": () => {
    equal(momentIn("2027-01-01")?.toISOString(), "2027-01-01T00:00:00.000Z");
    equal(momentIn(" 2027-01-01T12:30Z ")?.toISOString(), "2027-01-01T12:30:00.000Z");
    equal(momentIn(""), undefined);
    for (const none of ["2027-02-31", "2027-13-01", "2027-01-01T12:30", "2027-01-01T12:30+02:00", "tomorrow", "1"]) ok(Number.isNaN(momentIn(none).getTime()), none);
  },

  "whole numbers are decimal": () => {
    equal(wholeNumberIn("3600"), 3600);
    equal(wholeNumberIn(""), undefined);
    for (const none of ["1e3", "0x10", "-1", "1.5", "one"]) ok(Number.isNaN(wholeNumberIn(none)), none);
  },

  "a form with the least in it makes the least request": async () => {
    const { connection, options } = login({});
    equal(options, {});
    equal(connection.idp.ssoBinding, "redirect");
    const { xml } = await createLogin(connection, options);
    for (const left of ["NameIDPolicy", "RequestedAuthnContext", "Subject", "ForceAuthn", "IsPassive"]) ok(!xml.includes(left), left);
  },

  "every field of the request reaches it": async () => {
    const { connection, options } = login({
      "idp.ssoBinding": "post",
      forceAuthn: "yes",
      nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
      authnContext: "urn:a\n\n urn:b ",
      subject: " a&b ",
      relayState: " r ",
      now: "2026-11-24T10:00:00Z",
      sign: keyText("sp.key.pem"),
      certificate: keyText("sp.crt.pem"),
      "idp.signatureAlgorithms": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    });
    const request = await createLogin(connection, options);
    for (const part of [
      'ForceAuthn="true"',
      'IssueInstant="2026-11-24T10:00:00.000Z"',
      'Destination="https://idp.example.com/sso"',
      "<saml:NameID> a&amp;b </saml:NameID>",
      'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"',
      ">urn:a</saml:AuthnContextClassRef>",
      ">urn:b</saml:AuthnContextClassRef>",
      'SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"',
      "<ds:X509Certificate>",
    ])
      ok(request.xml.includes(part), `${part} in ${request.xml}`);
    ok((await request.toResponse().text()).includes('name="RelayState" value=" r "'), "RelayState");
    ok((await createLogin(login({ isPassive: "yes" }).connection, login({ isPassive: "yes" }).options)).xml.includes('IsPassive="true"'), "IsPassive");
  },

  "what the package refuses is said at the field of that setting": async () => {
    const where = async (values) => {
      try {
        const { connection, options } = login(values);
        await createLogin(connection, options);
        return "made";
      } catch (error) {
        return complaintOf(error, LOGIN_SETTINGS).setting;
      }
    };
    equal(await where({}), "made");
    equal(await where({ "idp.ssoUrl": "" }), "idp.ssoUrl");
    equal(await where({ "idp.ssoUrl": "javascript:alert(1)" }), "idp.ssoUrl");
    equal(await where({ "idp.ssoUrl": "http://idp.example.com/" }), "idp.ssoUrl");
    equal(await where({ "idp.ssoUrl": "http://idp.example.com/", allowHttp: "yes" }), "made");
    equal(await where({ "idp.entityId": " " }), "idp.entityId");
    equal(await where({ "sp.entityId": "" }), "sp.entityId");
    equal(await where({ "sp.acsUrl": "/acs" }), "sp.acsUrl");
    equal(await where({ "sp.acsUrl": "http://sp.example.com/acs" }), "sp.acsUrl");
    equal(await where({ "sp.acsUrl": "http://sp.example.com/acs", allowHttp: "yes" }), "made");
    equal(await where({ "idp.wantAuthnRequestsSigned": "yes" }), "sign");
    equal(await where({ "idp.wantAuthnRequestsSigned": "yes", sign: keyText("sp.key.pem") }), "made");
    equal(await where({ sign: "no key" }), "sign");
    equal(await where({ sign: keyText("sp.crt.pem") }), "sign");
    equal(await where({ sign: keyText("sp-1024.key.pem") }), "sign");
    equal(await where({ sign: keyText("ed25519.key.pem") }), "sign");
    equal(await where({ sign: keyText("sp.key.pem"), certificate: "none" }), "certificate");
    equal(await where({ sign: keyText("sp.key.pem"), certificate: keyText("sp.key.pem") }), "certificate");
    equal(await where({ certificate: keyText("sp.crt.pem") }), "certificate");
    equal(await where({ sign: keyText("sp.key.pem"), "idp.signatureAlgorithms": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" }), "sign");
    equal(await where({ forceAuthn: "yes", isPassive: "yes" }), "forceAuthn");
    equal(await where({ nameIdFormat: " " }), "nameIdFormat");
    equal(await where({ relayState: "x".repeat(80) }), "made");
    equal(await where({ relayState: "x".repeat(81) }), "relayState");
    equal(await where({ now: "yesterday" }), "now");
    equal(await where({ subject: "\u0001" }), null, "a character that XML cannot hold");
  },

  "metadata of a form is what the package makes of the same options": async () => {
    const values = {
      "sp.sloUrl": "https://sp.example.com/slo",
      signingCertificates: `${keyText("sp.crt.pem")}\n${keyText("sp-next.crt.pem")}`,
      encryptionCertificates: keyText("sp.crt.pem"),
      wantAssertionsSigned: "",
      authnRequestsSigned: "yes",
      nameIdFormats: "urn:f\nurn:g",
      subjectId: "pairwise-id",
      displayName: "Ours & theirs",
      description: "What it is",
      informationUrl: "https://sp.example.com/about",
      privacyStatementUrl: "https://sp.example.com/privacy",
      "logo.url": "https://sp.example.com/logo.png",
      "logo.width": "80",
      "logo.height": "60",
      "organization.name": "Example",
      "organization.displayName": "Example Ltd",
      "organization.url": "https://example.com",
      validUntil: "2027-01-01",
      cacheDurationSeconds: "3600",
    };
    const people = [{ type: "technical", email: "it@example.com", givenName: "Ida", company: "" }, { type: "support", email: "", givenName: " ", company: "" }];
    const { sp, options } = metadata(values, people);
    const expected = await spMetadata(
      { entityId: "urn:sp", acsUrl: "https://sp.example.com/acs", sloUrl: "https://sp.example.com/slo" },
      {
        signingCertificates: [keyText("sp.crt.pem"), keyText("sp-next.crt.pem")],
        encryptionCertificates: [keyText("sp.crt.pem")],
        wantAssertionsSigned: false,
        authnRequestsSigned: true,
        nameIdFormats: ["urn:f", "urn:g"],
        subjectId: "pairwise-id",
        displayName: "Ours & theirs",
        description: "What it is",
        informationUrl: "https://sp.example.com/about",
        privacyStatementUrl: "https://sp.example.com/privacy",
        logo: { url: "https://sp.example.com/logo.png", width: 80, height: 60 },
        organization: { name: "Example", displayName: "Example Ltd", url: "https://example.com" },
        contacts: [{ type: "technical", email: "it@example.com", givenName: "Ida" }],
        validUntil: new Date("2027-01-01T00:00:00Z"),
        cacheDurationSeconds: 3600,
      },
    );
    equal(await spMetadata(sp, options), expected);
    equal(metadata({}).options, {}, "nothing more than was typed");
  },

  "half a logo, organisation or contact is refused at its field": async () => {
    const where = async (values, contacts) => {
      const settings = [...METADATA_SETTINGS, "contacts[0].email", "contacts[1].email"];
      return complaintOf(await refusal(async () => { const made = metadata(values, contacts); await spMetadata(made.sp, made.options); }), settings).setting;
    };
    equal(await where({ "sp.entityId": "" }), "sp.entityId");
    equal(await where({ "sp.acsUrl": "" }), "sp.acsUrl");
    equal(await where({ "logo.url": "https://sp.example.com/logo.png", "logo.height": "1" }), "logo.width");
    equal(await where({ "logo.url": "https://sp.example.com/logo.png", "logo.width": "10", "logo.height": "0" }), "logo.height");
    equal(await where({ "logo.width": "10" }), "logo.url");
    equal(await where({ "organization.name": "Example" }), "organization.url");
    equal(await where({ "organization.url": "https://example.com" }), "organization.name");
    equal(await where({ informationUrl: "about" }), "informationUrl");
    equal(await where({ privacyStatementUrl: "javascript:alert(1)" }), "privacyStatementUrl");
    equal(await where({ signingCertificates: "none" }), "signingCertificates");
    equal(await where({ encryptionCertificates: `${keyText("sp.crt.pem")}${keyText("sp.key.pem")}` }), "encryptionCertificates");
    equal(await where({ validUntil: "2027-02-30" }), "validUntil");
    equal(await where({ cacheDurationSeconds: "an hour" }), "cacheDurationSeconds");
    equal(await where({ cacheDurationSeconds: "0" }), "cacheDurationSeconds");
    equal(await where({ subjectId: "other" }), "subjectId");
    equal(await where({ sign: "none" }), "sign");
    const person = { type: "technical", email: "it@example.com", givenName: "", company: "" };
    equal(await where({}, [person, { ...person, email: "it" }]), "contacts[1].email");
    equal(await where({}, [{ ...person, email: "", company: "Example" }]), "contacts[0].email");
  },

  "metadata that is allowed and seldom meant has a note": () => {
    const now = new Date("2026-11-24T10:00:00Z");
    equal(metadataNotes(metadata({}), now), []);
    equal(metadataNotes(metadata({ authnRequestsSigned: "yes" }), now).length, 1);
    equal(metadataNotes(metadata({ authnRequestsSigned: "yes", signingCertificates: keyText("sp.crt.pem") }), now), []);
    equal(metadataNotes(metadata({ validUntil: "2026-11-24" }), now).length, 1);
    equal(metadataNotes(metadata({ validUntil: "2026-11-25" }), now), []);
  },

  "the parameters of a URL, decoded and as they stand": () => {
    equal(parametersOf(new URL("https://idp.example.com/sso?tenant=a%20b&SAMLRequest=f%2B%2F%3D&flag&bad=%zz")), [
      { name: "tenant", encoded: "a%20b", decoded: "a b" },
      { name: "SAMLRequest", encoded: "f%2B%2F%3D", decoded: "f+/=" },
      { name: "flag", encoded: "", decoded: "" },
      { name: "bad", encoded: "%zz", decoded: "%zz" },
    ]);
    equal(parametersOf(new URL("https://idp.example.com/sso")), []);
  },

  "rows add nothing to the XML, and begin at tags": () => {
    const xml = "<a><b>x</b><c><d></d>\n<e></e></c></a>";
    equal(rowsOf(xml).map(({ text, indent }) => `${indent} ${text}`), ["0 <a>", "1 <b>x</b>", "1 <c>", "2 <d></d>\n<e></e>", "1 </c>", "0 </a>"]);
    equal(rowsOf(xml).map(({ text }) => text).join(""), xml);
    equal(rowsOf("no XML"), [{ text: "no XML", indent: 0 }]);
  },

  "what each identity provider calls the addresses": () => {
    const addresses = { entityId: "urn:sp", acsUrl: "https://sp.example.com/acs", sloUrl: "" };
    equal(entriesFor("Okta", addresses), [{ label: "Single sign-on URL", value: "https://sp.example.com/acs" }, { label: "Audience URI (SP Entity ID)", value: "urn:sp" }]);
    equal(entriesFor("Okta", { ...addresses, sloUrl: "https://sp.example.com/slo" }).at(-1), { label: "Single Logout URL", value: "https://sp.example.com/slo" });
    equal(entriesFor("none", addresses), []);
    const { value } = entriesFor("OneLogin", addresses).find(({ label }) => label.endsWith("Validator"));
    ok(new RegExp(value).test(addresses.acsUrl), "the validator takes the address");
    ok(!new RegExp(value).test("https://spxexample.com/acs"), "and no other");
    for (const product of productNames()) {
      ok(whereIn(product) !== "", product);
      const values = entriesFor(product, addresses).map((entry) => entry.value);
      ok(values.includes(addresses.entityId) && values.includes(addresses.acsUrl), `${product} asks for both`);
    }
  },
};
