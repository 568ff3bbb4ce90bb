// What the identity provider says: by hand, by metadata, and its certificates.
import { connectionFromMetadata, type Connection, readCertificates, refreshMetadata, SamlError } from "saml-edge";
import type { Profile } from "../directory/profiles.js";
import { ConfigurationError, isThisMachine } from "../env.js";
import { readBody } from "../http/form.js";
import { field, type OwnContext } from "../http/context.js";
import { redirect } from "../html/layout.js";
import { addressesOf, createLogoutRequest, createRequest, serviceProviderOf } from "../sign-in/connection.js";
import { notFound } from "./not-found.js";
import { type Mistake, ownProfile, profilePage } from "./profiles.js";

type Idp = Connection["idp"];

export async function enterIdp(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  const { form } = context;
  const entered = { issuer: field(form, "issuer", 1100), ssoUrl: field(form, "ssoUrl", 2000), sloUrl: field(form, "sloUrl", 2000) };
  const text = field(form, "certificate", 100_000);
  // What could be read as certificates is shown again after another mistake, and nothing else: it might be a private key.
  let certificate = "";
  try {
    const certificates = text === "" ? (profile.idp?.certificates ?? []) : await certificatesIn(text);
    if (text !== "") certificate = text;
    const idp: Idp = { entityId: entered.issuer, ssoUrl: entered.ssoUrl, certificates, ...(entered.sloUrl === "" ? {} : { sloUrl: entered.sloUrl }) };
    await requireUsable(context, profile, idp);
    await save(context, profile, idp, null);
  } catch (error) {
    return await profilePage(context, mistakeOf("idp", error, { ...entered, certificate }));
  }
  return redirect(`/console/profiles/${profile.id}?done=idp`);
}

/** Each by itself, as base64, so that one can be taken out. */
const certificatesIn = async (text: string): Promise<string[]> => [...new Set((await readCertificates(text)).map(({ certificate }) => certificate))];

/** The package says what is wrong, before anybody is sent anywhere. */
async function requireUsable({ settings }: OwnContext, profile: Profile, idp: Idp): Promise<void> {
  const { entityId } = addressesOf(settings, profile.connectionId);
  if (idp.entityId === entityId || (idp.ssoUrl !== undefined && URL.canParse(idp.ssoUrl) && new URL(idp.ssoUrl).origin === settings.origin))
    throw new TypeError("That is a value of this console: it belongs into the form of the identity provider, and what the identity provider says belongs here.");
  const own = await certificatesIn(settings.certificate).catch((cause: unknown) => {
    throw new ConfigurationError("SAML_CERTIFICATE is no certificate.", { cause });
  });
  if (idp.certificates.some((certificate) => own.includes(certificate))) throw new TypeError("That is the certificate of this console. The identity provider has one of its own.");
  await createRequest(settings, { ...profile, idp }, []);
  if (idp.sloUrl !== undefined) await createLogoutRequest(settings, { ...profile, idp }, { nameId: "somebody" });
}

async function save({ directory, session }: OwnContext, profile: Profile, idp: Idp, source: Parameters<OwnContext["directory"]["profiles"]["setMetadata"]>[2]): Promise<void> {
  const read = await Promise.all(idp.certificates.map((certificate) => readCertificates(certificate)));
  const fingerprints = read.flat().map(({ sha256 }) => sha256);
  await directory.profiles.setMetadata(profile.id, idp, source);
  // Another IdP answers for none of the sessions that the one of before began.
  if (profile.idp !== null && profile.idp.entityId !== idp.entityId) await directory.profiles.endSessions(profile.id);
  await directory.audit.write({
    kind: "profile.changed",
    actor: session.person.email,
    profileId: profile.id,
    details: { issuer: idp.entityId, "single sign-on": idp.ssoUrl, "single logout": idp.sloUrl, certificates: fingerprints.join(", "), ...(source === null ? {} : { metadata: source.url }) },
  });
}

/** In the words of the form. */
function mistakeOf(about: Mistake["about"], error: unknown, entered?: Mistake["entered"]): Mistake {
  if (error instanceof SamlError) return { about, text: `${error.message} ${error.hint}`, ...(entered === undefined ? {} : { entered }) };
  if (!(error instanceof TypeError)) throw error;
  const text = NAMES.reduce((sentence, [theirs, ours]) => sentence.replaceAll(theirs, ours), error.message);
  return { about, text, ...(entered === undefined ? {} : { entered }) };
}

const NAMES = [
  ["connection.", ""],
  ["idp.entityId", "Identity Provider Issuer"],
  ["idp.ssoUrl", "Single Sign-On URL"],
  ["idp.sloUrl", "Single Logout URL"],
  ["idp.certificates is empty", "The X.509 certificate is missing"],
  ["idp.certificates", "X.509 certificate "],
  [" Where that network is yours, set policy.allowHttpIdp.", ""],
] as const;

export async function enterMetadata(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  const { form, settings } = context;
  const address = field(form, "url", 2000);
  const given = form.get("file") || form.get("text") || "";
  const entityId = field(form, "entityId", 1100);
  try {
    if (given.includes("-----BEGIN CERTIFICATE-----")) throw new TypeError("This is a certificate: it goes into “Enter details manually”, together with the issuer and the Single Sign-On URL.");
    if (address === "" && given.trim() === "") throw new TypeError("Give the address of the metadata, a file, or its text.");
    const url = address === "" ? null : metadataAddress(address, settings.isLocal);
    const xml = url === null ? given : await fetchText(url);
    if (/^\s*<(?:!doctype\s+html|html)/i.test(xml)) throw new TypeError(WEB_PAGE);
    const copy = await connectionFromMetadata(xml, serviceProviderOf(settings, profile.connectionId), entityId === "" ? {} : { entityId });
    if (copy.connection.idp.ssoUrl === undefined) throw new TypeError("The metadata has no address to sign in at.");
    await save(context, profile, copy.connection.idp, url === null ? null : { url: url.href, copy, error: null });
  } catch (error) {
    return await profilePage(context, mistakeOf("metadata", error));
  }
  return redirect(`/console/profiles/${profile.id}?done=metadata`);
}

const WEB_PAGE = "This is a web page, and no metadata. Is it the address at which people sign in? The identity provider has another one for its metadata.";

function metadataAddress(text: string, isLocal: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== "" || !(url.protocol === "https:" || (isLocal && url.protocol === "http:" && isThisMachine(url.hostname))))
    throw new TypeError("The address of the metadata is no https address.");
  return url;
}

const MOST_OCTETS = 2 * 1024 * 1024;

/** From that address and no other: what is behind it is the administrator's word. */
async function fetchText(url: URL): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(10_000), headers: { accept: "application/samlmetadata+xml, application/xml;q=0.9, */*;q=0.1" } });
  } catch (cause) {
    throw new TypeError("The metadata could not be fetched: nobody answers at its address.", { cause });
  }
  if (!response.ok) throw new TypeError(`The metadata could not be fetched: the server answered ${response.status}.`);
  const body = await readBody(response.body, MOST_OCTETS);
  if (body === null) throw new TypeError("The metadata is larger than 2 MB. Give that of the one identity provider, not of a whole federation.");
  return new TextDecoder().decode(body);
}

export async function addCertificate(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null || profile.idp === null || profile.metadata !== null) return notFound(context);
  try {
    const added = await certificatesIn(field(context.form, "certificate", 100_000));
    const idp = { ...profile.idp, certificates: [...new Set([...profile.idp.certificates, ...added])] };
    await requireUsable(context, profile, idp);
    await save(context, profile, idp, null);
  } catch (error) {
    return await profilePage(context, mistakeOf("certificate", error));
  }
  return redirect(`/console/profiles/${profile.id}?done=certificate#certificates`);
}

export async function removeCertificate(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null || profile.idp === null || profile.metadata !== null) return notFound(context);
  const sha256 = field(context.form, "sha256");
  const fingerprints = await Promise.all(profile.idp.certificates.map(async (certificate) => (await readCertificates(certificate))[0]?.sha256));
  const certificates = profile.idp.certificates.filter((_, position) => fingerprints[position] !== sha256);
  if (certificates.length === 0) return await profilePage(context, { about: "certificate", text: "The last certificate stays: without one nobody could sign in. Add the new one first." });
  await save(context, profile, { ...profile.idp, certificates }, null);
  return redirect(`/console/profiles/${profile.id}?done=certificate#certificates`);
}

/** A connection that was read anew, from that address and no other as well, or why it was not. */
export const readAgain = (metadata: NonNullable<Profile["metadata"]>) => refreshMetadata(metadata.copy, () => fetchText(new URL(metadata.url)), { maxBytes: MOST_OCTETS });
