// The settings of one application, in Okta's words where it has some.
import { NAME_ID_FORMATS } from "../identity-provider.mjs";
import type { Person } from "../settings.js";
import { type Html, html } from "./html.js";
import { pageResponse } from "./layout.js";
import { nameOf } from "./person.js";

export interface ApplicationForm {
  /** `undefined` for a new one. */
  readonly id: string | undefined;
  /** As they were typed, or as they are. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly people: readonly Person[];
  readonly mistake?: string | undefined;
  /** What came of its metadata, to be looked at before it is saved. */
  readonly isImported?: boolean;
}

export function applicationPage({ id, settings, people, mistake, isImported = false }: ApplicationForm): Response {
  const title = id === undefined ? "Add an application" : `${settings["name"] || id}`;
  const content = html`<section class="card">
<h1>${title}</h1>
${mistake !== undefined && html`<p class="mistake" role="alert">${mistake}</p>`}
${isImported && html`<p class="good" role="status">Read from the metadata. Look it over, and save it.</p>`}
${id === undefined && !isImported && importForm}
<form class="settings-form" method="post" action="${id === undefined ? "/apps" : `/apps/${id}`}">
${field(settings, "name", "Name", { hint: "What people see. Left out, it is the Audience." })}
${field(settings, "entityId", "Audience (SP Entity ID)", { isRequired: true, hint: "The application's own name, exactly as it writes it." })}
${field(settings, "acsUrl", "Single sign-on URL (ACS)", { isRequired: true, hint: "Where answers go; nowhere else." })}
${field(settings, "sloUrl", "Single Logout URL")}
${choice(settings, "sloBinding", "Binding of logout messages", [["redirect", "HTTP-Redirect"], ["post", "HTTP-POST"]])}
${choice(settings, "nameIdFormat", "Name ID format", NAME_ID_FORMATS.map((format) => [format, format.split(":").at(-1) ?? format]))}
${choice(settings, "signs", "What is signed", [["both", "Response and assertion"], ["assertion", "The assertion"], ["response", "The Response"]])}
${certificate(settings, "signatureCertificate", "Signature Certificate", "With it, what the application signs is verified. Without it, nobody looks.")}
<label class="check"><input type="checkbox" name="encrypts"${checkedIf(isOn(settings["encrypts"]))}> Encrypt assertions</label>
${certificate(settings, "encryptionCertificate", "Encryption Certificate", "Assertions are encrypted by AES-256-GCM and RSA-OAEP for its key.")}
${assignments(settings["assigned"], people)}
<div class="row end"><a class="button" href="/">Cancel</a><button class="primary">Save</button></div>
</form>
${id !== undefined && html`<form class="removal" method="post" action="/apps/${id}/remove"><button class="danger">Remove this application</button></form>`}
</section>`;
  return pageResponse({ title, content, width: "narrow", status: mistake === undefined ? 200 : 400 });
}

const importForm = html`<details>
<summary>Import SP metadata</summary>
<form method="post" action="/apps/import">
<label>Metadata of the application <textarea name="metadata" rows="8" spellcheck="false" required></textarea></label>
<button>Read it</button>
</form>
</details>`;

function field(settings: ApplicationForm["settings"], name: string, label: string, { isRequired = false, hint = "" } = {}): Html {
  return html`<label>${label} ${!isRequired && html`<span class="optional">optional</span>`}<input name="${name}" value="${textOf(settings[name])}" autocomplete="off" spellcheck="false"${isRequired && html` required`}>${hint && html`<small>${hint}</small>`}</label>`;
}

function choice(settings: ApplicationForm["settings"], name: string, label: string, options: readonly (readonly [value: string, label: string])[]): Html {
  return html`<label>${label}<select name="${name}">${options.map(([value, words]) => html`<option value="${value}"${settings[name] === value && html` selected`}>${words}</option>`)}</select></label>`;
}

function certificate(settings: ApplicationForm["settings"], name: string, label: string, hint: string): Html {
  return html`<label>${label} <span class="optional">optional</span><textarea name="${name}" rows="4" spellcheck="false" placeholder="-----BEGIN CERTIFICATE-----">
${textOf(settings[name])}</textarea><small>${hint}</small></label>`;
}

function assignments(assigned: unknown, people: readonly Person[]): Html {
  const chosen: readonly unknown[] | undefined = Array.isArray(assigned) ? assigned : undefined;
  return html`<fieldset>
<legend>Assigned people</legend>
<label class="check"><input type="radio" name="assigned" value="all"${checkedIf(chosen === undefined)}> Everybody, also addresses that are typed in</label>
<label class="check"><input type="radio" name="assigned" value="chosen"${checkedIf(chosen !== undefined)}> Only these:</label>
<div class="chosen">${people.map((person) => html`<label class="check"><input type="checkbox" name="people" value="${person.email}"${checkedIf(chosen?.includes(person.email) === true)}><span>${nameOf(person)} <small>${person.email}</small></span></label>`)}</div>
</fieldset>`;
}

const checkedIf = (isChecked: boolean) => isChecked && html` checked`;

const isOn = (value: unknown) => value === true || value === "on";

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
