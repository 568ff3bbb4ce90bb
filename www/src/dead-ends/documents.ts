// XML, HTML and JSON of something else.
import { documentOf } from "../recognise/document.js";
import { withoutHtmlEscapes } from "../recognise/escapes.js";
import { listMember, member, parseJson, textMember } from "../recognise/json.js";
import type { Said } from "./what-else.js";

/** By the root. `null` where it is no XML, or nothing that is known. */
export function whatXml(text: string): Said | null {
  const begin = text.trimStart().slice(0, START);
  if (!begin.startsWith("<")) return null;
  const root = documentOf(begin)?.root;
  if (root === undefined) return null;
  const { name, namespace } = root;
  if (name === "Envelope" && namespace !== null && SOAP.includes(namespace)) {
    const inside = /<(?:[\w.-]{1,60}:)?(ArtifactResponse|Response|RequestSecurityTokenResponse|Assertion)[\s>]/.exec(text.slice(0, LONGEST))?.[1];
    return { title: "This is a SOAP message", text: `${inside === undefined ? "No login comes to an application like this." : `There is ${/^[AEIOU]/.test(inside) ? "an" : "a"} ${inside} in it.`} ${FROM_BROWSER}` };
  }
  if (name.startsWith("RequestSecurityToken")) return { title: "This is an answer of WS-Federation or WS-Trust", text: `${name} is not SAML 2.0, even where there is an Assertion in it. Choose SAML for the application at the identity provider.` };
  if (namespace !== null && namespace.startsWith("urn:oasis:names:tc:SAML:1.0:")) return { title: `This is ${/^[AEIOU]/.test(name) ? "an" : "a"} ${name} of SAML 1.1`, text: "SAML 1.1 is another protocol than SAML 2.0, and was given up. Choose SAML 2.0 for the application at the identity provider." };
  if (namespace === "http://www.yale.edu/tp/cas") return { title: "This is an answer of CAS", text: "CAS is another protocol than SAML 2.0." };
  if (namespace === "urn:oasis:names:tc:SAML:2.0:protocol" && BACK_CHANNEL.test(name)) return { title: `This is SAML 2.0, but ${name} is no login`, text: `Servers send it to each other, past the browser. ${FROM_BROWSER}` };
  return null;
}

/** A page without a form that carries a message. */
export function whatPage(text: string): Said | null {
  if (!/^\s*(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype\s{1,20}html|html[\s>])/i.test(text.slice(0, START))) return null;
  const page = text.slice(0, PAGE);
  const title = withoutHtmlEscapes(/<title[^>]{0,200}>([^<]{1,500})/i.exec(page)?.[1] ?? "").replace(/\s+/g, " ").trim();
  const isSignIn = /<input[^>]{0,300}type=["']?password/i.test(page);
  const named = title === "" ? "" : ` Its title is “${title.slice(0, 120)}”.`;
  if (isSignIn) return { title: "This is a page where people sign in", text: `The message comes after it.${named} Sign in, and take the request that the browser sends then.` };
  return { title: "This is a page without a SAML message", text: `There is no form in it that carries one.${named} If it shows an error, paste its text and number.` };
}

export function whatJson(text: string): Said | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const value = parseJson(text);
  if (value === undefined) return null;
  if (textMember(value, "authorization_endpoint") !== null || textMember(value, "token_endpoint") !== null) return { title: "This is the configuration of OpenID Connect", text: "For SAML, the identity provider has metadata in XML: paste that." };
  if (listMember(value, "keys").some((key) => textMember(key, "kty") !== null)) return { title: "These are keys of OpenID Connect (JWKS)", text: "For SAML, the identity provider has a certificate, which its metadata in XML has too: paste that." };
  if (Array.isArray(member(member(value, "log"), "entries"))) return { title: "This recording has no SAML message", text: "Begin to record before the login, with “Preserve log” on, and stop when it has failed." };
  const error = textMember(value, "error");
  if (error !== null) return { title: "This is an error of OAuth or of an API", text: `It says ${error.slice(0, 100)}${textMember(value, "error_description") === null ? "" : `: ${textMember(value, "error_description")?.slice(0, 300) ?? ""}`}. There is no SAML message in it.` };
  return { title: "This is JSON without a SAML message", text: "A recording of the browser (HAR) or of SAML-tracer would have one." };
}

const SOAP = ["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"];
const BACK_CHANNEL = /^(?:Artifact(?:Resolve|Response)|(?:Attribute|Authn|AuthzDecision|Subject)Query|AssertionIDRequest|ManageNameID(?:Request|Response)|NameIDMapping(?:Request|Response))$/;
const FROM_BROWSER = "Take the SAMLResponse that the browser posts to the application.";
/** Room for what stands before a root, and for its namespaces. */
const START = 65_536;
const LONGEST = 2 << 20;
/** A title and fields of a form are near the beginning. */
const PAGE = 300_000;
