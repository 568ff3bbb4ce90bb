// The sign-in page: an address, and then the IdP of its domain, or an access key.
import { emailDomain, localPath } from "saml-edge";
import { type Context, directoryOf, field } from "../http/context.js";
import { addressOf, type Person, personWithAccessKey } from "../directory/people.js";
import { type Profile, profileOfDomain } from "../directory/profiles.js";
import { html } from "../html/html.js";
import { form, page, redirect } from "../html/layout.js";
import { input, notice } from "../html/parts.js";
import { isWithinLimits, tooMany } from "./limits.js";
import { createRequest } from "./connection.js";
import { beginSession } from "./session.js";

export async function loginPage(context: Context): Promise<Response> {
  if (context.session !== null) return redirect(destinationOf(context, context.url.searchParams.get("to")));
  const { searchParams } = context.url;
  return askAddress(context, { to: searchParams.get("to") ?? "/", email: searchParams.get("email") ?? "" });
}

function askAddress(context: Context, { to, email = "", mistake }: { readonly to: string; readonly email?: string; readonly mistake?: string }): Response {
  return page(context, {
    title: "Sign in",
    status: mistake === undefined ? 200 : 422,
    // Which IdP it is, is known only once the address is.
    formsGo: "to-idps",
    content: html`<section class="card"><h1>Sign in</h1>
${mistake !== undefined && notice("bad", html`<p>${mistake}</p>`)}
${form(
  context,
  "/login",
  html`<input type="hidden" name="to" value="${to}">
${input({ name: "email", label: "E-mail address", type: "email", value: email, required: true, autocomplete: "username" })}
<button class="primary wide">Continue</button>`,
)}
<p class="quiet centred"><a href="/login/key?${new URLSearchParams({ to }).toString()}">Use an access key instead</a></p></section>`,
  });
}

/** A domain that nobody has and a person whom nobody knows are answered alike: by the question for a key. */
export async function startLogin(context: Context): Promise<Response> {
  if (!(await isWithinLimits(context))) return tooMany(context);
  const email = field(context.form, "email");
  const to = field(context.form, "to", 1100);
  const domain = emailDomain(email);
  if (domain === null) return askAddress(context, { to, email, mistake: "That is not an e-mail address." });
  const found = await profileOfDomain(context.env.DB, domain);
  const isUsable = found !== null && found.profile.idp !== null && (found.isEnforced || found.profile.testedRevision !== null);
  if (!isUsable) return redirect(`/login/key?${new URLSearchParams({ email, to, unknown: "" }).toString()}`);
  if (!(await isWithinLimits(context, found.profile.organisationId, "start"))) return tooMany(context);
  return await sendToIdp(context, found.profile, destinationOf(context, to));
}

/** To the IdP, and back to the page that was asked for. */
export async function sendToIdp(context: Context, profile: Profile, returnTo: string): Promise<Response> {
  const { settings } = context;
  const domains = await directoryOf(context.env.DB, profile.organisationId).domains.ofProfile(profile.id);
  const login = await createRequest(settings, profile, domains, { secret: settings.secrets, returnTo, cookies: context.request.headers.get("cookie") });
  return login.toResponse({ headers: { "cache-control": "no-store" } });
}

/** A path on this site, whatever was written there; never back to where people sign in. */
export function destinationOf({ settings }: Context, to: string | null): string {
  const path = localPath(to, settings.origin) ?? "/";
  return /^\/(?:login|logout|saml|setup)(?:[/?#]|$)/.test(path) ? "/" : path;
}

export async function keyPage(context: Context): Promise<Response> {
  const { searchParams } = context.url;
  return askKey(context, { email: searchParams.get("email") ?? "", to: searchParams.get("to") ?? "/", isUnknown: searchParams.has("unknown") });
}

interface KeyQuestion {
  readonly email: string;
  readonly to: string;
  readonly isRefused?: boolean;
  /** Asked of whoever gave an address for which there is no single sign-on; whose it is, is not said. */
  readonly isUnknown?: boolean;
}

function askKey(context: Context, { email, to, isRefused = false, isUnknown = false }: KeyQuestion): Response {
  return page(context, {
    title: "Sign in with an access key",
    status: isRefused ? 403 : 200,
    content: html`<section class="card"><h1>Access key</h1>
${isRefused && notice("bad", html`<p>That address and that access key are not right together, or your organisation wants you to <a href="/login">use single sign-on</a>. If in doubt, ask your administrator.</p>`)}
${isUnknown && notice("info", html`<p>There is no single sign-on for this address. Check it, or use an access key.</p>`)}
${form(
  context,
  "/login/key",
  html`<input type="hidden" name="to" value="${to}">
${input({ name: "email", label: "E-mail address", type: "email", value: email, required: true, autocomplete: "username" })}
${input({ name: "key", label: "Access key", type: "password", required: true, autocomplete: "current-password", hint: "Your administrator gave it to you." })}
<button class="primary wide">Sign in</button>`,
)}
<p class="quiet centred"><a href="/login?${new URLSearchParams({ to, email }).toString()}">Back</a></p></section>`,
  });
}

export async function loginWithKey(context: Context): Promise<Response> {
  if (!(await isWithinLimits(context))) return tooMany(context);
  const { env, now } = context;
  const email = field(context.form, "email");
  const to = field(context.form, "to", 1100);
  const address = addressOf(email);
  const person = await personWithAccessKey(env.DB, field(context.form, "key"));
  if (person === null || person.email !== address || !(await mayUseKey(context, person))) return askKey(context, { email, to, isRefused: true });
  const expiresAt = now + context.settings.sessionMilliseconds;
  const cookie = await beginSession(context, person, { profileId: null, signedIn: null, expiresAt }, { kind: "sign-in", actor: person.email, details: { by: "access key" } });
  return redirect(destinationOf(context, to), [cookie]);
}

/** Where an organisation enforces single sign-on, only those of its people come in by a key who were left one, so that nobody locks himself out. For people of others it is not its to say. */
async function mayUseKey({ env }: Context, { email, organisation_id, keeps_access_key }: Person): Promise<boolean> {
  const found = await profileOfDomain(env.DB, email.slice(email.lastIndexOf("@") + 1));
  return keeps_access_key === 1 || found === null || !found.isEnforced || found.profile.organisationId !== organisation_id;
}
