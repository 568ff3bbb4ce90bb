// What a text is that holds no message of SAML 2.0, and where to go on from it.
import { type IdpError, idpErrorsIn } from "./idp-errors.js";
import { isRequest, privateKey, publicPart } from "./keys.js";
import { whatJson, whatPage, whatXml } from "./documents.js";
import { TEXT } from "../recognise/limits.js";
import { whatToken } from "./tokens.js";

/** A title, and sentences. */
export interface Said {
  readonly title: string;
  readonly text: string;
}

export type Else =
  | { readonly kind: "certificate"; readonly pem: string }
  /** `pem` is `null` where it cannot be used; then `text` says why. */
  | { readonly kind: "private key"; readonly pem: string | null; readonly text: string }
  | { readonly kind: "error"; readonly errors: readonly IdpError[] }
  | ({ readonly kind: "said" } & Said);

/** `null` where nothing of it is known. */
export function whatElse(text: string): Else | null {
  if (text.length > TEXT) return null;
  const key = privateKey(text);
  if (key !== null) return { kind: "private key", pem: key.pem, text: key.refused ?? "" };
  const pem = publicPart(text);
  if (pem !== null) return { kind: "certificate", pem };
  const errors = idpErrorsIn(text.slice(0, LONGEST));
  if (errors.length > 0) return { kind: "error", errors };
  const said = (isRequest(text) ? REQUEST : null) ?? whatToken(text) ?? whatAddress(text) ?? whatXml(text) ?? whatPage(text) ?? whatJson(text);
  return said === null ? null : { kind: "said", ...said };
}

/** A lone one. */
function whatAddress(text: string): Said | null {
  const address = text.trim();
  if (!/^https?:\/\/\S{1,8000}$/i.test(address)) return null;
  // The reader of the box says what is in these.
  if (/[?&](?:SAMLart|SAMLRequest|SAMLResponse|wresult)=/i.test(address)) return null;
  if (/[?&]wa=wsignin1\.0/i.test(address)) return { title: "This is an address of WS-Federation", text: "WS-Federation is another protocol than SAML 2.0. Choose SAML for the application at the identity provider." };
  if (/[?&](?:response_type|code|client_id)=/i.test(address)) return { title: "This is an address of OpenID Connect", text: "OpenID Connect and OAuth are other protocols than SAML 2.0. Choose SAML for the application at the identity provider." };
  if (METADATA.test(address)) return { title: "This is an address, of metadata as it looks", text: "Open it, and paste the XML that it shows, or save it and choose the file. This page fetches nothing." };
  return { title: "This is an address", text: "Open it, and paste what it shows. This page fetches nothing." };
}

const METADATA = /metadata|\/saml\/descriptor|\.xml(?:[?#]|$)/i;

const REQUEST: Said = { title: "This is a certificate request", text: "It asks an authority for a certificate, and is none. Paste the certificate that came of it." };

/** Characters in which errors are looked for: an error page has some ten thousand. */
const LONGEST = 2 << 20;
