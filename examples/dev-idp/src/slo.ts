// Sign-out: asked for by an application or begun here, told to everybody who was told of the session, and answered when that is done (profiles 4.4).
import { logoutRequest, logoutResponse, formFields, redirectUrl, type Outgoing } from "./identity-provider.mjs";
import { type Incoming, readIncoming } from "./incoming.js";
import { SAML, SAMLP, STATUS } from "./names.mjs";
import { messagePage } from "./pages/message.js";
import { signedOutPage } from "./pages/signed-out.js";
import { attributeOf, childOf, childrenOf, textOf } from "./parsed-xml.js";
import { Refusal } from "./refusal.js";
import type { Application } from "./settings.js";
import { identityProvider, type Site, sessionIdOf } from "./site.js";
import { applicationOf } from "./sso.js";
import type { SignOut } from "./state.js";
import { verifySignature } from "./verify-signature.js";

export async function slo(site: Site): Promise<Response> {
  const incoming = await readIncoming(site.request, ["LogoutRequest", "LogoutResponse"], site.sloUrl);
  const application = await applicationOf(site, incoming);
  const note = await signatureNote(incoming, application);
  return incoming.root.localName === "LogoutRequest" ? await asked(site, incoming, application, note) : await answered(site, incoming, application);
}

/** "Sign out everywhere" of the person himself. */
export async function signOutEverywhere(site: Site): Promise<Response> {
  const id = sessionIdOf(site);
  const left = id === null ? [] : await site.state.endSession(id);
  return await goOn(site, { left, outcomes: [], asked: null, waitsFor: null });
}

/** Logout messages are signed (profiles 4.4.4.1), but without a certificate nobody can tell. */
async function signatureNote(incoming: Incoming, { name, signatureCertificate }: Application): Promise<string | undefined> {
  if (signatureCertificate === undefined) return `Nobody looked at the signature of this message: ${name} has no Signature Certificate here.`;
  if ((await verifySignature(incoming, signatureCertificate)) === "verified") return undefined;
  throw new Refusal(400, "A logout message has to be signed, and this one is not.");
}

async function asked(site: Site, incoming: Incoming, application: Application, note: string | undefined): Promise<Response> {
  const { root, id, relayState } = incoming;
  const end = attributeOf(root, "NotOnOrAfter");
  if (end !== undefined && !(Date.parse(end) > Date.now())) throw new Refusal(400, `The LogoutRequest was good until ${end}.`);
  const name = childOf(root, SAML, "NameID");
  if (name === undefined) throw new Refusal(400, "The LogoutRequest names nobody: it has no NameID in the clear.");
  const sessions = await site.state.sessionsOf(application.id, textOf(name), childrenOf(root, SAMLP, "SessionIndex").map(textOf));
  const participants = (await Promise.all(sessions.map((session) => site.state.endSession(session)))).flat();
  const left = participants.filter(({ applicationId }) => applicationId !== application.id);
  return await goOn(site, { left, outcomes: [], asked: { applicationId: application.id, requestId: id, relayState, note }, waitsFor: null });
}

async function answered(site: Site, { root }: Incoming, application: Application): Promise<Response> {
  const requestId = attributeOf(root, "InResponseTo") ?? "";
  const signOut = await site.state.signOut(requestId);
  if (signOut === null || signOut.waitsFor !== application.id || !(await site.state.takeSignOut(requestId)))
    throw new Refusal(400, "Nobody waits for this LogoutResponse: it answers no request of this identity provider, or a second time.", { path: "/", label: "To the start" });
  const codes = Array.from(root.getElementsByTagNameNS(SAMLP, "StatusCode"), (code) => attributeOf(code, "Value")?.replace(STATUS, "") ?? "");
  const isSignedOut = codes[0] === "Success" && !codes.includes("PartialLogout");
  const words = isSignedOut ? "signed out" : `answered ${codes.join(", ")}`;
  return await goOn(site, { ...signOut, outcomes: [...signOut.outcomes, { application: application.name, isSignedOut, words }] });
}

/** To the next application, or to whoever asked. */
async function goOn(site: Site, signOut: SignOut): Promise<Response> {
  const [next, ...left] = signOut.left;
  if (next === undefined) return await finish(site, signOut);
  const application = await site.state.application(next.applicationId);
  if (application?.sloUrl === undefined) {
    const outcome = { application: application?.name ?? next.applicationId, isSignedOut: false, words: "not told: it has no Single Logout URL" };
    return await goOn(site, { ...signOut, left, outcomes: [...signOut.outcomes, outcome] });
  }
  const message = logoutRequest(await identityProvider(site), application.sloUrl, next.nameId, next.sessionIndex);
  await site.state.keepSignOut(`${message.attributes["ID"]}`, { ...signOut, left, waitsFor: application.id });
  return await send(site, application, { parameter: "SAMLRequest", message, relayState: undefined }, `Signing out of ${application.name}`);
}

async function finish(site: Site, { asked, outcomes }: SignOut): Promise<Response> {
  if (asked === null) return signedOutPage(outcomes);
  const application = await site.state.application(asked.applicationId);
  if (application?.sloUrl === undefined) return signedOutPage(outcomes);
  const codes = outcomes.every(({ isSignedOut }) => isSignedOut) ? ["Success"] : ["Success", "PartialLogout"];
  const message = logoutResponse(await identityProvider(site), application.sloUrl, { inResponseTo: asked.requestId, codes, message: asked.note });
  return await send(site, application, { parameter: "SAMLResponse", message, relayState: asked.relayState }, `Back to ${application.name}`);
}

/** Where a form of ours began it, a page comes in between: browsers hold its `form-action` against redirects as well. */
async function send(site: Site, { sloUrl = "", sloBinding }: Application, outgoing: Outgoing, title: string): Promise<Response> {
  const idp = await identityProvider(site);
  if (sloBinding === "post") return messagePage({ title, action: sloUrl, fields: await formFields(idp, outgoing) });
  const link = await redirectUrl(idp, outgoing);
  if (site.url.pathname === "/sign-out") return messagePage({ title, link });
  return new Response(null, { status: 303, headers: { location: link, "cache-control": "no-store" } });
}
