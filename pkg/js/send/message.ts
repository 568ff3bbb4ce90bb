// A message on its way to the IdP, through the browser: by HTTP-Redirect (bindings 3.4) or by HTTP-POST (bindings 3.5).
import { isThisMachine } from "../this-machine.js";
import type { Connection } from "../types.js";
import { escapeHtml } from "./html.js";
import { base64, concatenate, utf8 } from "./octets.js";
import type { Signer } from "./signing-key.js";
import { type Element, write } from "./xml.js";
import { signed } from "./xml-signature.js";

export type Binding = "redirect" | "post";

export interface Destination {
  readonly url: URL;
  readonly binding: Binding;
}

/** A message that is ready to be sent. */
export interface Sent {
  /** Where the browser goes: with the message in its query, or where the form is posted to. */
  readonly url: URL;
  readonly xml: string;
  /** An answer that sends the browser there. */
  toResponse(init?: ResponseInit): Response;
}

export interface Envelope {
  readonly parameter: "SAMLRequest" | "SAMLResponse";
  readonly message: Element;
  readonly to: Destination;
  readonly relayState: string | undefined;
  /** It came from the other side and goes back as it came. */
  readonly isEcho?: boolean;
  readonly signer: Signer | undefined;
  /** Values of Set-Cookie. */
  readonly cookies: readonly string[];
}

export async function send(envelope: Envelope): Promise<Sent> {
  if (envelope.relayState !== undefined && envelope.isEcho !== true) requireRelayState(envelope.relayState);
  return envelope.to.binding === "post" ? await post(envelope) : await redirect(envelope);
}

/**
 * As `encodeURIComponent` writes it, because some IdPs encode anew what they verify; but for the apostrophe, which every URL parser escapes: then the octets that arrive are
 * those that were signed.
 */
const encode = (value: string) => encodeURIComponent(value).replaceAll("'", "%27");

/** The query is signed as it is written. */
async function redirect({ parameter, message, to, relayState, signer, cookies }: Envelope): Promise<Sent> {
  const xml = write(message);
  const pairs = [[parameter, base64(await deflate(utf8(xml)))]];
  if (relayState !== undefined) pairs.push(["RelayState", relayState]);
  if (signer !== undefined) pairs.push(["SigAlg", signer.algorithm]);
  let query = pairs.map(([name, value]) => `${name}=${encode(value as string)}`).join("&");
  if (signer !== undefined) query += `&Signature=${encode(base64(await signer.sign(utf8(query))))}`;
  const url = new URL(to.url);
  url.search = url.search === "" ? query : `${url.search.slice(1)}&${query}`;
  return {
    url,
    xml,
    toResponse: (init) => new Response(null, { status: 302, ...init, headers: headersOf(init, cookies, [["location", url.href]]) }),
  };
}

async function post({ parameter, message, to, relayState, signer, cookies }: Envelope): Promise<Sent> {
  const xml = write(signer === undefined ? message : await signed(message, signer, "saml:Issuer"));
  const fields = [[parameter, base64(utf8(xml))]];
  if (relayState !== undefined) fields.push(["RelayState", relayState]);
  const inputs = fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value as string)}">`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>One moment</title><body><form method="post" action="${escapeHtml(to.url.href)}">${inputs.join("")}<noscript><p>Your browser runs no scripts here.</p><button>Go on</button></noscript></form><script>${SCRIPT}</script></body></html>`;
  const headers = [
    ["content-type", "text/html; charset=utf-8"],
    ["content-security-policy", POLICY],
    ["referrer-policy", "no-referrer"],
    ["x-content-type-options", "nosniff"],
  ] as const;
  return { url: new URL(to.url), xml, toResponse: (init) => new Response(html, { ...init, headers: headersOf(init, cookies, headers) }) };
}

/** What the caller sets stays, and our cookies join his. */
function headersOf(init: ResponseInit | undefined, cookies: readonly string[], own: readonly (readonly [string, string])[]): Headers {
  const headers = new Headers(init?.headers);
  // A message that a cache or the history keeps could be sent again.
  for (const [name, value] of [["cache-control", "no-store"], ...own] as const) if (!headers.has(name)) headers.set(name, value);
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return headers;
}

const SCRIPT = "document.forms[0].submit()";

/** The digest is that of the script. `form-action` is left out: browsers hold it against every redirect of the IdP as well. */
const POLICY = "default-src 'none'; script-src 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='; base-uri 'none'; frame-ancestors 'none'";

/** Bindings 3.4.3 and 3.5.3 allow 80 octets. */
function requireRelayState(value: string): void {
  const octets = utf8(value).length;
  if (value === "" || octets > 80) throw new TypeError(`options.relayState must have 1 to 80 octets; it has ${octets}.`);
}

/** Raw DEFLATE. Where the runtime cannot compress, one block that is stored as it is (RFC 1951, 3.2.4): longer, and as good. */
async function deflate(octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (typeof CompressionStream === "undefined") return stored(octets);
  const stream = new Blob([octets]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function stored(octets: Uint8Array): Uint8Array {
  const { length } = octets;
  if (length > 0xffff) throw new TypeError(`A message of ${length} octets is too long for a query: send it by HTTP-POST.`);
  return concatenate([Uint8Array.of(1, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff), octets]);
}

/** Where a message goes. The IdP's address comes from the connection; a script or a relative one would run or stay here. */
export function destinationOf(setting: "ssoUrl" | "sloUrl" | "sloResponseUrl", { idp, policy }: Connection): Destination {
  const address = idp[setting];
  const binding = (setting === "ssoUrl" ? idp.ssoBinding : idp.sloBinding) ?? "redirect";
  if (address === undefined) throw new TypeError(`connection.idp.${setting} is missing: without it there is no address to send the browser to.`);
  if (binding !== "redirect" && binding !== "post") throw new TypeError(`The binding of connection.idp.${setting} is neither redirect nor post.`);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !["https:", "http:"].includes(url.protocol) || url.username !== "" || url.hash !== "")
    throw new TypeError(`connection.idp.${setting} must be an absolute https URL without a user or fragment.`);
  if (url.protocol === "http:" && !isThisMachine(url) && policy?.allowHttpIdp !== true)
    throw new TypeError(
      `connection.idp.${setting} is not https: whoever is on the way could read and change what people send there. Where that network is yours, set policy.allowHttpIdp.`,
    );
  return { url, binding };
}

