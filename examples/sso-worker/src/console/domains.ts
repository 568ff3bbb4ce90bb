// Domains: whose addresses they are, how that is proved, and where single sign-on is the only way in.
import { emailDomain } from "saml-edge";
import type { Domain } from "../directory/domains.js";
import type { Profile } from "../directory/profiles.js";
import { field, type OwnContext } from "../http/context.js";
import { type Html, html } from "../html/html.js";
import { form, page, redirect } from "../html/layout.js";
import { badge, copied, input, notice, select, time } from "../html/parts.js";
import { isOver } from "../sign-in/connection.js";
import { lookUpTxt, LookUpError, proofName } from "../platform/dns.js";
import { notFound } from "./not-found.js";

export async function domainsPage(context: OwnContext, mistake?: string): Promise<Response> {
  const { domains, profiles } = context.directory;
  const [list, choices] = await Promise.all([domains.list(), profiles.list()]);
  return page(context, {
    title: "Domains",
    width: "wide",
    status: mistake === undefined ? 200 : 422,
    content: html`<h1>Domains</h1>
<p>People are sent to the identity provider of the domain of their address. A domain belongs to one organisation, which proves it by a DNS record.</p>
${mistake !== undefined && notice("bad", html`<p>${mistake}</p>`)}
${list.map((domain) => domainCard(context, domain, choices))}
<section class="card">${form(context, "/console/domains", html`${input({ name: "domain", label: "Add a domain", placeholder: "example.com", required: true })}<button class="primary">Add</button>`, "adding")}</section>`,
  });
}

function domainCard(context: OwnContext, domain: Domain, profiles: readonly Profile[]): Html {
  const base = `/console/domains/${domain.id}`;
  return html`<section class="card" id="${domain.id}"><div class="heading"><h2>${domain.name}</h2>${domain.verified_at === null ? badge("warn", "Not verified") : badge("good", "Verified")} ${domain.enforced === 1 && badge("good", "Enforced")}</div>
${domain.verified_at === null ? proofOf(context, domain) : [html`<p class="quiet">Verified ${time(domain.verified_at)}.</p>`, profileChoice(context, domain, profiles)]}
<details class="removal"><summary>${domain.verified_at === null ? "Remove" : "Release"} this domain</summary>${domain.verified_at !== null && html`<p>Its people then sign in by access key, and another organisation may claim it.</p>`}${form(context, `${base}/release`, html`<button class="danger">${domain.verified_at === null ? "Remove" : "Release"} ${domain.name}</button>`)}</details></section>`;
}

function proofOf(context: OwnContext, { id, name, proof }: Domain): Html {
  return html`<p>Add this record where the DNS of ${name} is kept, then verify. It may take some minutes until it is seen. Many DNS consoles add the domain themselves: there the name is only <code>_saml-edge</code>.</p>
<dl class="settings">${copied("Type", `type-${id}`, "TXT")}${copied("Name", `name-${id}`, proofName(name))}${copied("Value", `value-${id}`, proof)}</dl>
${form(context, `/console/domains/${id}/verify`, html`<button class="primary">Verify</button>`)}`;
}

function profileChoice(context: OwnContext, domain: Domain, profiles: readonly Profile[]): Html {
  const base = `/console/domains/${domain.id}`;
  const profile = profiles.find(({ id }) => id === domain.profile_id);
  const isTested = profile !== undefined && profile.testedRevision === profile.revision;
  return html`${form(
    context,
    `${base}/profile`,
    html`${select("profile", "Signs in by", domain.profile_id ?? "", [["", "No profile: by access key"], ...profiles.map(({ id, name }) => [id, name] as const)])}<button>Save</button>`,
    "adding",
  )}
${
  domain.enforced === 1
    ? html`<p>Single sign-on is the only way in, but for people who were left an access key.${!isTested && profile !== undefined && html` ${badge("warn", "Settings changed since the test")} <a href="/console/profiles/${profile.id}#test">Test ${profile.name}</a>.`}</p>${form(context, `${base}/relax`, html`<button>Let access keys in again</button>`)}`
    : profile !== undefined &&
      (isTested
        ? html`<p>The profile passed its test with the settings that it has now. When single sign-on is enforced, access keys of ${domain.name} stop working; yours goes on working, so that you do not lock yourself out.</p>${form(context, `${base}/enforce`, html`<button class="primary">Enforce single sign-on</button>`)}`
        : html`<p class="quiet"><a href="/console/profiles/${profile.id}#test">Test ${profile.name}</a> with its present settings before single sign-on can be enforced.</p>`)
}`;
}

export async function addDomain(context: OwnContext): Promise<Response> {
  const { directory, session, now } = context;
  const name = domainIn(field(context.form, "domain"));
  if (name === null) return await domainsPage(context, "That is not a domain. Enter what stands behind the @ of your addresses, such as example.com.");
  if (await directory.domains.add(name, now)) await directory.audit.write({ kind: "domain.added", actor: session.person.email, details: { domain: name } }, now);
  return redirect("/console/domains");
}

/** With or without an @ or an address before it. */
const domainIn = (text: string): string | null => emailDomain(`somebody@${text.slice(text.lastIndexOf("@") + 1)}`);

async function ownDomain({ directory, params }: OwnContext): Promise<Domain | null> {
  return await directory.domains.byId(params["domain"] ?? "");
}

export async function verifyDomain(context: OwnContext): Promise<Response> {
  const domain = await ownDomain(context);
  if (domain === null) return notFound(context);
  const { directory, session, settings, now } = context;
  let texts: readonly string[];
  try {
    texts = await lookUpTxt(settings.resolver, proofName(domain.name));
  } catch (error) {
    if (!(error instanceof LookUpError)) throw error;
    return await domainsPage(context, `${domain.name} could not be looked up. ${error.message}`);
  }
  if (!texts.some((text) => text.trim() === domain.proof))
    return await domainsPage(context, texts.length === 0 ? `There is no TXT record at ${proofName(domain.name)} yet.` : `The TXT record at ${proofName(domain.name)} holds something else: ${texts.join(", ").slice(0, 200)}`);
  if (!(await directory.domains.setVerified(domain.id, now)))
    return await domainsPage(context, `Another organisation has ${domain.name}. It has to release it first; if it should not have it, ask whoever runs this console.`);
  await directory.audit.write({ kind: "domain.verified", actor: session.person.email, details: { domain: domain.name } }, now);
  return redirect(`/console/domains#${domain.id}`);
}

export async function chooseProfile(context: OwnContext): Promise<Response> {
  const domain = await ownDomain(context);
  const chosen = field(context.form, "profile");
  const profile = chosen === "" ? null : await context.directory.profiles.byId(chosen);
  if (domain === null || (chosen !== "" && profile === null)) return notFound(context);
  if (!(await context.directory.domains.setProfile(domain.id, profile?.id ?? null)))
    return await domainsPage(context, `Single sign-on is enforced for ${domain.name}. ${profile === null ? "Let access keys in again first." : `Test ${profile.name} with its present settings first: its people would be sent there at once.`}`);
  await context.directory.audit.write({ kind: "domain.changed", actor: context.session.person.email, profileId: profile?.id, details: { domain: domain.name, profile: profile?.name ?? "none" } });
  return redirect(`/console/domains#${domain.id}`);
}

/** Only with a test that passed with the settings of now; and whoever does it keeps a way in. */
export async function enforceDomain(context: OwnContext): Promise<Response> {
  const domain = await ownDomain(context);
  if (domain === null) return notFound(context);
  const { directory, session } = context;
  const { person } = session;
  const profile = domain.profile_id === null ? null : await directory.profiles.byId(domain.profile_id);
  if (domain.verified_at === null || profile === null) return await domainsPage(context, `${domain.name} needs a profile first.`);
  const untested = `${profile.name} has not passed its test with the settings that it has now. Test it first.`;
  if (profile.testedRevision !== profile.revision) return await domainsPage(context, untested);
  if (isOver(profile, context.now)) return await domainsPage(context, `The metadata of ${profile.name} has ended. Read it again first.`);
  if (person.access_key_hash === null) return await domainsPage(context, "You have no access key: make one for yourself under People first, so that you do not lock yourself out.");
  await directory.people.keepAccessKey(person.id);
  if (!(await directory.domains.enforce(domain.id))) return await domainsPage(context, untested);
  await directory.audit.write({ kind: "domain.enforced", actor: person.email, profileId: profile.id, details: { domain: domain.name, "keeps access key": person.email } });
  return redirect(`/console/domains#${domain.id}`);
}

export async function relaxDomain(context: OwnContext): Promise<Response> {
  const domain = await ownDomain(context);
  if (domain === null) return notFound(context);
  await context.directory.domains.relax(domain.id);
  await context.directory.audit.write({ kind: "domain.changed", actor: context.session.person.email, details: { domain: domain.name, "single sign-on": "not enforced" } });
  return redirect(`/console/domains#${domain.id}`);
}

export async function releaseDomain(context: OwnContext): Promise<Response> {
  const domain = await ownDomain(context);
  if (domain === null) return notFound(context);
  await context.directory.domains.release(domain.id);
  await context.directory.audit.write({ kind: "domain.released", actor: context.session.person.email, details: { domain: domain.name } });
  return redirect("/console/domains");
}
