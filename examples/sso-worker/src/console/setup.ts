// The first administrator: by a link that was printed where only whoever deploys can read it.
import { addressOf } from "../directory/people.js";
import { createOrganisation, isSetupToken, useSetupToken } from "../directory/organisations.js";
import { type Context, directoryOf, field } from "../http/context.js";
import { html } from "../html/html.js";
import { form, page } from "../html/layout.js";
import { copied, input, notice } from "../html/parts.js";
import { isWithinLimits, tooMany } from "../sign-in/limits.js";
import { beginSession } from "../sign-in/session.js";
import { notFound } from "./not-found.js";

export async function setupPage(context: Context, mistake?: string): Promise<Response> {
  if (!(await isWithinLimits(context))) return tooMany(context);
  if (!(await isSetupToken(context.env.DB, context.params["token"] ?? "", context.now))) return notFound(context);
  return page(context, {
    title: "Set up",
    status: mistake === undefined ? 200 : 422,
    content: html`<section class="card"><h1>Set up your organisation</h1><p>You become its first administrator.</p>
${mistake !== undefined && notice("bad", html`<p>${mistake}</p>`)}
${form(
  context,
  context.url.pathname,
  html`${input({ name: "organisation", label: "Organisation", required: true, value: field(context.form, "organisation", 80), autocomplete: "organization" })}
${input({ name: "email", label: "Your e-mail address", type: "email", required: true, value: field(context.form, "email"), autocomplete: "email" })}
<button class="primary wide">Create</button>`,
)}</section>`,
  });
}

export async function setUp(context: Context): Promise<Response> {
  const { env, now, settings } = context;
  if (!(await isWithinLimits(context))) return tooMany(context);
  const email = addressOf(field(context.form, "email"));
  const name = field(context.form, "organisation", 80);
  if (email === null || name === "") return await setupPage(context, email === null ? "That is not an e-mail address." : "The organisation needs a name.");
  if (!(await useSetupToken(env.DB, context.params["token"] ?? "", now))) return notFound(context);
  const organisationId = await createOrganisation(env.DB, name, now);
  const { people } = directoryOf(env.DB, organisationId);
  await people.add(email, "administrator", now);
  const person = await people.byEmail(email);
  if (person === null) throw new TypeError("The first administrator was not created.");
  const key = await people.renewAccessKey(person.id);
  const expiresAt = now + settings.sessionMilliseconds;
  const cookie = await beginSession(context, person, { profileId: null, signedIn: null, expiresAt }, { kind: "organisation.created", actor: email, details: { name } });
  return page(context, {
    title: "Your access key",
    headers: { "set-cookie": cookie },
    content: html`<section class="card"><h1>Your access key</h1><p>It is shown only now. Keep it in a password manager: with it you sign in, also when single sign-on does not work.</p>
<dl class="settings">${copied("E-mail address", "email", email)}${copied("Access key", "access-key", key)}</dl>
<p><a class="button primary" href="/console/profiles">To the console</a></p></section>`,
  });
}
