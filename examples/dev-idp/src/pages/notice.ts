import type { Refusal } from "../refusal.js";
import { html } from "./html.js";
import { pageResponse } from "./layout.js";

export function noticePage({ message, status, next }: Refusal): Response {
  const title = status === 404 ? "Nothing here" : "This cannot be done";
  const content = html`<section class="card">
<h1>${title}</h1>
<p>${message}</p>
${next && html`<p><a class="button" href="${next.path}">${next.label}</a></p>`}
</section>`;
  return pageResponse({ title, content, width: "narrow", status });
}
