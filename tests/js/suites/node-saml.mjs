// One application with @node-saml/node-saml and with saml-edge/compat, and what is the same. In Node, where tests/bench has node-saml installed (`cargo xtask bench`).
import { createRequire } from "node:module";
import { join } from "node:path";

import { Application } from "../lib/application.mjs";
import { equal, ok, refused, runTests } from "../lib/check.mjs";
import { TestIdp } from "../lib/test-idp.mjs";
import { fields, requestIn } from "./compat/messages.mjs";

export async function nodeSamlSuite({ connection, keys }) {
  let nodeSaml;
  try {
    nodeSaml = createRequire(join(import.meta.dirname, "../../bench/package.json"))("@node-saml/node-saml");
  } catch {
    return [{ name: "node-saml", outcome: "skipped", detail: "@node-saml/node-saml is not installed in tests/bench" }];
  }
  const compat = await import("saml-edge/compat");
  const { idp, sp } = connection;
  const options = {
    idpCert: idp.certificates,
    idpIssuer: idp.entityId,
    entryPoint: "https://idp.example.com/sso",
    logoutUrl: "https://idp.example.com/slo",
    issuer: sp.entityId,
    callbackUrl: sp.acsUrl,
    logoutCallbackUrl: sp.sloUrl,
    privateKey: keys.sp,
    signatureAlgorithm: "sha256",
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: 5000,
    validateInResponseTo: "always",
  };
  const make = () => ({
    theirs: new Application(nodeSaml, options),
    ours: new Application(compat, { ...options, store: compat.memoryStore() }),
  });
  return await runTests(tests, { make, idp: new TestIdp(connection, keys.idp) });
}

/** The same answer of the IdP for both, each to its own request. */
async function signIn(application, idp, more) {
  const { redirect } = await application.login({ RelayState: "/reports" });
  equal(new URL(redirect).searchParams.get("RelayState"), "/reports");
  const { xml, id } = await requestIn(redirect);
  const answer = await application.callback(fields(await idp.respond({ inResponseTo: id, relayState: "/reports", ...more })));
  return { ...answer, xml, id };
}

/** Members that are functions or undefined are not data; the request's ID is another each time. */
const data = (profile, id) => JSON.parse(JSON.stringify(sorted(profile)).replaceAll(id, "ID"));

const sorted = (value) =>
  value === null || typeof value !== "object" || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).sort().map(([name, member]) => [name, sorted(member)]));

const tests = {
  async "node-saml: the same application makes the same profile"({ make, idp }) {
    for (const attributes of [
      [],
      [["givenName", "Jane"], ["groups", "a", "b", "c"]],
      [["urn:oid:0.9.2342.19200300.100.1.3", "jane@example.com"]],
      [["mail", "jane@example.com"], ["email", "other@example.com"]],
      [["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "jane@example.com"]],
      [["nameID", "evil"], ["issuer", "evil"], ["sessionIndex", "evil"], ["inResponseTo", "evil"], ["attributes", "evil"]],
      [["empty"], ["given", " spaced &amp; &lt;escaped&gt; "]],
    ]) {
      const { theirs, ours } = make();
      const [expected, found] = [await signIn(theirs, idp, { attributes }), await signIn(ours, idp, { attributes })];
      equal(data(found.profile, found.id), data(expected.profile, expected.id), JSON.stringify(attributes));
      equal(found.redirect, expected.redirect);
    }
  },

  async "node-saml: the same application asks the same, but for a class of sign-in that nobody checks"({ make, idp }) {
    const { theirs, ours } = make();
    const read = ({ xml }) => ({
      attributes: [.../<samlp:AuthnRequest[^>]*/.exec(xml)[0].matchAll(/\s(?!ID|IssueInstant|xmlns)([\w:]+)="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`).sort(),
      policy: [...(/NameIDPolicy[^>]*/.exec(xml)?.[0] ?? "").matchAll(/\s(?!xmlns)(\w+="[^"]*")/g)].map(([, pair]) => pair).sort(),
      issuer: /Issuer[^>]*>([^<]*)</.exec(xml)[1],
    });
    const [expected, found] = [await signIn(theirs, idp), await signIn(ours, idp)];
    equal(read(found), read(expected));
    ok(expected.xml.includes("PasswordProtectedTransport") && !found.xml.includes("RequestedAuthnContext"), found.xml);
  },

  async "node-saml: the same application signs out, and is asked to"({ make, idp }) {
    const { theirs, ours } = make();
    const seen = [];
    for (const application of [theirs, ours]) {
      await signIn(application, idp);
      const { redirect } = await application.logout("_s1");
      const { xml, id } = await requestIn(redirect);
      const status = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>';
      const ended = await application.logoutCallback(await idp.logoutQuery("LogoutResponse", status, { inResponseTo: id }));
      await signIn(application, idp);
      const content = `${idp.nameId()}<samlp:SessionIndex>_s1</samlp:SessionIndex>`;
      const asked = await application.logoutCallback(await idp.logoutQuery("LogoutRequest", content, { relayState: "r" }));
      const answer = new URL(asked.redirect);
      seen.push({
        names: [/<saml:NameID[^>]*>([^<]*)</.exec(xml)[1], /SessionIndex[^>]*>([^<]*)</.exec(xml)[1]],
        ended,
        profile: data(asked.profile, asked.profile.ID),
        answer: [answer.origin + answer.pathname, answer.searchParams.get("RelayState"), [...answer.searchParams.keys()].sort()],
        sessions: application.sessions.size,
      });
    }
    equal(seen[1], seen[0]);
  },

  async "node-saml: where this is stricter, on the same application"({ make, idp }) {
    const other = new TestIdp({ ...idp.connection, sp: { ...idp.connection.sp, acsUrl: "https://other.example/acs" } }, idp.pem);
    const from = new TestIdp({ ...idp.connection, idp: { ...idp.connection.idp, entityId: "urn:other" } }, idp.pem);
    for (const [code, respond] of [
      ["ERR_DESTINATION_MISMATCH", (answer) => other.respond(answer)],
      ["ERR_ISSUER_MISMATCH", (answer) => from.respond(answer)],
      ["ERR_DOCTYPE", async (answer) => new URLSearchParams({ SAMLResponse: btoa(`<!DOCTYPE x>${await idp.response(answer)}`) })],
    ]) {
      const { theirs, ours } = make();
      const answerTo = async (application) => fields(await respond({ inResponseTo: (await requestIn((await application.login()).redirect)).id }));
      equal((await theirs.callback(await answerTo(theirs))).profile.nameID, "jane.doe@example.com", code);
      equal((await refused(ours.callback(await answerTo(ours)), Error)).code, code);
    }
    const { theirs, ours } = make();
    const unsigned = (await idp.logoutQuery("LogoutRequest", idp.nameId())).replace(/&SigAlg=.*/, "");
    equal((await theirs.logoutCallback(unsigned)).profile.nameID, "jane.doe@example.com");
    equal((await refused(ours.logoutCallback(unsigned), Error)).code, "ERR_LOGOUT_NOT_SIGNED");
  },
};
