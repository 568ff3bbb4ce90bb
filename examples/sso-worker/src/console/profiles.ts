// Profiles: what the IdP needs from here, and what is needed from it.
import { type CertificateDetails, readCertificates } from "saml-edge";
import { field, type OwnContext } from "../http/context.js";
import type { ConnectionTest } from "../directory/connection-tests.js";
import type { Profile } from "../directory/profiles.js";
import { GUIDES, guideOf } from "../guides/index.js";
import { type Content, type Html, html } from "../html/html.js";
import { form, page, redirect } from "../html/layout.js";
import { badge, copied, day, fingerprint, input, notice, textarea, time } from "../html/parts.js";
import { addressesOf } from "../sign-in/connection.js";
import { notFound } from "./not-found.js";

const WEEKS_6 = 42 * 86_400_000;

export async function profilesPage(context: OwnContext): Promise<Response> {
  const profiles = await context.directory.profiles.list();
  return page(context, {
    title: "Profiles",
    width: "wide",
    content: html`<div class="heading"><h1>Single sign-on profiles</h1></div>
<section class="card">
${
  profiles.length === 0
    ? html`<p class="empty">A profile connects one identity provider, such as Okta, to this organisation. There is none yet.</p>`
    : html`<ul class="list">${profiles.map((profile) => html`<li><div><a href="/console/profiles/${profile.id}"><strong>${profile.name}</strong></a><small>${profile.idp?.entityId ?? "No identity provider yet"}</small></div>${stateOf(profile)}</li>`)}</ul>`
}
${form(context, "/console/profiles", html`${input({ name: "name", label: "Name of a new profile", placeholder: "Okta", required: true })}<button class="primary">Create</button>`, "adding")}
</section>`,
  });
}

function stateOf({ idp, revision, testedRevision }: Profile): Html {
  if (idp === null) return badge("quiet", "Not set up");
  if (testedRevision === revision) return badge("good", "Tested");
  return testedRevision === null ? badge("warn", "Not tested") : badge("warn", "Changed since the test");
}

export async function createProfile(context: OwnContext): Promise<Response> {
  const { directory, form, session, now } = context;
  const name = field(form, "name", 80) || "Profile";
  const id = await directory.profiles.create(name, now);
  await directory.audit.write({ kind: "profile.created", actor: session.person.email, profileId: id, details: { name } }, now);
  return redirect(`/console/profiles/${id}`);
}

/** The profile that the address names, if it is this organisation's; to another's it is not there. */
export async function ownProfile({ directory, params }: OwnContext): Promise<Profile | null> {
  return await directory.profiles.byId(params["profile"] ?? "");
}

export interface Mistake {
  readonly about: "idp" | "metadata" | "certificate";
  readonly text: string;
  /** What was entered, so that nobody types it again; never what might be a private key. */
  readonly entered?: Readonly<Record<string, string>>;
}

export async function profilePage(context: OwnContext, mistake?: Mistake): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  const { directory } = context;
  const { domains, tests } = directory;
  const [verified, enforced, test, certificates] = await Promise.all([domains.verified(), domains.enforcedOf(profile.id), tests.latest(profile.id), certificatesOf(profile)]);
  const base = `/console/profiles/${profile.id}`;
  const said = context.url.searchParams.get("done");
  return page(context, {
    title: mistake === undefined ? profile.name : `Mistake – ${profile.name}`,
    width: "wide",
    status: mistake === undefined ? 200 : 422,
    formsGo: "to-idps",
    content: html`<p class="quiet"><a href="/console/profiles">Profiles</a></p>
<div class="heading"><h1>${profile.name}</h1>${stateOf(profile)}</div>
${said !== null && DONE.has(said) && notice("good", html`<p>${DONE.get(said)}</p>`)}
${mistake !== undefined && notice("bad", html`<p>${mistake.text} <a href="#${PLACES[mistake.about]}">To the form</a></p>`)}
${inForce(enforced)}
${ourValues(context, profile)}
${theirValues(context, profile, mistake)}
${profile.idp !== null && certificateCard(context, profile, certificates, mistake)}
${profile.idp !== null && testCard(context, profile, verified, test)}
<section class="card"><div class="heading"><h2>Rules</h2><a class="button" href="${base}/rules">Change</a></div>${rulesOf(profile)}</section>
<section class="card"><h2>Name and removal</h2>
${form(context, `${base}/name`, html`${input({ name: "name", label: "Name", value: profile.name, required: true })}<button>Rename</button>`, "adding")}
<details class="removal"><summary>Remove this profile</summary><p>People of its domains then sign in by access key. Sessions that began with it end.</p>${form(context, `${base}/remove`, html`<button class="danger">Remove ${profile.name}</button>`)}</details>
</section>`,
  });
}

const PLACES: Readonly<Record<Mistake["about"], string>> = { idp: "idp", metadata: "idp", certificate: "certificates" };

/** What is changed here holds at once, for everybody. */
export const inForce = (enforced: readonly string[]): Html | undefined =>
  enforced.length === 0
    ? undefined
    : notice("warn", html`<p>Single sign-on by this profile is the only way in for ${enforced.join(", ")}. Whatever you save holds at once: have your access key at hand, and test the connection right afterwards.</p>`);

const DONE: ReadonlyMap<string, string> = new Map([
  ["idp", "Saved. Test the connection now."],
  ["metadata", "The metadata was read. Test the connection now."],
  ["certificate", "The certificates were changed."],
  ["rules", "The rules were changed. Test the connection now."],
  ["name", "Renamed."],
]);

function ourValues({ settings }: OwnContext, { id, connectionId }: Profile): Html {
  const { entityId, acsUrl, sloUrl, metadataUrl } = addressesOf(settings, connectionId);
  return html`<section class="card"><h2>1. Give these to the identity provider</h2>
<dl class="settings">
${copied("Connection ID", "connection-id", connectionId)}
${copied("Entity ID", "entity-id", entityId, "Also called Audience URI or Identifier.")}
${copied("ACS URL", "acs-url", acsUrl, "Also called Single sign-on URL, Reply URL or Recipient.")}
${copied("Single logout URL", "slo-url", sloUrl, "Optional.")}
</dl>
<p class="row wrap"><a class="button" href="${metadataUrl}" download>Download metadata</a> <a class="button" href="/saml/certificate" download>Download certificate</a></p>
<h3>Step by step</h3>
<p class="row wrap">${GUIDES.map(({ slug, product }) => html`<a class="button" href="/console/profiles/${id}/guide/${slug}">${product}</a>`)}</p></section>`;
}

function theirValues(context: OwnContext, profile: Profile, mistake: Mistake | undefined): Html {
  const { idp, metadata } = profile;
  const base = `/console/profiles/${profile.id}`;
  const entered = mistake?.about === "idp" ? mistake.entered : undefined;
  // Said aloud at the head of the page already.
  const complaint = (about: Mistake["about"]) => mistake?.about === about && html`<div class="notice bad"><p>${mistake.text}</p></div>`;
  return html`<section class="card" id="idp"><h2>2. Enter what the identity provider says</h2>
${metadata !== null && notice(metadata.error === null ? "info" : "warn", html`<p>Read from <code>${metadata.url}</code>; next at ${time(new Date(metadata.copy.refreshAt).getTime())}.${metadata.error !== null && html` The last attempt failed: ${metadata.error}`}</p>`)}
<details${(idp !== null && metadata === null) || mistake?.about === "idp" || (idp === null && mistake === undefined) ? html` open` : undefined}><summary>Enter details manually</summary>
${complaint("idp")}
${metadata !== null && notice("warn", html`<p>To save this ends the reading of the metadata: new certificates then have to be added by hand.</p>`)}
${form(
  context,
  `${base}/idp`,
  html`${input({ name: "issuer", label: "Identity Provider Issuer", value: entered?.["issuer"] ?? idp?.entityId, required: true, hint: "An identifier that is compared letter by letter, such as http://www.okta.com/exk1fcia6d6EMsf331d8." })}
${input({ name: "ssoUrl", label: "Single Sign-On URL", type: "url", value: entered?.["ssoUrl"] ?? idp?.ssoUrl, required: true })}
${textarea("certificate", "X.509 certificate", { hint: idp === null ? "As the identity provider shows it, with or without its first and last line; several below one another." : "Only to replace those below; to add one, use the form there.", value: entered?.["certificate"] ?? "" })}
${input({ name: "sloUrl", label: "Single Logout URL", type: "url", value: entered?.["sloUrl"] ?? idp?.sloUrl, hint: "Optional." })}
<button class="primary">Save</button>`,
  "settings-form",
)}</details>
<details${mistake?.about === "metadata" && html` open`}><summary>Upload metadata</summary>
${complaint("metadata")}
<form method="post" action="${base}/metadata" enctype="multipart/form-data" class="settings-form"><input type="hidden" name="csrf" value="${context.csrf.token}">
${input({ name: "url", label: "Address of the metadata", type: "url", value: metadata?.url, hint: "It is read now, and again when it says so: new certificates then arrive by themselves." })}
<label>Or a file<input type="file" name="file" accept=".xml,application/xml,text/xml,application/samlmetadata+xml"></label>
${textarea("text", "Or its text", { rows: 4 })}
${input({ name: "entityId", label: "Which identity provider", hint: "Its entity ID. Only needed where the metadata has several." })}
<button class="primary">Read</button></form></details></section>`;
}

/** Each by itself, with what it says; what cannot be read any more is shown as that. */
export async function certificatesOf({ idp }: Profile): Promise<readonly CertificateDetails[]> {
  const read = await Promise.all((idp?.certificates ?? []).map((certificate) => readCertificates(certificate)));
  return read.flat();
}

function certificateCard(context: OwnContext, { id, metadata }: Profile, certificates: readonly CertificateDetails[], mistake: Mistake | undefined): Html {
  const base = `/console/profiles/${id}/certificates`;
  return html`<section class="card" id="certificates"><h2>Signing certificates of the identity provider</h2>
<p>Any of them may sign. To change one without an interruption, add the new one before the identity provider uses it, and remove the old one afterwards.</p>
<ul class="list">${certificates.map(
    (certificate) => html`<li><div><strong>${certificate.subject ?? "Public key"}</strong>
<small>${certificate.key}; ${validity(certificate, context.now)}</small>
<small>SHA-256 ${fingerprint(certificate.sha256)}</small><small>SHA-1 ${fingerprint(certificate.sha1)}</small></div>
${certificates.length > 1 && metadata === null && form(context, `${base}/remove`, html`<input type="hidden" name="sha256" value="${certificate.sha256}"><button class="danger">Remove</button>`)}</li>`,
  )}</ul>
${mistake?.about === "certificate" && html`<div class="notice bad"><p>${mistake.text}</p></div>`}
${
  metadata === null
    ? form(context, base, html`${textarea("certificate", "Add a certificate", { rows: 4 })}<button>Add</button>`, "settings-form")
    : html`<p class="quiet">They come from the metadata.</p>`
}</section>`;
}

export function validity({ notAfter, notBefore }: CertificateDetails, now: number): Content {
  if (notAfter === null || notBefore === null) return "has no dates";
  const dates = html`${day(notBefore)} to ${day(notAfter)}`;
  if (notAfter.getTime() <= now) return html`${dates} ${badge("bad", "Expired")}`;
  return notAfter.getTime() - now < WEEKS_6 ? html`${dates} ${badge("warn", "Expires soon")}` : dates;
}

function testCard(context: OwnContext, profile: Profile, domains: readonly string[], test: ConnectionTest | null): Html {
  const link = test === null ? undefined : html`/console/profiles/${profile.id}/tests/${test.id}`;
  return html`<section class="card" id="test"><h2>3. Test the connection</h2>
<p>You are sent to the identity provider and come back with a report. Nobody is signed in by it.</p>
${
  domains.length === 0
    ? notice("warn", html`<p>Your organisation has no verified domain yet. <a href="/console/domains">Add one</a> first: the test checks that your address lies in it.</p>`)
    : html`<p>Your address there has to lie in: ${domains.map((domain) => html`<strong>${domain}</strong> `)}</p>`
}
${test !== null && html`<p>Last test: ${test.outcome === "green" ? badge("good", "Passed") : test.outcome === null ? badge("quiet", "No answer yet") : badge("bad", "Failed")} ${time(test.startedAt)}${test.revision !== profile.revision && ", with other settings than now"}. <a href="${link}">Report</a></p>`}
${form(context, `/console/profiles/${profile.id}/test`, html`<button class="primary">Test the connection</button>`)}
${profile.testedRevision === profile.revision && html`<p>It can be <a href="/console/domains">enforced for a domain</a> now.</p>`}</section>`;
}

function rulesOf({ policy, provisioning, emailAttribute, signsRequests }: Profile): Html {
  const relaxed = [policy.allowSha1 && "SHA-1", policy.allowUnauthenticatedCbc && "AES-CBC without a signed Response", policy.idpInitiated === "accept" && "sign-in started by the identity provider"].filter((text) => typeof text === "string");
  return html`<ul>
<li>${provisioning === "create" ? "People are created on their first sign-in." : "People must be added before they sign in."}</li>
<li>The address is ${emailAttribute === null ? "the NameID" : html`the attribute <code>${emailAttribute}</code>`}.</li>
<li>A sign-in that starts at the identity provider is ${{ refuse: "refused", convert: "turned into one that starts here", accept: "accepted" }[policy.idpInitiated ?? "refuse"]}.</li>
${signsRequests && html`<li>Requests are signed.</li>`}
${relaxed.length > 0 && html`<li>${badge("warn", "Relaxed")} ${relaxed.join(", ")}</li>`}
</ul>`;
}

export async function renameProfile(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  const name = field(context.form, "name", 80);
  if (name !== "") {
    await context.directory.profiles.rename(profile.id, name);
    await context.directory.audit.write({ kind: "profile.changed", actor: context.session.person.email, profileId: profile.id, details: { name } });
  }
  return redirect(`/console/profiles/${profile.id}?done=name`);
}

export async function removeProfile(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  await context.directory.profiles.remove(profile.id);
  await context.directory.audit.write({ kind: "profile.removed", actor: context.session.person.email, details: { name: profile.name } });
  return redirect("/console/profiles");
}

export async function guidePage(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  const guide = guideOf(context.params["product"] ?? "");
  if (profile === null || guide === undefined) return notFound(context);
  const { names } = guide;
  return page(context, {
    title: `Set up ${guide.product}`,
    width: "wide",
    content: html`<p class="quiet"><a href="/console/profiles/${profile.id}">${profile.name}</a></p><h1>Set up ${guide.product}</h1>
<ol class="steps">${guide.steps(addressesOf(context.settings, profile.connectionId)).map((step) => html`<li class="card"><h2>${step.title}</h2>${step.content}</li>`)}
</ol>
<section class="card"><h2>What goes where</h2><p>Back in <a href="/console/profiles/${profile.id}#idp">${profile.name}</a>, under “Enter details manually”:</p>
<ul class="fields"><li><span class="field-name">Identity Provider Issuer</span> <strong>${names.issuer}</strong></li><li><span class="field-name">Single Sign-On URL</span> <strong>${names.ssoUrl}</strong></li><li><span class="field-name">X.509 certificate</span> <strong>${names.certificate}</strong></li></ul></section>
<section class="card"><h2>If it does not work</h2><dl class="pitfalls">${guide.pitfalls.map(({ sign, remedy }) => html`<dt>${sign}</dt><dd>${remedy}</dd>`)}</dl></section>`,
  });
}
