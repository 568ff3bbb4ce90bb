import { organisationName } from "../directory/organisations.js";
import type { Context } from "../http/context.js";
import { html } from "../html/html.js";
import { page, redirect } from "../html/layout.js";
import { notice } from "../html/parts.js";

/** Where an application of yours would begin. */
export async function homePage(context: Context): Promise<Response> {
  const { session, env } = context;
  if (session === null) return redirect("/login");
  const { person, profileId, signedIn } = session;
  const isAgain = context.url.searchParams.has("again");
  return page(context, {
    title: "Home",
    content: html`<section class="card"><h1>You are signed in</h1>
${isAgain && notice("info", html`<p>That sign-in was used already, which happens after Back or Refresh. Nothing has changed.</p>`)}
<dl class="facts"><dt>As</dt><dd>${person.email}</dd><dt>Organisation</dt><dd>${await organisationName(env.DB, person.organisation_id)}</dd><dt>By</dt><dd>${profileId === null ? "Access key" : "Single sign-on"}</dd>${typeof signedIn?.sessionIndex === "string" && html`<dt>Session at the identity provider</dt><dd><code>${signedIn.sessionIndex}</code></dd>`}</dl>
${person.role === "administrator" ? html`<p><a class="button primary" href="/console/profiles">To the console</a></p>` : html`<p class="quiet">This page stands where your application would be.</p>`}</section>`,
  });
}
