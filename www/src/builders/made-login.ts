// A request that was made, and what the reader may do with it.
import { button, code, element, facts } from "../dom.js";
import type { OutgoingRequest } from "../library.js";
import { base64 } from "../octets.js";
import type { Page } from "./card.js";
import { copyButton, saveButton, type Say, textView, titled, xmlView } from "./output.js";
import { parametersOf } from "./query.js";

export interface Made {
  readonly request: OutgoingRequest;
  readonly binding: "redirect" | "post";
  readonly isSigned: boolean;
  readonly relayState: string | undefined;
  /** The page that posts itself, where it is posted. */
  readonly page: string | null;
}

export function showLogin(made: Made, page: Page, say: Say): HTMLElement[] {
  const { request } = made;
  const expect = button("Expect the answer to this request", () => {
    page.connection.expect(request.id);
    say(`The connection expects the answer to ${request.id} now.`);
  });
  return [
    element("div", { class: "row" }, ...(made.page === null ? [openLink(request.url)] : []), expect, button("Load it into the page", () => page.load(made.page ?? request.url.href))),
    facts([["ID", code(request.id)]]),
    titled("The XML as it was made", copyButton("the XML", request.xml, say)),
    xmlView(request.xml, "The AuthnRequest as it was made"),
    ...(made.page === null ? inAddress(made, say) : inForm(made, made.page, say)),
  ];
}

/** A link that the reader follows; the page itself asks for nothing. */
const openLink = (url: URL) => element("a", { class: "button", at: { href: url.href, target: "_blank", rel: "noreferrer noopener" } }, "Open at the identity provider");

function inAddress({ request: { url, xml }, isSigned, relayState }: Made, say: Say): HTMLElement[] {
  const parameters = parametersOf(url).map(({ name, encoded, decoded }): [string, HTMLElement] => [
    name,
    name === "SAMLRequest" ? element("span", {}, `The XML, compressed and in base64: ${decoded.length} characters for ${xml.length}.`) : element("span", {}, code(decoded), ...(name === "Signature" || encoded === decoded ? [] : [element("small", {}, "In the address: ", code(encoded))])),
  ]);
  return [
    titled("The address", copyButton("the address", url.href, say)),
    textView(url.href, "The address with the request in it"),
    titled("Its parameters"),
    facts(parameters),
    ...(isSigned ? [element("p", { class: "quiet" }, `The signature is over ${relayState === undefined ? "SAMLRequest" : "SAMLRequest, RelayState"} and SigAlg exactly as they stand in the address.`)] : []),
  ];
}

function inForm({ request: { url, xml }, relayState }: Made, page: string, say: Say): HTMLElement[] {
  const value = base64(new TextEncoder().encode(xml));
  const copied = (text: string, what: string) => element("span", { class: "copied" }, code(text), copyButton(what, text, say));
  return [
    titled("The form"),
    facts([
      ["Posted to", copied(url.href, "where it is posted to")],
      ["SAMLRequest", element("span", { class: "copied" }, `The XML in base64: ${value.length} characters.`, copyButton("SAMLRequest", value, say))],
      ["RelayState", relayState === undefined ? null : copied(relayState, "RelayState")],
    ]),
    titled("The page that posts it", copyButton("the HTML", page, say), saveButton("authn-request.html", "text/html", page)),
    element("p", { class: "quiet" }, "This page forbids itself to post forms. Save that one: once you open it, it posts itself to the identity provider."),
    textView(page, "The HTML that posts the request"),
  ];
}
