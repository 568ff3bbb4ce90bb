// What saml-edge makes of the answers.
import { equal, ok, refused } from "../../../tests/js/lib/check.mjs";
import { addApplication, certificates, keys, library, put } from "./application.mjs";
import { Visitor } from "./visitor.mjs";

export const loginTests = {
  async "an answer as it should be signs in, by both bindings"({ url }) {
    for (const binding of ["redirect", "post"]) {
      const application = await addApplication(url, { binding, policy: { requireSigned: "both" } });
      const visitor = new Visitor(url);
      const page = await visitor.signIn(await application.begin(visitor, { relayState: "a&b'<" }), { person: "jane.doe@example.com" });
      equal(page.action, application.connection.sp.acsUrl);
      const login = await application.verify(page);
      equal([login.nameId, login.nameIdFormat, login.issuer, login.relayState], ["jane.doe@example.com", EMAIL, `${url}/entity`, "a&b'<"]);
      equal(attributesOf(login), { email: ["jane.doe@example.com"], firstName: ["Jane"], lastName: ["Doe"], groups: ["Everyone", "Admins"] });
    }
  },

  async "each wrong answer is refused for what is wrong about it"({ url }) {
    for (const [answer, code] of FAULTS) {
      for (const settings of [{ signs: "both" }, { signs: "assertion" }, { signs: "response" }]) {
        const application = await addApplication(url, { settings });
        equal((await refusal(application.signIn(new Visitor(url), { person: "jane.doe@example.com", answer }))).code, code, `${answer}, ${JSON.stringify(settings)}`);
      }
    }
  },

  async "each wrong answer is refused likewise where it is encrypted"({ url }) {
    for (const [answer, code] of FAULTS) {
      for (const signs of ["both", "assertion", "response"]) {
        const application = await addApplication(url, { settings: { signs, encrypts: true, encryptionCertificate: certificates.sp } });
        const visitor = new Visitor(url);
        const page = await visitor.signIn(await application.begin(visitor), { person: "jane.doe@example.com", answer });
        equal((await refusal(application.verify(page, { decrypt: keys.sp }))).code, code, `${answer}, ${signs}`);
      }
    }
  },

  async "what is signed is what the application's settings say"({ url }) {
    for (const [signs, other] of [
      ["assertion", "response"],
      ["response", "assertion"],
    ]) {
      await (await addApplication(url, { settings: { signs }, policy: { requireSigned: signs } })).signIn(new Visitor(url));
      const strict = await addApplication(url, { settings: { signs }, policy: { requireSigned: other } });
      equal((await refusal(strict.signIn(new Visitor(url)))).code, `ERR_${other.toUpperCase()}_NOT_SIGNED`);
    }
  },

  async "an encrypted answer needs its key"({ url }) {
    for (const signs of ["both", "assertion", "response"]) {
      const application = await addApplication(url, { settings: { signs, encrypts: true, encryptionCertificate: certificates.sp }, policy: { requireEncrypted: true } });
      const visitor = new Visitor(url);
      const page = await visitor.signIn(await application.begin(visitor), { person: "jane.doe@example.com" });
      ok(!page.xml.includes("jane.doe"), page.xml);
      equal((await refusal(application.verify(page))).code, "ERR_DECRYPTION_KEY_MISSING");
      equal((await refusal(application.verify(page, { decrypt: keys.other }))).code, "ERR_DECRYPTION_KEY_UNKNOWN");
      equal((await application.verify(page, { decrypt: keys.sp })).nameId, "jane.doe@example.com");
    }
  },

  async "a sign-in that begins here signs in where the application accepts that"({ url }) {
    const application = await addApplication(url, { policy: { idpInitiated: "accept" } });
    const visitor = new Visitor(url);
    const start = await visitor.get(`/start/${application.id}?RelayState=%2Freports%3Fa%3D1`);
    const login = await application.verify(await visitor.signIn(start, { person: "john.roe@example.com" }));
    equal([login.nameId, login.inResponseTo, login.relayState], ["john.roe@example.com", null, "/reports?a=1"]);
    const strict = await addApplication(url);
    const page = await visitor.signIn(await visitor.get(`/start/${strict.id}`), { person: "john.roe@example.com" });
    equal((await refusal(strict.verify(page))).code, "ERR_UNSOLICITED");
    (await visitor.get("/start/none")).is(404, "no such application");
  },

  async "any address signs in, and one that is none does not"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    const login = await application.signIn(visitor, { person: "", address: "mary.ann-major@example.org" });
    equal([login.nameId, attributesOf(login).firstName, attributesOf(login).lastName], ["mary.ann-major@example.org", ["Mary"], ["Ann Major"]]);
    for (const address of ["", "nobody", "a b@example.com", "a@b\u0001"]) {
      const page = await visitor.signIn(await application.begin(visitor), { person: "", address });
      page.is(400, 'role="alert"');
      equal(page.action, "", "a message");
    }
  },

  async "who is not assigned is not signed in, in Okta's words"({ url }) {
    const application = await addApplication(url, { settings: { assigned: ["john.roe@example.com"] } });
    equal((await application.signIn(new Visitor(url), { person: "john.roe@example.com" })).nameId, "john.roe@example.com");
    const visitor = new Visitor(url);
    const page = await visitor.signIn(await application.begin(visitor), { person: "jane.doe@example.com" });
    const error = await refusal(application.verify(page));
    equal(error.code, "ERR_STATUS");
    for (const words of [":status:Responder", ":status:RequestDenied", "User is not assigned to the client application."]) ok(page.xml.includes(words), page.xml);
    ok(page.xml.includes("<ds:Signature ") && !page.xml.includes("Assertion "), page.xml);
  },

  async "whoever is signed in continues with one click, and keeps his session"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    const first = await application.signIn(visitor);
    const page = await application.begin(visitor);
    page.is(200, "Continue as Jane Doe");
    const second = await application.verify(await visitor.signIn(page, { continue: "yes" }));
    equal([second.nameId, second.sessionIndex, second.authnInstant], [first.nameId, first.sessionIndex, first.authnInstant]);
    const other = await application.signIn(visitor, { person: "john.roe@example.com" });
    ok(other.sessionIndex !== first.sessionIndex, "a session of his own");
    const stranger = new Visitor(url);
    ok(!(await application.begin(stranger)).text.includes("Continue as"), "nobody is signed in there");
    (await stranger.signIn(await application.begin(stranger), { continue: "yes" })).is(400, "Your session has ended");
  },

  async "ForceAuthn asks anew, and IsPassive asks nothing"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    const passive = await application.begin(visitor, { isPassive: true });
    equal((await refusal(application.verify(passive))).code, "ERR_STATUS");
    ok(passive.xml.includes(":status:NoPassive"), passive.xml);
    const { sessionIndex } = await application.signIn(visitor);
    equal((await application.verify(await application.begin(visitor, { isPassive: true }))).sessionIndex, sessionIndex);
    const forced = await application.begin(visitor, { forceAuthn: true });
    ok(!forced.text.includes("Continue as"), "asks anew");
    equal((await application.verify(await visitor.signIn(forced, { person: "jane.doe@example.com" }))).sessionIndex, sessionIndex);
  },

  async "names are of the format that is asked for, or set, and of no other"({ url }) {
    const [one, other] = [await addApplication(url, { settings: { nameIdFormat: PERSISTENT } }), await addApplication(url)];
    const set = await one.signIn(new Visitor(url));
    equal([set.nameIdFormat, /^[0-9a-f]{32}$/.test(set.nameId)], [PERSISTENT, true]);
    equal((await one.signIn(new Visitor(url))).nameId, set.nameId, "the same name each time");
    const asked = await other.signIn(new Visitor(url), undefined, { nameIdFormat: PERSISTENT });
    equal([asked.nameIdFormat, asked.nameId !== set.nameId], [PERSISTENT, true], "another name for another application");
    const transient = async () => (await other.signIn(new Visitor(url), undefined, { nameIdFormat: TRANSIENT })).nameId;
    ok((await transient()) !== (await transient()), "a new name each time");
    const page = await other.begin(new Visitor(url), { nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos" });
    equal((await refusal(other.verify(page))).code, "ERR_STATUS");
    ok(page.xml.includes(":status:InvalidNameIDPolicy"), page.xml);
  },

  async "the class of sign-in is the one that was asked for"({ url }) {
    const application = await addApplication(url);
    const authnContext = ["urn:oasis:names:tc:SAML:2.0:ac:classes:X509"];
    equal((await application.signIn(new Visitor(url), undefined, { authnContext })).authnContext, authnContext[0]);
  },

  async "after a rotation the new certificate signs, and the metadata has both"({ url }) {
    const application = await addApplication(url);
    const rotated = await fetch(`${url}/api/rotate`, { method: "POST", headers: { "content-type": "application/json" } });
    const { certificate } = await rotated.json();
    ok(certificate !== application.connection.idp.certificates[0], "another certificate");
    equal((await refusal(application.signIn(new Visitor(url)))).code, "ERR_UNKNOWN_KEY");
    const metadata = await (await fetch(`${url}/metadata`)).text();
    const { connection } = await library.connectionFromMetadata(metadata, application.connection.sp);
    equal(connection.idp.certificates.slice(0, 2), [bare(certificate), bare(application.connection.idp.certificates[0])]);
    equal([connection.idp.ssoUrl, connection.idp.sloUrl], [`${url}/sso`, `${url}/slo`]);
    application.connection = connection;
    await application.signIn(new Visitor(url));
  },

  async "people are those that were put there"({ url }) {
    const before = [{ email: "jane.doe@example.com", firstName: "Jane", lastName: "Doe", groups: ["Admins"] }, { email: "john.roe@example.com" }, { email: "guest@elsewhere.example" }];
    const found = await put(url, "/api/people", [{ email: "ann@example.com", groups: ["A", "B"] }]);
    equal(found, [{ email: "ann@example.com", firstName: "Ann", lastName: "", groups: ["Everyone", "A", "B"] }]);
    const page = await (await addApplication(url)).begin(new Visitor(url));
    equal([page.text.includes("ann@example.com"), page.text.includes("jane.doe@example.com")], [true, false]);
    await put(url, "/api/people", before);
  },
};

const refusal = (promise) => refused(promise, library.SamlError);

const attributesOf = ({ attributes }) => Object.fromEntries(attributes);

const bare = (pem) => pem.replace(/-----[^-]+-----|\s/g, "");

const FAULTS = [
  ["wrong-audience", "ERR_AUDIENCE_MISMATCH"],
  ["expired", "ERR_EXPIRED"],
  ["wrong-recipient", "ERR_RECIPIENT_MISMATCH"],
  ["altered", "ERR_DIGEST_MISMATCH"],
  ["other-key", "ERR_UNKNOWN_KEY"],
  ["unsigned", "ERR_NOTHING_SIGNED"],
  ["unsolicited", "ERR_UNSOLICITED"],
];

const EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
