// What the rig promises of any identity provider: `start` is startSimpleSamlPhp or startSamlIdp.
import { X509Certificate } from "node:crypto";

import { equal, ok, refused } from "../../js/lib/check.mjs";
import { Browser } from "../browser.mjs";
import { makeKey } from "../lib/keys.mjs";
import { BINDINGS, NAME_ID, SUCCESS } from "../lib/names.mjs";
import { USER, loginForm } from "../lib/user.mjs";
import { decryptAssertion, querySigned, readXml } from "./messages.mjs";
import { startStandInSp } from "./stand-in-sp.mjs";

export const providerTests = {
  "metadata-both-ways": withRig({}, async ({ idp, sp, start }) => {
    const metadata = idp.metadataXml;
    ok(metadata.includes(`entityID="${idp.entityId}"`), metadata);
    const certificate = new X509Certificate(idp.certificatePem).raw.toString("base64");
    ok(metadata.includes(`X509Certificate>${certificate}<`), metadata);
    for (const binding of Object.values(BINDINGS)) {
      ok(metadata.includes(`SingleSignOnService Binding="${binding}" Location="${idp.ssoUrl}"`), metadata);
      ok(metadata.includes(`SingleLogoutService Binding="${binding}" Location="${idp.sloUrl}"`), metadata);
    }
    await refused(start({ spMetadataXml: "<EntityDescriptor/>" }), Error);
    const unable = await refused(idp.configure({ sp: sp.sp, options: { signResponses: true } }), TypeError);
    ok(unable.message.startsWith("no option signResponses"), unable.message);
  }),

  "login-over-redirect": withRig({}, (rig) => login(rig, { binding: "redirect" })),

  "login-over-post": withRig({}, (rig) => login(rig, { binding: "post" })),

  "login-idp-initiated": withRig({}, async ({ idp, sp, browser }) => {
    await browser.open(idp.idpInitiatedUrl(RELAY_STATE));
    const { message, fields } = await arrive({ idp, sp, browser });
    equal([message.issuer, message.inResponseTo, message.status, message.destination], [idp.entityId, null, SUCCESS, sp.sp.acsUrl]);
    equal(fields.RelayState, RELAY_STATE);
    await browser.open(idp.idpInitiatedUrl());
    await browser.until(({ url }) => url === sp.sp.acsUrl);
    ok(!sp.received.at(-1).fields.RelayState, "a RelayState that nobody gave");
  }),

  "a-session-asks-no-more": withRig({}, async (rig) => {
    await login(rig, { binding: "redirect" });
    const { id, url } = rig.sp.startLogin();
    await rig.browser.open(url);
    await rig.browser.until(({ url: at }) => at === rig.sp.sp.acsUrl);
    equal(rig.sp.received.at(-1).message.inResponseTo, id);
  }),

  "encrypted-assertion": withRig({ encryptAssertion: true, signResponse: true, signAssertion: true }, async ({ idp, sp, browser }) => {
    await browser.open(sp.startLogin().url);
    const { message } = await arrive({ idp, sp, browser });
    equal([message.encrypted, message.signed, message.nameId], [true, true, undefined]);
    const assertion = readXml(decryptAssertion(message.xml, sp.decryptionKey));
    equal([assertion.type, assertion.issuer, assertion.assertionSigned], ["Assertion", idp.entityId, true]);
    ok(assertion.nameId.value !== "", "no NameID");
    ok(assertion.xml.includes(USER.mail), assertion.xml);
  }),

  "what-is-signed": withRig({}, async ({ idp, sp, browser }) => {
    for (const [signResponse, signAssertion] of [[true, true], [true, false], [false, true]]) {
      await idp.configure({ sp: sp.sp, options: { signResponse, signAssertion, signatureAlgorithm: "rsa-sha256" } });
      await browser.open(sp.startLogin().url);
      const { message } = await arrive({ idp, sp, browser });
      equal([message.signed, message.assertionSigned], [signResponse, signAssertion]);
      ok(message.algorithms.some((algorithm) => algorithm.endsWith("#rsa-sha256")), message.xml);
    }
  }),

  "name-id-formats": withRig({}, async ({ idp, sp }) => {
    for (const format of [NAME_ID.email, NAME_ID.persistent, NAME_ID.transient, NAME_ID.unspecified]) {
      await idp.configure({ sp: sp.sp, options: { nameIdFormat: format } });
      const browser = new Browser();
      await browser.open(sp.startLogin().url);
      const { message } = await arrive({ idp, sp, browser });
      equal(message.nameId.format, format);
      if (format === NAME_ID.email) equal(message.nameId.value, USER.mail);
      if (format === NAME_ID.unspecified) equal(message.nameId.value, USER.name);
    }
  }),

  "signed-requests-asked-for": withRig({ requireSignedRequests: true }, async (rig) => {
    await rig.browser.open(rig.sp.startLogin({ signed: false }).url);
    await rig.browser.settle();
    if (loginForm(rig.browser.page)) await rig.idp.signIn(rig.browser);
    await rig.browser.settle();
    equal(rig.sp.received.length, 0, "answers to an unsigned request");
    for (const binding of ["redirect", "post"]) {
      await login({ ...rig, browser: new Browser() }, { binding, signed: true });
    }
  }),

  "logout-sp-initiated-over-redirect": withRig({ logoutBinding: "redirect" }, (rig) => logoutHere(rig, "redirect")),

  "logout-sp-initiated-over-post": withRig({ logoutBinding: "post" }, (rig) => logoutHere(rig, "post")),

  "logout-idp-initiated-over-redirect": withRig({ logoutBinding: "redirect" }, (rig) => logoutThere(rig, "redirect")),

  "logout-idp-initiated-over-post": withRig({ logoutBinding: "post" }, (rig) => logoutThere(rig, "post")),

  "logout-without-its-own-signature-is-refused": withRig({}, async (rig) => {
    const { idp, sp, browser } = rig;
    await login(rig, { binding: "redirect" });
    for (const binding of ["redirect", "post"]) {
      for (const signed of [false, true]) {
        // Signed with a key that the SP's metadata does not have.
        const other = signed && makeKey("other.example");
        await browser.open(sp.startLogout({ binding, signed, privateKey: other?.privateKey }).url);
        await browser.settle();
        equal(new URL(browser.page.url).origin, idp.origin, "where it ends");
        equal(sp.received.length, 1, "messages received");
      }
    }
    await browser.open(sp.startLogin().url);
    await browser.until(({ url }) => url === sp.sp.acsUrl);
  }),

  "closed-twice": withRig({}, async ({ idp }) => {
    await idp.close();
    await refused(fetch(idp.metadataUrl), TypeError);
  }),
};

async function login({ idp, sp, browser }, request) {
  const { id, url } = sp.startLogin({ relayState: RELAY_STATE, ...request });
  await browser.open(url);
  const { binding, fields, cookies, message } = await arrive({ idp, sp, browser });
  equal([message.type, message.issuer, message.inResponseTo], ["Response", idp.entityId, id]);
  equal([message.status, message.destination, binding], [SUCCESS, sp.sp.acsUrl, "post"]);
  equal(fields.RelayState, RELAY_STATE);
  ok(message.signed || message.assertionSigned, "nothing is signed");
  ok(message.sessionIndex, "no SessionIndex");
  ok(message.xml.includes("Ada Lovelace &amp; Söhne"), message.xml);
  equal(cookies, "across=1", "the SP's cookies");
  equal(browser.refusedCookies, []);
}

/** Through the login form, where the identity provider still asks, to the SP. */
async function arrive({ idp, sp, browser }) {
  const before = sp.received.length;
  await browser.until((page) => loginForm(page) !== undefined || page.url === sp.sp.acsUrl);
  if (loginForm(browser.page)) await idp.signIn(browser);
  await browser.until(({ url }) => url === sp.sp.acsUrl);
  equal(sp.received.length, before + 1, "messages received");
  return sp.received.at(-1);
}

async function logoutHere(rig, binding) {
  const { idp, sp, browser } = rig;
  await login(rig, { binding: "redirect" });
  const { id, url } = sp.startLogout({ binding, relayState: RELAY_STATE });
  await browser.open(url);
  await browser.settle();
  equal(browser.page.url.split("?")[0], sp.sp.sloUrl, "where it ends");
  const answer = sp.received.at(-1);
  const { message } = answer;
  equal([message.type, message.issuer, message.inResponseTo, message.status], ["LogoutResponse", idp.entityId, id, SUCCESS]);
  equal([message.destination, answer.fields.RelayState], [sp.sp.sloUrl, RELAY_STATE]);
  requireSigned(answer, binding, idp);
  equal(sp.received.length, 2, "messages received");
  await requireForgotten(rig);
}

async function logoutThere(rig, binding) {
  const { idp, sp, browser } = rig;
  await login(rig, { binding: "redirect" });
  const { nameId, sessionIndex } = sp.login;
  await browser.open(idp.idpLogoutUrl);
  await browser.settle();
  equal([new URL(browser.page.url).origin, browser.page.status], [idp.origin, 200], "where it ends");
  const request = sp.received.at(-1);
  const { message } = request;
  equal([message.type, message.issuer, message.destination], ["LogoutRequest", idp.entityId, sp.sp.sloUrl]);
  equal([message.nameId.value, message.nameId.format, message.sessionIndex], [nameId.value, nameId.format, sessionIndex]);
  ok(request.fields.RelayState, "no RelayState to give back");
  requireSigned(request, binding, idp);
  equal(sp.received.length, 2, "messages received");
  await requireForgotten(rig);
}

function requireSigned({ binding, query, message }, wanted, idp) {
  equal(binding, wanted, "the binding");
  if (binding === "post") return ok(message.signed, "no signature in the message");
  ok(querySigned(query, idp.certificatePem), `no signature of the identity provider over ${query}`);
}

async function requireForgotten({ sp, browser }) {
  await browser.open(sp.startLogin().url);
  await browser.settle();
  ok(loginForm(browser.page), `the identity provider still knows who this is:\n${browser.trace()}`);
}

/** Each test has an identity provider, an SP and a browser of its own, and what the first two leave behind is gone after it. */
function withRig(options, test) {
  return async (start) => {
    const sp = await startStandInSp();
    let idp;
    try {
      idp = await start({ sp: sp.sp, options });
      sp.idp = idp;
      await test({ idp, sp, browser: new Browser(), start });
    } catch (error) {
      throw new Error(`${error.stack}\nThe identity provider's log:\n${idp?.log().slice(-4000)}`);
    } finally {
      await idp?.close();
      await sp.close();
    }
  };
}

/** Every kind of octet that two encoders of a query may write differently. */
const RELAY_STATE = "/back?a=1&b=ü+~(x) %";
