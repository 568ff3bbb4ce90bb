// A SAML message on its way to an application.
import { html } from "./html.js";
import { pageResponse } from "./layout.js";

export type Message =
  | { readonly title: string; readonly action: string; readonly fields: readonly (readonly [name: string, value: string])[] }
  | { readonly title: string; readonly link: string };

export function messagePage(message: Message, cookie?: string): Response {
  const { title } = message;
  const way =
    "link" in message
      ? html`<p><a class="button primary" data-goes-on href="${message.link}">Continue</a></p>`
      : html`<form method="post" action="${message.action}" data-goes-on>
${message.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}<button class="primary">Continue</button>
</form>`;
  const content = html`<section class="card centred"><h1>${title}</h1><p class="quiet">If nothing happens by itself, continue.</p>${way}</section>`;
  return pageResponse({ title, content, width: "narrow", formsGo: "anywhere", cookie });
}
