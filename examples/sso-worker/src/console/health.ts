// What will break, and what does.
import type { OwnContext } from "../http/context.js";
import type { Profile } from "../directory/profiles.js";
import { type Content, type Html, html } from "../html/html.js";
import { page } from "../html/layout.js";
import { badge, ruleLink, time } from "../html/parts.js";
import { certificatesOf, validity } from "./profiles.js";

const WEEK = 7 * 86_400_000;

export async function healthPage(context: OwnContext): Promise<Response> {
  const profiles = await context.directory.profiles.list();
  const cards = await Promise.all(profiles.filter(({ idp }) => idp !== null).map((profile) => healthOf(context, profile)));
  return page(context, {
    title: "Health",
    width: "wide",
    content: html`<h1>Health</h1>${cards.length === 0 ? html`<section class="card"><p class="empty">No profile has an identity provider yet.</p></section>` : cards}`,
  });
}

async function healthOf(context: OwnContext, profile: Profile): Promise<Html> {
  const [certificates, { signedIn, refused, last }] = await Promise.all([certificatesOf(profile), context.directory.audit.health(profile.id, context.now - WEEK)]);
  const all = signedIn + refused;
  return html`<section class="card"><div class="heading"><h2><a href="/console/profiles/${profile.id}">${profile.name}</a></h2>${profile.testedRevision === profile.revision ? badge("good", "Tested") : badge("warn", "Not tested with its present settings")}</div>
<dl class="facts">
<dt>Last seven days</dt><dd>${all === 0 ? "No sign-in" : html`${signedIn} of ${all} sign-ins worked (${Math.round((signedIn / all) * 100)} %)`}</dd>
<dt>Certificates</dt><dd>${certificates.map((certificate) => html`<div>${certificate.subject ?? "Public key"}: ${validity(certificate, context.now)}</div>`)}</dd>
${profile.metadata !== null && html`<dt>Metadata</dt><dd>${metadataState(profile.metadata, context.now)}</dd>`}
<dt>Last refusal</dt><dd>${last === undefined ? "None" : html`${time(last.at)}: ${last.details["message"]} <small>${typeof last.details["rule"] === "string" ? ruleLink(context.settings, last.details["rule"]) : last.details["code"]}. ${last.details["hint"]}</small>`}</dd>
</dl></section>`;
}

function metadataState({ copy, error }: NonNullable<Profile["metadata"]>, now: number): Content {
  const end = copy.validUntil === null ? null : new Date(copy.validUntil).getTime();
  return [
    end === null ? "Says no end. " : html`Valid until ${time(end)} ${end - now < WEEK && badge("warn", "Ends soon")} `,
    error === null ? html`Read again ${time(new Date(copy.refreshAt).getTime())}.` : html`${badge("bad", "Could not be read")} ${error}`,
  ];
}
