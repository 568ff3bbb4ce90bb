// The assertion consumer service: where IdPs send people with an answer.
import { type Login, peek, SamlError, verifyLogin } from "saml-edge";
import { durableObjectStore } from "saml-edge/cloudflare";
import { type Context, type Directory, directoryOf } from "../http/context.js";
import { linkSubject, personOfSubject, subjectOf, subjectOfPerson } from "../directory/identities.js";
import { addressOf, type Person } from "../directory/people.js";
import { type Profile, profileByConnectionId } from "../directory/profiles.js";
import { redirect } from "../html/layout.js";
import { finishTest } from "../console/test.js";
import { connectionOf, decryptionKeys, isOver } from "./connection.js";
import { isWithinLimits, tooMany } from "./limits.js";
import { destinationOf, sendToIdp } from "./login.js";
import { noSuchConnection, refusedPage } from "./refusals.js";
import { beginSession } from "./session.js";

/** Why somebody whom the IdP signed in does not come in here. */
export class NotAdmitted extends Error {
  constructor(
    readonly code: "METADATA_OVER" | "NO_DOMAIN" | "NO_ADDRESS" | "NO_SUCH_PERSON" | "OTHER_DOMAIN" | "OTHER_PERSON",
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export async function assertionConsumerService(context: Context): Promise<Response> {
  if (!(await isWithinLimits(context))) return tooMany(context);
  const profile = await profileByConnectionId(context.env.DB, context.params["connection"] ?? "");
  if (profile === null || profile.idp === null) return noSuchConnection(context);
  if (!(await isWithinLimits(context, profile.organisationId))) return tooMany(context);
  const directory = directoryOf(context.env.DB, profile.organisationId);
  const said = await whatItSays(context.request);
  const test = said.request === null ? null : await directory.tests.byId(said.request, profile.id);
  if (test !== null) return await finishTest(context, directory, profile, await directory.domains.verified(), test);
  try {
    return await signIn(context, directory, profile, await directory.domains.ofProfile(profile.id), said.request);
  } catch (error) {
    return await refuse(context, directory, profile, error, said.relayState);
  }
}

/** Words of an unverified message, to find records of ours by; what cannot be read is refused by `verifyLogin`. */
async function whatItSays(request: Request): Promise<{ readonly request: string | null; readonly relayState: string | null }> {
  try {
    const { unverifiedInResponseTo, relayState } = await peek(request.clone());
    return { request: unverifiedInResponseTo, relayState };
  } catch (error) {
    if (error instanceof SamlError) return { request: null, relayState: null };
    throw error;
  }
}

async function signIn(context: Context, directory: Directory, profile: Profile, domains: readonly string[], peeked: string | null): Promise<Response> {
  const { env, settings, now } = context;
  requireReady(profile, domains, now);
  const login = await verifyLogin(context.request, connectionOf(settings, profile, domains), {
    store: durableObjectStore(env.SAML_STATE, { name: profile.id }),
    secret: settings.secrets,
    decrypt: decryptionKeys(settings),
  });
  // What was peeked at was nobody's word; this is the IdP's. An answer to a test signs nobody in.
  if (login.inResponseTo !== null && login.inResponseTo !== peeked && (await directory.tests.byId(login.inResponseTo, profile.id)) !== null)
    throw new TypeError("The answer to a test came as a login.");
  const person = await personOf(context, directory, profile, domains, login);
  const expiresAt = Math.min(now + settings.sessionMilliseconds, login.sessionNotOnOrAfter?.getTime() ?? Infinity);
  const { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex } = login;
  const signedIn = { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex };
  const relaxed = login.evidence.relaxed.join(", ");
  const event = { kind: "sign-in", actor: person.email, profileId: profile.id, details: { by: "single sign-on", ...(relaxed === "" ? {} : { relaxed }) } } as const;
  const cookie = await beginSession(context, person, { profileId: profile.id, signedIn, expiresAt }, event);
  const to = login.returnTo ?? destinationOf(context, login.inResponseTo === null ? login.relayState : null);
  return redirect(to, [cookie, ...(login.doneCookie === null ? [] : [login.doneCookie])]);
}

/** Without a domain of its own an IdP could sign in anybody's people. */
export function requireReady(profile: Profile, domains: readonly string[], now: number): void {
  if (isOver(profile, now))
    throw new NotAdmitted("METADATA_OVER", "The metadata of the identity provider has ended.", "Under the profile, read it again: what it says is not used beyond the date that it names.");
  if (domains.length > 0) return;
  throw new NotAdmitted("NO_DOMAIN", "No verified domain belongs to this profile.", "Under Domains, add the domain of your e-mail addresses, verify it, and choose this profile for it.");
}

/** The address that the login is for: its NameID, or the one value of the attribute that the profile names. Rule A10 has held it to the domains. */
export function emailOf(profile: Profile, login: Login): string {
  const values = profile.emailAttribute === null ? [login.nameId ?? ""] : login.attributes.getAll(profile.emailAttribute);
  const email = values.length === 1 ? addressOf(values[0] as string) : null;
  if (email !== null) return email;
  const where = profile.emailAttribute === null ? "The NameID" : `The attribute ${profile.emailAttribute}`;
  throw new NotAdmitted("NO_ADDRESS", `${where} is not one e-mail address.`, "Let the IdP send the e-mail address there, or choose another attribute under the profile's rules.");
}

/**
 * Whom a login is for; `null` for somebody who is to be created. Nothing is written. A person whose own address lies in no domain of the profile is not its IdP's to sign in, however the IdP
 * came to know the name.
 */
export async function knownPerson({ env }: Context, { people }: Directory, profile: Profile, domains: readonly string[], login: Login): Promise<Person | null> {
  const email = emailOf(profile, login);
  const subject = subjectOf(login, email, profile.emailAttribute === null);
  const linked = await personOfSubject(env.DB, profile.id, subject);
  const person = (linked === null ? null : await people.byId(linked)) ?? (await people.byEmail(email));
  if (person === null) {
    if (profile.provisioning === "create") return null;
    throw new NotAdmitted("NO_SUCH_PERSON", `${email} is not among the people of this organisation.`, "Add the person under People, or let the profile create people on their first sign-in.");
  }
  if (!domains.includes(person.email.slice(person.email.lastIndexOf("@") + 1)))
    throw new NotAdmitted("OTHER_DOMAIN", `${person.email} lies in no domain of this profile.`, "If the person has a new address, choose “Forget the name at the IdP” under People and add the new address.");
  const before = person.id === linked ? subject : await subjectOfPerson(env.DB, profile.id, person.id);
  if (before !== null && before !== subject) throw otherPerson(person);
  return person;
}

const otherPerson = ({ email }: Person) =>
  new NotAdmitted(
    "OTHER_PERSON",
    `${email} has another name at the IdP since the first sign-in.`,
    "If the address went to another person, remove the person of before under People. If it is the same person, choose “Forget the name at the IdP” there.",
  );

async function personOf(context: Context, directory: Directory, profile: Profile, domains: readonly string[], login: Login): Promise<Person> {
  const { env, now } = context;
  const email = emailOf(profile, login);
  const person = (await knownPerson(context, directory, profile, domains, login)) ?? (await created());
  if (await linkSubject(env.DB, profile.id, subjectOf(login, email, profile.emailAttribute === null), person.id)) return person;
  throw otherPerson(person);

  async function created(): Promise<Person> {
    const { people, audit, organisationId } = directory;
    if (await people.add(email, "member", now)) await audit.write({ kind: "person.added", actor: email, profileId: profile.id, details: { person: email, by: "first sign-in" } }, now);
    const person = await people.byEmail(email);
    if (person === null) throw new TypeError(`A person of organisation ${organisationId} was not created.`);
    return person;
  }
}

/** What is written down tells the administrator everything; what the page says tells whoever sent the message nothing. */
async function refuse(context: Context, directory: Directory, profile: Profile, error: unknown, relayState: string | null): Promise<Response> {
  if (error instanceof NotAdmitted) {
    const entry = await directory.audit.write({ kind: "sign-in.refused", profileId: profile.id, details: { code: error.code, message: error.message, hint: error.hint } });
    return refusedPage(context, error.code, entry);
  }
  if (!(error instanceof SamlError)) throw error;
  if (error.code === "ERR_UNSOLICITED_CONVERT") {
    await directory.audit.write({ kind: "sign-in.converted", profileId: profile.id });
    return await sendToIdp(context, profile, destinationOf(context, relayState));
  }
  // Back or Refresh: the page that follows knows by its cookie who is signed in. That cookie does not come along here.
  const { code, rule, message, expected, found, hint, actor } = error;
  const isAgain = code === "ERR_REPLAYED";
  const details = { code, rule, message, expected, found, hint, "who has to act": actor };
  const entry = await directory.audit.write({ kind: isAgain ? "sign-in.repeated" : "sign-in.refused", profileId: profile.id, details });
  return isAgain ? redirect("/?again=1") : refusedPage(context, code, entry, found);
}
