// The administrator's page: what an application needs of us, and what there is.
import type { CertificateFacts } from "../certificates.js";
import type { Application, Person } from "../settings.js";
import type { Site } from "../site.js";
import type { KeyPair, Session } from "../state.js";
import { type Html, html } from "./html.js";
import { pageResponse } from "./layout.js";
import { initials, nameOf } from "./person.js";

export interface Home {
  readonly site: Site;
  readonly session: Session | null;
  readonly keys: readonly (KeyPair & CertificateFacts)[];
  readonly applications: readonly Application[];
  readonly people: readonly Person[];
}

export function homePage({ site, session, keys, applications, people }: Home): Response {
  const content = html`${setup(site, keys)}${applicationList(applications)}${peopleList(people)}${keyList(keys)}`;
  return pageResponse({ title: "Setup", content, width: "wide", aside: session === null ? undefined : signedIn(session) });
}

const signedIn = ({ person }: Session): Html =>
  html`<form class="signed-in" method="post" action="/sign-out"><span class="initials" aria-hidden="true">${initials(person)}</span><span>${nameOf(person)}</span><button>Sign out everywhere</button></form>`;

const setup = ({ issuer, ssoUrl, sloUrl, metadataUrl }: Site, [current]: Home["keys"]): Html => html`<section class="card" id="setup">
<h1>SAML setup instructions</h1>
<p class="quiet">What an application has to know of this identity provider. Give it the metadata, or these one by one.</p>
<dl class="settings">
${copied("issuer", "Identity Provider Issuer", issuer)}
${copied("sso-url", "Identity Provider Single Sign-On URL", ssoUrl)}
${copied("slo-url", "Identity Provider Single Logout URL", sloUrl)}
${copied("certificate", "X.509 Certificate", current?.certificate.trim() ?? "")}
<dt>Metadata</dt>
<dd><a id="metadata" href="/metadata">${metadataUrl}</a><button type="button" data-copies="metadata" hidden>Copy</button></dd>
</dl>
</section>`;

const copied = (id: string, label: string, value: string): Html =>
  html`<dt>${label}</dt><dd><code id="${id}" tabindex="0">${value}</code><button type="button" data-copies="${id}" aria-label="Copy ${label}" hidden>Copy</button></dd>`;

const applicationList = (applications: readonly Application[]): Html => html`<section class="card" id="applications">
<div class="heading"><h2>Applications</h2><a class="button" href="/apps/new">Add an application</a></div>
${
  applications.length === 0
    ? html`<p class="empty">None yet. Add the one that you want to sign in to, by hand or from its metadata.</p>`
    : html`<ul class="list">${applications.map(
        ({ id, name, entityId, assigned }) => html`<li>
<div><strong>${name}</strong><small>${entityId}</small><small>${assigned === "all" ? "Everybody is assigned" : `Assigned: ${assigned.join(", ") || "nobody"}`}</small></div>
<div class="actions"><a class="button primary" href="/start/${id}">Launch</a><a class="button" href="/apps/${id}">Edit</a></div>
</li>`,
      )}</ul>`
}
</section>`;

const peopleList = (people: readonly Person[]): Html => html`<section class="card" id="people">
<h2>People</h2>
<ul class="list">${people.map(
  (person) => html`<li>
<div class="who"><span class="initials" aria-hidden="true">${initials(person)}</span><div><strong>${nameOf(person)}</strong><small>${person.email}</small><small>${person.groups.join(", ")}</small></div></div>
<form class="actions" method="post" action="/people/remove"><input type="hidden" name="email" value="${person.email}"><button aria-label="Remove ${nameOf(person)}">Remove</button></form>
</li>`,
)}</ul>
<form class="adding" method="post" action="/people">
<label>E-mail <input name="email" type="text" inputmode="email" required autocomplete="off"></label>
<label>First name <input name="firstName" autocomplete="off"></label>
<label>Last name <input name="lastName" autocomplete="off"></label>
<label>Groups <input name="groups" placeholder="Admins, Staff" autocomplete="off"></label>
<button>Add a person</button>
</form>
</section>`;

const keyList = (keys: Home["keys"]): Html => html`<section class="card" id="keys">
<div class="heading"><h2>Certificates</h2><form method="post" action="/keys/rotate"><button>Rotate the certificate</button></form></div>
<p class="quiet">A rotation signs with a new pair at once. The metadata has all that are listed.</p>
<ul class="list">${keys.map(
  ({ id, fingerprint, notAfter }, at) => html`<li>
<div><strong>${at === 0 ? "Signs" : "Does not sign any more"}</strong><small>Until ${notAfter.toISOString().slice(0, 10)}</small><small class="fingerprint">SHA-256 ${fingerprint}</small></div>
${at > 0 && html`<form class="actions" method="post" action="/keys/remove"><input type="hidden" name="id" value="${id}"><button>Remove</button></form>`}
</li>`,
)}</ul>
</section>`;
