// From a request to its answer: who is there, which route it is, and whether the form is ours.
import { assetOf } from "./assets.js";
import { notFound } from "./console/not-found.js";
import { firstSetupToken } from "./directory/organisations.js";
import { sessionOf } from "./directory/sessions.js";
import type { Env, Settings } from "./env.js";
import { type Context, directoryOf } from "./http/context.js";
import { cookieOf, SESSION } from "./http/cookies.js";
import { csrfOf, isOwnForm } from "./http/csrf.js";
import { readForm } from "./http/form.js";
import { html } from "./html/html.js";
import { page, redirect } from "./html/layout.js";
import { matched, ROUTES } from "./routes.js";
import { isWithinLimits, tooMany } from "./sign-in/limits.js";

export async function answer(request: Request, env: Env, settings: Settings): Promise<Response> {
  const url = new URL(request.url);
  const asset = assetOf(url.pathname);
  if (asset !== undefined) return asset;
  await printSetupLink(env, settings);
  const found = ROUTES.flatMap((route) => {
    const params = matched(route.path, url.pathname);
    return params === null ? [] : [{ route, params }];
  });
  const isGet = request.method === "GET" || request.method === "HEAD";
  const { route, params } = found.find(({ route: { method } }) => method === (isGet ? "GET" : request.method)) ?? { route: undefined, params: {} };
  const now = Date.now();
  const token = cookieOf(request, SESSION);
  const session = token === null ? null : await sessionOf(env.DB, token, now);
  const csrf = await csrfOf(request, settings.secrets[0] as string);
  const bare: Context = { request, url, env, settings, params, session, csrf, form: new URLSearchParams(), now };
  if (route === undefined) return found.length === 0 ? notFound(bare) : methodNotAllowed(bare, found.map(({ route: { method } }) => method));
  if (route.access === "idp") return await route.answer(bare);
  const form = route.method === "POST" ? await readForm(request) : new URLSearchParams();
  if (form === null || (route.method === "POST" && !isOwnForm(request, settings.origin, form, csrf.token))) return foreignForm(bare);
  const context: Context = { ...bare, form };
  if (route.access === "anyone") return await route.answer(context);
  if (session === null) return redirect(route.method === "GET" ? `/login?${new URLSearchParams({ to: url.pathname + url.search }).toString()}` : "/login");
  // Whoever is no administrator does not learn what there is.
  if (route.access === "administrator" && session.person.role !== "administrator") return notFound(context);
  if (route.method === "POST" && !(await isWithinLimits(context, session.person.organisation_id, "console"))) return tooMany(context);
  return await route.answer({ ...context, session, directory: directoryOf(env.DB, session.person.organisation_id) });
}

let isSetUp = false;

/** Once in each isolate; the database decides whether there is a link to print. */
async function printSetupLink(env: Env, { origin }: Settings): Promise<void> {
  if (isSetUp) return;
  const token = await firstSetupToken(env.DB, Date.now());
  isSetUp = true;
  if (token !== undefined) console.log(`Set up the first organisation, within a day: ${origin}/setup/${token}`);
}

const methodNotAllowed = (context: Context, methods: readonly string[]): Response =>
  page(context, { title: "Not this way", status: 405, headers: { allow: methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ") }, content: html`<section class="card"><h1>Not this way</h1><p>This address is for another kind of request.</p><p><a class="button" href="/">To the start</a></p></section>` });

/** A form of another site, or of a page from before somebody signed in or out. */
const foreignForm = (context: Context): Response =>
  page(context, {
    title: "Please try again",
    status: 403,
    content: html`<section class="card"><h1>Please try again</h1><p>The form was not from this page, or is from before you signed in or out. Nothing was changed.</p><p><a class="button" href="${context.url.pathname.startsWith("/console") ? context.url.pathname.split("/").slice(0, 3).join("/") : "/login"}">Back</a></p></section>`,
  });
