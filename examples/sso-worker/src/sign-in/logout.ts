// Signing out here, and by the IdP.
import { SamlError, verifyLogout } from "saml-edge";
import { durableObjectStore } from "saml-edge/cloudflare";
import { type Context, directoryOf, type OwnContext } from "../http/context.js";
import { clearCookie, SESSION } from "../http/cookies.js";
import { profileByConnectionId } from "../directory/profiles.js";
import { endSession, endSessionsThat } from "../directory/sessions.js";
import { html } from "../html/html.js";
import { page, redirect } from "../html/layout.js";
import { connectionOf, createLogoutRequest, signingKey } from "./connection.js";
import { isWithinLimits, tooMany } from "./limits.js";
import { noSuchConnection } from "./refusals.js";

/** The session here ends first, whatever becomes of the others. */
export async function signOut(context: OwnContext): Promise<Response> {
  const { env, settings, session, directory } = context;
  await endSession(env.DB, session.tokenHash);
  await directory.audit.write({ kind: "sign-out", actor: session.person.email, profileId: session.profileId });
  const profile = session.profileId === null ? null : await directory.profiles.byId(session.profileId);
  const over = clearCookie(SESSION);
  // Whom the IdP named by an attribute alone, it could not be asked to sign out.
  if (profile?.idp?.sloUrl === undefined || typeof session.signedIn?.nameId !== "string") return redirect("/signed-out", [over]);
  const logout = await createLogoutRequest(settings, profile, session.signedIn).catch((error: unknown) => {
    if (error instanceof TypeError) return null;
    throw error;
  });
  // Settings of before that cannot work: here the session is over all the same.
  if (logout === null) return redirect("/signed-out?partly=1", [over]);
  const response = logout.toResponse({ headers: { "cache-control": "no-store" } });
  const to = response.headers.get("location");
  if (to !== null) return leavingPage(context, to, [...logout.cookies, over]);
  response.headers.append("set-cookie", over);
  return response;
}

/** A page comes in between: browsers hold `form-action` against every redirect that follows a form, and nobody knows which applications the IdP sends people on to. */
const leavingPage = (context: Context, to: string, cookies: readonly string[]): Response =>
  page({ ...context, session: null }, {
    title: "Signing out",
    headers: [["refresh", `0; url=${to}`], ...cookies.map((cookie): [string, string] => ["set-cookie", cookie])],
    content: html`<section class="card centred"><h1>Signing out</h1><p class="quiet">You are signed out here. If nothing happens by itself, continue.</p><p><a class="button primary" href="${to}">Continue</a></p></section>`,
  });

export async function singleLogoutService(context: Context): Promise<Response> {
  const { env, settings } = context;
  if (!(await isWithinLimits(context))) return tooMany(context);
  const profile = await profileByConnectionId(env.DB, context.params["connection"] ?? "");
  if (profile === null || profile.idp === null) return noSuchConnection(context);
  const { audit } = directoryOf(env.DB, profile.organisationId);
  try {
    const store = durableObjectStore(env.SAML_STATE, { name: profile.id });
    const logout = await verifyLogout(context.request, connectionOf(settings, profile, []), { store, secret: settings.secrets });
    if (logout.kind === "response") {
      const cookies = logout.doneCookie === null ? [] : [logout.doneCookie];
      return redirect(logout.success && !logout.partial ? "/signed-out" : "/signed-out?partly=1", cookies);
    }
    const ended = await endSessionsThat(env.DB, profile.id, logout.nameId, (signedIn) => logout.matches(signedIn));
    await audit.write({ kind: "sign-out.by-idp", actor: logout.nameId, profileId: profile.id, details: { sessions: String(ended) } });
    return profile.idp.sloUrl === undefined ? redirect("/signed-out") : await logout.respond({ sign: signingKey(settings) });
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    const { code, rule, message, hint } = error;
    if (code === "ERR_REPLAYED") return redirect("/signed-out");
    await audit.write({ kind: "sign-out.refused", profileId: profile.id, details: { code, rule, message, hint } });
    return page(context, {
      title: "The sign-out did not work",
      status: 403,
      content: html`<section class="card"><h1>The sign-out did not work</h1><p>If in doubt, close the browser: then you are signed out here.</p></section>`,
    });
  }
}

export async function signedOutPage(context: Context): Promise<Response> {
  const isPartly = context.url.searchParams.has("partly");
  return page(context, {
    title: "Signed out",
    content: html`<section class="card centred"><h1>You are signed out</h1>
<p>${isPartly ? "Somewhere else you may still be signed in: your organisation’s identity provider could not end everything. Close the browser to be sure." : "Have a good day."}</p>
<p><a class="button" href="/login">Sign in again</a></p></section>`,
  });
}
