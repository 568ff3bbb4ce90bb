// JSON Web Tokens, which people take for SAML.
import { member, parseJson, textMember } from "../recognise/json.js";
import type { Said } from "./what-else.js";

/** A lone one, or one with its name as forms and addresses have it. */
export function whatToken(text: string): Said | null {
  const [, payload = ""] = TOKEN.exec(text.trim()) ?? NAMED.exec(text) ?? [];
  if (payload === "") return null;
  const claims = claimsOf(payload);
  const issuer = textMember(claims, "iss");
  const isSignIn = member(claims, "nonce") !== undefined || member(claims, "sub") !== undefined;
  const of = issuer === null ? "" : ` It is of ${issuer.slice(0, 200)}.`;
  return { title: "This is a JWT, a token of OpenID Connect or OAuth", text: `${isSignIn ? "It says who signed in, and" : "It"} is not SAML.${of} Choose SAML for the application at the identity provider, or use a debugger of JWT on your own machine: the token may still be good.` };
}

function claimsOf(payload: string): unknown {
  try {
    return parseJson(new TextDecoder().decode(Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0))));
  } catch {
    return null;
  }
}

const TOKEN = /^(?:Bearer\s{1,8})?eyJ[\w-]{6,8000}\.([\w-]{2,200000})\.[\w-]{0,8000}$/i;
const NAMED = /\b(?:id_token|access_token)["']?\s{0,4}[=:]\s{0,4}["']?eyJ[\w-]{6,8000}\.([\w-]{2,200000})\./;
