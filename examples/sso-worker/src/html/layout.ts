import type { Context } from "../http/context.js";
import { CSRF_FIELD } from "../http/csrf.js";
import { type Content, type Html, html } from "./html.js";

export interface Page {
  readonly title: string;
  readonly content: Content;
  /** `narrow` for what people see on their way in, `wide` for the console. */
  readonly width?: "narrow" | "wide";
  readonly status?: number;
  /** `to-idps` where a form of the page leads to an IdP by a redirect, and by others from there: browsers hold `form-action` against each. */
  readonly formsGo?: "here" | "to-idps";
  readonly headers?: HeadersInit;
}

/** A page with the strictest policy it can have: nothing inline, nothing from elsewhere. */
export function page(context: Context, { title, content, width = "narrow", status = 200, formsGo = "here", headers }: Page): Response {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – SSO console</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<script src="/assets/console.js" defer></script>
</head>
<body class="${width}">
<a class="skip" href="#content">Skip to the content</a>
${banner(context)}
<main id="content">
${content}
</main>
</body>
</html>
`;
  const all = new Headers(headers);
  for (const [name, value] of HEADERS) all.set(name, value);
  all.set("content-security-policy", `${POLICY}; form-action ${["'self'", ...(formsGo === "here" ? [] : idpsOf(context))].join(" ")}`);
  if (context.csrf.cookie !== null) all.append("set-cookie", context.csrf.cookie);
  return new Response(text, { status, headers: all });
}

/** IdPs are at https addresses, or on this machine while developing. */
const idpsOf = ({ settings }: Context): readonly string[] => (settings.isLocal ? ["https:", "http://localhost:*", "http://127.0.0.1:*"] : ["https:"]);

const HEADERS = [
  ["content-type", "text/html; charset=utf-8"],
  ["cache-control", "no-store"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
] as const;

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

function banner(context: Context): Html {
  const person = context.session?.person;
  if (person === undefined) return html`<header><a class="brand" href="/"><span aria-hidden="true">SSO</span> Console</a></header>`;
  const here = (path: string) => (context.url.pathname === path || context.url.pathname.startsWith(`${path}/`) ? html` aria-current="page"` : undefined);
  const link = ([path, name]: readonly [string, string]) => html`<a href="${path}"${here(path)}>${name}</a>`;
  return html`<header>
<a class="brand" href="/"><span aria-hidden="true">SSO</span> Console</a>
${person.role === "administrator" && html`<nav aria-label="Console">${PLACES.map(link)}</nav>`}
<form class="account" method="post" action="/logout">${csrfField(context)}<span>${person.email}</span> <button>Sign out</button></form>
</header>`;
}

const PLACES = [
  ["/console/profiles", "Profiles"],
  ["/console/domains", "Domains"],
  ["/console/people", "People"],
  ["/console/health", "Health"],
  ["/console/audit", "Audit"],
] as const;

export const csrfField = ({ csrf }: Context): Html => html`<input type="hidden" name="${CSRF_FIELD}" value="${csrf.token}">`;

/** A form that posts to this site. */
export const form = (context: Context, action: string, content: Content, className = ""): Html =>
  html`<form method="post" action="${action}" class="${className}">${csrfField(context)}${content}</form>`;

export const redirect = (to: string, cookies: readonly string[] = []): Response => {
  const headers = new Headers({ location: to, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
};
