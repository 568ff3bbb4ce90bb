// Sign-in: asked for by an application at /sso, or begun here at /start/<application>.
import { readAuthnRequest } from "./authn-request.js";
import { formOf } from "./bodies.js";
import { makeKeyPair, publicKeyOf } from "./certificates.js";
import { FAULTS, type Fault, newId, refusal, response } from "./identity-provider.mjs";
import { type Incoming, readIncoming } from "./incoming.js";
import { PASSWORD, PERSISTENT, TRANSIENT } from "./names.mjs";
import { base64, utf8 } from "./octets.mjs";
import { messagePage } from "./pages/message.js";
import { type Asked, signInPage } from "./pages/sign-in.js";
import { Refusal } from "./refusal.js";
import { type Application, isAssigned, type Person, readPerson } from "./settings.js";
import { currentSession, identityProvider, type Site, sessionCookie, sessionIdOf, signerOf } from "./site.js";
import type { Session } from "./state.js";
import { verifySignature } from "./verify-signature.js";

export async function sso(site: Site): Promise<Response> {
  const incoming = await readIncoming(site.request, ["AuthnRequest"], site.ssoUrl);
  const application = await applicationOf(site, incoming);
  if (application.signatureCertificate !== undefined) await verifySignature(incoming, application.signatureCertificate);
  const request = readAuthnRequest(incoming, application);
  const asked: Asked = { application, requestId: incoming.id, relayState: incoming.relayState, nameIdFormat: request.nameIdFormat, classRef: request.classRef };
  const session = request.forceAuthn ? null : await currentSession(site);
  if (request.obstacle !== undefined) return await refuse(site, asked, request.obstacle.codes, request.obstacle.message);
  if (!request.isPassive) return signInPage(asked, { people: await site.state.people(), session, address: request.subject });
  if (session === null) return await refuse(site, asked, ["Responder", "NoPassive"], "Nobody is signed in here, or has to sign in again, and nothing may be shown.");
  return await answer(site, asked, session, "none");
}

/** Begun here: nobody asked. */
export async function start(site: Site, id: string): Promise<Response> {
  const application = await site.state.application(id);
  if (application === null) throw new Refusal(404, "There is no such application.", { path: "/", label: "To the start" });
  const asked = { application, requestId: undefined, relayState: site.url.searchParams.get("RelayState") || undefined, nameIdFormat: "", classRef: PASSWORD };
  return signInPage(asked, { people: await site.state.people(), session: await currentSession(site), address: "" });
}

/** The form of the sign-in page. */
export async function signIn(site: Site): Promise<Response> {
  const form = await formOf(site.request);
  const application = await site.state.application(form.get("application") ?? "");
  if (application === null) throw new Refusal(404, "There is no such application.", { path: "/", label: "To the start" });
  const fault = form.get("answer") ?? "none";
  if (!isFault(fault)) throw new Refusal(400, "There is no such answer.");
  const asked: Asked = {
    application,
    requestId: form.get("requestId") || undefined,
    relayState: form.get("RelayState") || undefined,
    nameIdFormat: form.get("nameIdFormat") ?? "",
    classRef: form.get("classRef") || PASSWORD,
  };
  if (form.has("continue")) return await resume(site, asked, fault);
  const people = await site.state.people();
  try {
    const person = personIn(form, people);
    const session = await site.state.startSession(newId(), person, sessionIdOf(site));
    return await answer(site, asked, session, fault);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return signInPage(asked, { people, session: null, address: form.get("address") ?? "", mistake: error.message });
  }
}

const isFault = (name: string): name is Fault => Object.hasOwn(FAULTS, name);

async function resume(site: Site, asked: Asked, fault: Fault): Promise<Response> {
  const session = await currentSession(site);
  if (session !== null) return await answer(site, asked, session, fault);
  return signInPage(asked, { people: await site.state.people(), session, address: "", mistake: "Your session has ended meanwhile. Please sign in." });
}

/** A button of somebody who is listed, or any address. */
function personIn(form: URLSearchParams, people: readonly Person[]): Person {
  const email = form.get("person") || (form.get("address") ?? "");
  return people.find((person) => person.email === email) ?? readPerson({ email });
}

async function answer(site: Site, asked: Asked, session: Session, fault: Fault): Promise<Response> {
  const { application, requestId } = asked;
  const cookie = sessionCookie(site, session.id);
  const { person, sessionIndex } = session;
  // In Okta's words.
  if (!isAssigned(application, person)) return await refuse(site, asked, ["Responder", "RequestDenied"], "User is not assigned to the client application.", cookie);
  const format = asked.nameIdFormat || application.nameIdFormat;
  const nameId = { value: await nameIn(format, application, person), format };
  const xml = await response(await identityProvider(site), application, {
    inResponseTo: requestId,
    nameId: nameId.value,
    nameIdFormat: format,
    authnInstant: session.authnInstant,
    classRef: asked.classRef,
    sessionIndex,
    attributes: attributesOf(person),
    signs: application.signs,
    encryptFor: application.encrypts && application.encryptionCertificate !== undefined ? publicKeyOf(application.encryptionCertificate).spki : undefined,
    fault,
    stranger: fault === "other-key" ? await signerOf(await makeKeyPair()) : undefined,
  });
  await site.state.joinSession(session.id, { applicationId: application.id, nameId, sessionIndex });
  return toAcs(asked, xml, cookie);
}

async function refuse(site: Site, asked: Asked, codes: readonly string[], message: string, cookie?: string): Promise<Response> {
  const xml = await refusal(await identityProvider(site), asked.application, { inResponseTo: asked.requestId, codes, message });
  return toAcs(asked, xml, cookie);
}

function toAcs({ application, relayState }: Asked, xml: string, cookie: string | undefined): Response {
  const fields: [string, string][] = [["SAMLResponse", base64(utf8(xml))]];
  if (relayState !== undefined) fields.push(["RelayState", relayState]);
  return messagePage({ title: `On the way to ${application.name}`, action: application.acsUrl, fields }, cookie);
}

/** One that stays is the same each time, and another for each application (core 8.3.7). */
async function nameIn(format: string, { entityId }: Application, { email }: Person): Promise<string> {
  if (format === TRANSIENT) return newId();
  if (format !== PERSISTENT) return email;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(JSON.stringify([entityId, email]))));
  return Array.from(digest.subarray(0, 16), (octet) => octet.toString(16).padStart(2, "0")).join("");
}

const attributesOf = ({ email, firstName, lastName, groups }: Person) => [["email", email], ["firstName", firstName], ["lastName", lastName], ["groups", ...groups]];

/** By its Issuer, which is all that a request says about who sends it. */
export async function applicationOf({ state }: Site, { issuer }: Incoming): Promise<Application> {
  const application = (await state.applications()).find(({ entityId }) => entityId === issuer);
  if (application !== undefined) return application;
  const path = `/apps/new?${new URLSearchParams({ entityId: issuer })}`;
  throw new Refusal(400, `No application here has the Audience (SP Entity ID) ${issuer}, which is the Issuer of this message.`, { path, label: "Add it" });
}
