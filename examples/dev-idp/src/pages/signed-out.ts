import type { SignOut } from "../state.js";
import { html } from "./html.js";
import { pageResponse } from "./layout.js";

export function signedOutPage(outcomes: SignOut["outcomes"]): Response {
  const content = html`<section class="card">
<h1>Signed out</h1>
<p>Your session here has ended.</p>
${outcomes.length > 0 && html`<ul class="outcomes">${outcomes.map(({ application, isSignedOut, words }) => html`<li class="${isSignedOut ? "good" : "bad"}"><strong>${application}</strong> ${words}</li>`)}</ul>`}
<p><a class="button" href="/">To the start</a></p>
</section>`;
  return pageResponse({ title: "Signed out", content, width: "narrow" });
}
