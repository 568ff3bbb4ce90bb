// The people of an organisation, and their keys.
import { addressOf, type Person, type Role } from "../directory/people.js";
import { unlinkPerson } from "../directory/identities.js";
import { field, type OwnContext } from "../http/context.js";
import { type Html, html } from "../html/html.js";
import { form, page, redirect } from "../html/layout.js";
import { badge, copied, input, notice, select, time } from "../html/parts.js";
import { notFound } from "./not-found.js";

export async function peoplePage(context: OwnContext, mistake?: string): Promise<Response> {
  const people = await context.directory.people.list();
  return page(context, {
    title: "People",
    width: "wide",
    status: mistake === undefined ? 200 : 422,
    content: html`<h1>People</h1>
${mistake !== undefined && notice("bad", html`<p>${mistake}</p>`)}
<section class="card"><ul class="list">${people.map((person) => rowOf(context, person))}</ul>
${form(
  context,
  "/console/people",
  html`${input({ name: "email", label: "Add a person", type: "email", placeholder: "jane.doe@example.com", required: true })}${select("role", "Role", "member", [["member", "Member"], ["administrator", "Administrator"]])}<button class="primary">Add</button>`,
  "adding",
)}</section>`,
  });
}

function rowOf(context: OwnContext, person: Person): Html {
  const base = `/console/people/${person.id}`;
  const isSelf = person.id === context.session.person.id;
  const other: Role = person.role === "administrator" ? "member" : "administrator";
  return html`<li><div><strong>${person.email}</strong> ${person.role === "administrator" && badge("quiet", "Administrator")} ${person.keeps_access_key === 1 && badge("quiet", "Keeps an access key")}
<small>${person.last_sign_in_at === null ? "Has not signed in yet." : html`Last signed in ${time(person.last_sign_in_at)}.`}${person.access_key_hash === null && " No access key."}</small></div>
<details class="actions-menu"><summary>Change</summary><div class="actions">
${form(context, `${base}/key`, html`<button>New access key</button>`)}
${form(context, `${base}/forget`, html`<button>Forget the name at the IdP</button>`)}
${!isSelf && form(context, `${base}/role`, html`<input type="hidden" name="role" value="${other}"><button>Make ${other}</button>`)}
${!isSelf && form(context, `${base}/remove`, html`<button class="danger">Remove</button>`)}
</div></details></li>`;
}

export async function addPerson(context: OwnContext): Promise<Response> {
  const { directory, session, now } = context;
  const email = addressOf(field(context.form, "email"));
  if (email === null) return await peoplePage(context, "That is not an e-mail address.");
  const role: Role = context.form.get("role") === "administrator" ? "administrator" : "member";
  if (!(await directory.people.add(email, role, now))) return await peoplePage(context, `${email} is there already.`);
  await directory.audit.write({ kind: "person.added", actor: session.person.email, details: { person: email, role } }, now);
  return redirect("/console/people");
}

/** Shown once, here and never again. */
export async function renewKey(context: OwnContext): Promise<Response> {
  const person = await ownPerson(context);
  if (person === null) return notFound(context);
  const key = await context.directory.people.renewAccessKey(person.id, context.session.tokenHash);
  await context.directory.audit.write({ kind: "person.changed", actor: context.session.person.email, details: { person: person.email, "access key": "renewed" } });
  return page(context, {
    title: "New access key",
    width: "wide",
    content: html`<h1>Access key of ${person.email}</h1><section class="card"><p>It is shown only now. Hand it over on a way that nobody else reads; it belongs into a password manager. The key of before opens nothing any more.</p>
<dl class="settings">${copied("Access key", "access-key", key)}</dl><p><a class="button" href="/console/people">Back to the people</a></p></section>`,
  });
}

export async function forgetName(context: OwnContext): Promise<Response> {
  const person = await ownPerson(context);
  if (person === null) return notFound(context);
  await unlinkPerson(context.env.DB, context.directory.organisationId, person.id);
  await context.directory.audit.write({ kind: "person.changed", actor: context.session.person.email, details: { person: person.email, "name at the IdP": "forgotten" } });
  return redirect("/console/people");
}

export async function changeRole(context: OwnContext): Promise<Response> {
  const person = await ownPerson(context);
  if (person === null) return notFound(context);
  if (person.id === context.session.person.id) return await peoplePage(context, "Another administrator has to change your role.");
  const role: Role = context.form.get("role") === "administrator" ? "administrator" : "member";
  if (!(await context.directory.people.setRole(person.id, role))) return await peoplePage(context, "Somebody has to stay administrator.");
  await context.directory.audit.write({ kind: "person.changed", actor: context.session.person.email, details: { person: person.email, role } });
  return redirect("/console/people");
}

export async function removePerson(context: OwnContext): Promise<Response> {
  const person = await ownPerson(context);
  if (person === null) return notFound(context);
  if (person.id === context.session.person.id) return await peoplePage(context, "Another administrator has to remove you.");
  if (!(await context.directory.people.remove(person.id))) return await peoplePage(context, "Somebody has to stay administrator.");
  await context.directory.audit.write({ kind: "person.removed", actor: context.session.person.email, details: { person: person.email } });
  return redirect("/console/people");
}

const ownPerson = ({ directory, params }: OwnContext): Promise<Person | null> => directory.people.byId(params["person"] ?? "");
