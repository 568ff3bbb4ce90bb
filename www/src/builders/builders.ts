// What can be made without a message: a request, and the metadata of this application.
import { element, part } from "../dom.js";
import type { Form, Page } from "./card.js";
import { loginForm } from "./login-form.js";
import { metadataForm } from "./metadata-form.js";

export function builders({ connection, load }: Page): void {
  const page: Page = {
    connection,
    load(text) {
      load(text);
      part("input", HTMLElement).scrollIntoView();
      part("box", HTMLTextAreaElement).focus({ preventScroll: true });
    },
  };
  card(part("make-request", HTMLDetailsElement), "Make an AuthnRequest", "for HTTP-Redirect or HTTP-POST", () => loginForm(page));
  card(part("make-metadata", HTMLDetailsElement), "Make the metadata of this application", "and what to enter at the identity provider", () => metadataForm(page));
}

/** The form is made once it is opened. */
function card(section: HTMLDetailsElement, title: string, about: string, make: () => Form): void {
  section.replaceChildren(element("summary", {}, element("h3", {}, title), element("span", { class: "quiet" }, about)));
  const open = () => {
    if (!section.open) return;
    section.removeEventListener("toggle", open);
    section.append(make().root);
  };
  section.addEventListener("toggle", open);
}
