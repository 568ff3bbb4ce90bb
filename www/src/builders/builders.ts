// What can be made without a message: a request, and the metadata of this application.
import { element, part } from "../dom.js";
import type { Form, Page } from "./card.js";
import { loginForm } from "./login-form.js";
import { metadataForm } from "./metadata-form.js";

export interface Builders {
  /** The connection may be another one. */
  follow(): void;
}

export function builders({ connection, load }: Page): Builders {
  const page: Page = {
    connection,
    load(text) {
      load(text);
      part("input", HTMLElement).scrollIntoView();
      part("box", HTMLTextAreaElement).focus({ preventScroll: true });
    },
  };
  const forms = [
    card(part("make-request", HTMLDetailsElement), "Make an AuthnRequest", "for HTTP-Redirect or HTTP-POST", () => loginForm(page)),
    card(part("make-metadata", HTMLDetailsElement), "Make the metadata of this application", "and what to enter at the identity provider", () => metadataForm(page)),
  ];
  return { follow: () => forms.forEach((follow) => follow()) };
}

/** The form is made once it is opened. Gives what tells it of another connection. */
function card(section: HTMLDetailsElement, title: string, about: string, make: () => Form): () => void {
  let form: Form | null = null;
  section.replaceChildren(element("summary", {}, element("h3", {}, title), element("span", { class: "quiet" }, about)));
  const open = () => {
    if (!section.open) return;
    section.removeEventListener("toggle", open);
    form = make();
    section.append(form.root);
  };
  section.addEventListener("toggle", open);
  return () => form?.follow();
}
