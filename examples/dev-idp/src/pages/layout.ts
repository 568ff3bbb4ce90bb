// What all pages have in common.
import { type Html, html } from "./html.js";

export interface Page {
  readonly title: string;
  readonly content: Html;
  /** `narrow` for what people see on their way, `wide` for whoever sets things up. */
  readonly width: "narrow" | "wide";
  /** Who is signed in here. */
  readonly aside?: Html | undefined;
  readonly status?: number;
  /** `anywhere` for a message on its way: browsers hold `form-action` against every redirect that follows as well. */
  readonly formsGo?: "here" | "anywhere";
  readonly cookie?: string | undefined;
}

export function pageResponse({ title, content, width, aside, status = 200, formsGo = "here", cookie }: Page): Response {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Dev IdP</title>
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body class="${width}">
<p class="banner" role="note"><strong>For development only.</strong> This identity provider signs in anybody as anybody.</p>
<header><a class="brand" href="/"><span aria-hidden="true">ID</span> Dev IdP</a>${aside}</header>
<main>
${content}
</main>
</body>
</html>
`;
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `${POLICY}${formsGo === "here" ? "; form-action 'self'" : ""}`,
    "cache-control": "no-store",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
  });
  if (cookie !== undefined) headers.append("set-cookie", cookie);
  return new Response(text, { status, headers });
}

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";
