// Sign-out both ways, as saml-edge sees it.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { TestIdp } from "../../../tests/js/lib/test-idp.mjs";
import { addApplication, carried, fieldsOf, keys, library } from "./application.mjs";
import { Visitor } from "./visitor.mjs";

export const logoutTests = {
  async "a LogoutRequest ends the session and is answered, by both bindings"({ url }) {
    for (const binding of ["redirect", "post"]) {
      const application = await addApplication(url, { binding, settings: { sloBinding: binding } });
      const visitor = new Visitor(url);
      const login = await application.signIn(visitor);
      const page = await application.beginLogout(visitor, login, { relayState: "r's", returnTo: "/bye" });
      const logout = await application.verifyLogout(messageOf(page, binding));
      equal([logout.kind, logout.success, logout.partial, logout.relayState, logout.returnTo], ["response", true, false, "r's", "/bye"]);
      ok(!(await application.begin(visitor)).text.includes("Continue as"), "the session has ended");
    }
  },

  async "a LogoutRequest that is not signed by the application ends nothing"({ url }) {
    for (const binding of ["redirect", "post"]) {
      const application = await addApplication(url, { binding });
      const visitor = new Visitor(url);
      const login = await application.signIn(visitor);
      (await application.beginLogout(visitor, login, { sign: keys.other })).is(400, "does not verify");
      const { toResponse } = await library.createLogout(application.connection, login, { sign: keys.sp });
      const page = binding === "redirect" ? await visitor.get(toResponse().headers.get("location").replace(/&SigAlg=.*/, "")) : await withoutSignature(visitor, toResponse());
      page.is(400, "has to be signed");
      (await application.begin(visitor)).is(200, "Continue as Jane Doe");
    }
  },

  async "where the application has no certificate here, the answer says that nobody looked"({ url }) {
    const application = await addApplication(url, { settings: { signatureCertificate: undefined, sloBinding: "post" } });
    const visitor = new Visitor(url);
    const login = await application.signIn(visitor);
    const page = await application.beginLogout(visitor, login, { sign: keys.other });
    ok(page.xml.includes("Nobody looked at the signature of this message"), page.xml);
    equal((await application.verifyLogout(page.fields)).success, true);
  },

  async "a LogoutRequest of a session that is over, or of another index, is answered and ends nothing"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    const login = await application.signIn(visitor);
    for (const other of [{ ...login, sessionIndex: "_other" }, { ...login, nameId: "john.roe@example.com" }]) {
      const page = await application.beginLogout(visitor, other);
      equal((await application.verifyLogout(new URL(page.location))).success, true);
      (await application.begin(visitor)).is(200, "Continue as Jane Doe");
    }
  },

  async "Sign out everywhere asks one application after the other"({ url }) {
    const applications = [await addApplication(url), await addApplication(url, { settings: { sloBinding: "post" } })];
    applications[1].connection.idp.sloBinding = "post";
    const silent = await addApplication(url, { settings: { sloUrl: "" } });
    const visitor = new Visitor(url);
    const logins = [];
    for (const application of [...applications, silent]) logins.push(await application.signIn(visitor));
    const page = await visitor.post("/sign-out", {});
    const asked = [await applications[0].verifyLogout(new URL(page.link))];
    const next = await carried(visitor, await asked[0].respond({ sign: keys.sp }), `${url}/slo`);
    asked.push(await applications[1].verifyLogout(next.fields));
    for (const [at, request] of asked.entries())
      equal([request.kind, request.matches(logins[at]), request.matches({ ...logins[at], sessionIndex: "_other" })], ["request", true, false]);
    const last = await carried(visitor, await asked[1].respond({ sign: keys.sp, status: "failed" }), `${url}/slo`);
    last.is(200, "Signed out");
    last.is(200, `<li class="good"><strong>${applications[0].id}</strong> signed out</li>`);
    last.is(200, `<li class="bad"><strong>${applications[1].id}</strong> answered Responder</li>`);
    last.is(200, `<li class="bad"><strong>${silent.id}</strong> not told: it has no Single Logout URL</li>`);
    ok(!(await applications[0].begin(visitor)).text.includes("Continue as"), "the session has ended");
  },

  async "a LogoutRequest is told to the other applications of the session before it is answered"({ url }) {
    for (const [sloUrl, status, partial] of [
      [undefined, undefined, false],
      [undefined, "failed", true],
      ["", undefined, true],
    ]) {
      const first = await addApplication(url);
      const other = await addApplication(url, { settings: sloUrl === undefined ? {} : { sloUrl } });
      const visitor = new Visitor(url);
      const [login] = [await first.signIn(visitor), await other.signIn(visitor)];
      let page = await first.beginLogout(visitor, login);
      if (sloUrl === undefined) {
        const asked = await other.verifyLogout(new URL(page.location));
        page = await carried(visitor, await asked.respond({ sign: keys.sp, status }), `${url}/slo`);
      }
      const logout = await first.verifyLogout(new URL(page.location));
      equal([logout.kind, logout.success, logout.partial], ["response", true, partial]);
    }
  },

  async "a LogoutResponse that nobody waits for is refused"({ url }) {
    const [first, other] = [await addApplication(url), await addApplication(url)];
    const visitor = new Visitor(url);
    await first.signIn(visitor);
    const asked = await first.verifyLogout(new URL((await visitor.post("/sign-out", {})).link));
    // As the other application would write it, signed by the key that both have.
    const forged = new TestIdp({ idp: { entityId: other.connection.sp.entityId }, sp: { sloUrl: `${url}/slo` } }, keys.sp);
    const status = '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>';
    const query = await forged.logoutQuery("LogoutResponse", status, { inResponseTo: asked.id });
    (await visitor.get(`/slo?${query}`)).is(400, "Nobody waits for this LogoutResponse");
    const answer = await asked.respond({ sign: keys.sp });
    (await carried(visitor, answer, `${url}/slo`)).is(200, "Signed out");
    (await carried(visitor, answer, `${url}/slo`)).is(400, "Nobody waits for this LogoutResponse");
  },
};

/** What `/slo` answers with. */
const messageOf = (page, binding) => (binding === "redirect" ? new URL(page.location) : page.fields);

async function withoutSignature(visitor, response) {
  const fields = new URLSearchParams(await fieldsOf(response));
  const xml = Buffer.from(fields.get("SAMLRequest"), "base64").toString();
  ok(xml.includes("<ds:Signature"), xml);
  fields.set("SAMLRequest", Buffer.from(xml.replace(/<ds:Signature .*<\/ds:Signature>/s, "")).toString("base64"));
  return await visitor.post("/slo", fields);
}
