// A Response around an Assertion that came alone.
import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { base64, textOf } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";
import { key, loadedOf } from "./loaded.mjs";

const { wrap, isWrapper } = await loadSource("messages/wrapper.ts");
const { readResponse } = await loadSource("messages/response.ts");

const settings = ({ connection, now, inResponseTo, decrypt }) => ({ connection, now: new Date(now), inResponseTo: inResponseTo === "none" ? null : inResponseTo === "store" ? undefined : inResponseTo, decrypt: decrypt?.[0] ?? null });

/** Cut out with the declarations that it needs, as a tool that logs assertions writes it. */
function lone(xml) {
  const [assertion] = xml.match(/<(\w+:)?Assertion[\s\S]*<\/(\w+:)?Assertion>/);
  return assertion;
}

export const wrapperTests = {
  async "messages/a wrapped Assertion is judged by its own signature and conditions"({ vectors }) {
    const vector = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const alone = lone(textOf(vector.body));
    const { text } = wrap(await loadedOf(alone));
    ok(text.includes(alone), "the octets of the Assertion");
    const judge = (xml, connection = vector.connection) => explain(base64(xml), connection, { inResponseTo: vector.inResponseTo, now: new Date(vector.now) });
    equal((await judge(text)).accepted, true, "accepted");
    const altered = wrap(await loadedOf(alone.replace("jane.doe", "john.doe"))).text;
    ok(altered.includes("john.doe"), "altered");
    equal((await judge(altered)).checks.find(({ outcome }) => outcome === "fail").rule, "S15", "altered");
    const other = { ...vector.connection, sp: { ...vector.connection.sp, entityId: "urn:other" } };
    equal((await judge(text, other)).checks.find(({ outcome }) => outcome === "fail").rule, "C06", "another audience");
  },

  async "messages/what would not stay the same is not wrapped"({ vectors }) {
    const alone = lone(textOf(vectors.find(({ name }) => name === "accept/okta-assertion-signed").body));
    const inclusive = alone.replaceAll("http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
    ok(inclusive !== alone, "altered");
    ok(wrap(await loadedOf(inclusive)).refused.includes("inclusive"), "inclusive canonicalisation");
    ok(wrap(await loadedOf(alone.slice(0, -20))).refused !== undefined, "cut off");
  },

  async "messages/the mark of a wrapper is in the Response, and in no other"({ response, vectors }) {
    const alone = lone(textOf(vectors.find(({ name }) => name === "accept/okta-assertion-signed").body));
    const { text } = wrap(await loadedOf(alone));
    equal([isWrapper(await loadedOf(text)), isWrapper(await loadedOf(response)), isWrapper(await loadedOf(alone))], [true, false, false]);
  },

  async "messages/names of the message cannot leave their attribute"() {
    const alone = '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" IssueInstant="&quot;>&lt;x"><saml:Issuer>a&lt;b&amp;"</saml:Issuer></saml:Assertion>';
    const { text } = wrap(await loadedOf(alone));
    ok(text.includes("IssueInstant=\"&#34;&#62;&#60;x\""), text);
    ok(text.includes("a&#60;b&#38;&#34;</issuer:Issuer>"), text);
  },

  async "messages/text in CDATA sections is read once, also where they hold many beginnings of comments"() {
    const name = async (content) => {
      const xml = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Subject><saml:NameID>${content}</saml:NameID></saml:Subject></saml:Assertion>`;
      return readResponse(await loadedOf(xml)).assertion.group.facts.find((fact) => fact.name === "NameID").value;
    };
    equal(await name("a<![CDATA[<b>&amp;]]>&lt;<!-- c --><?d e?>f"), "a<b>&amp;<f");
    const many = "<!--".repeat(60_000);
    equal((await name(`<![CDATA[${many}]]>`)) === many, true);
  },

  async "messages/a Response says what it says, part by part"({ vectors }) {
    const vector = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const said = readResponse(await loadedOf(textOf(vector.body), { connection: vector.connection, now: new Date(vector.now), inResponseTo: vector.inResponseTo }));
    const valueOf = (wanted) => said.assertion.group.facts.find(({ name }) => name === wanted)?.value;
    equal(valueOf("NameID"), "jane.doe@example.com");
    equal(valueOf("Audience"), "urn:console:JQ7a9f0c2");
    ok(said.assertion.group.attributes.length > 0, "attributes");
    equal([said.response.isCovered, said.assertion.isCovered], [false, true], "the Assertion is signed, the Response is not");
    const other = readResponse(await loadedOf(textOf(vector.body), { connection: { ...vector.connection, idp: { ...vector.connection.idp, certificates: [key("attacker.crt.pem")] } } }));
    equal(other.assertion.isCovered, false, "another key");
    ok(said.response.group.facts.some(({ name, value }) => name === "Status" && value.endsWith(":Success")), "status");
  },

  async "messages/of every login that is accepted the card has the name that the package reads, and says that it is covered"({ vectors }) {
    let read = 0;
    for (const vector of vectors.filter(({ message, expect, encoding, identity }) => message === "login" && expect === "accept" && encoding === "xml" && identity?.nameId)) {
      const said = readResponse(await loadedOf(textOf(vector.body), settings(vector)));
      if (said.assertion === null) continue;
      const name = said.assertion.group.facts.find((fact) => fact.name === "NameID");
      if (name?.value === undefined) continue;
      equal([name.value, said.assertion.isCovered], [vector.identity.nameId.trim(), true], vector.name);
      read += 1;
    }
    ok(read > 40, `only ${read} were read`);
  },

  async "messages/what a wrapped signature does not cover is not called covered"({ vectors }) {
    let covered = 0;
    const wrapped = vectors.filter(({ name, encoding }) => /^xsw/.test(name) && encoding === "xml");
    for (const vector of wrapped) {
      const { assertion } = readResponse(await loadedOf(textOf(vector.body), settings(vector)));
      if (assertion?.isCovered !== true) continue;
      covered += 1;
      equal(assertion.group.facts.find(({ name }) => name === "NameID")?.value, "jane.doe@example.com", vector.name);
    }
    ok(wrapped.length > 10 && covered < wrapped.length, `${covered} of ${wrapped.length}`);
  },
};
