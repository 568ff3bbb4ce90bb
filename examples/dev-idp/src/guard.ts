// Who may ask. It signs in anybody as anybody, so it answers this machine alone unless it was told otherwise.
import type { Env } from "./env.js";
import { Refusal } from "./refusal.js";

export function requireHost({ headers }: Request, { host: named, protocol }: URL, { DEV_IDP_HOST }: Env): void {
  // The address of the request is what Miniflare was told that it is; the header is what the browser said.
  const hosts = [named, headers.get("host") ?? named];
  const isAllowed = (host: string) => (URL.canParse(`${protocol}//${host}`) && isLoopback(new URL(`${protocol}//${host}`).hostname)) || (DEV_IDP_HOST !== undefined && DEV_IDP_HOST !== "" && host === DEV_IDP_HOST);
  const host = hosts.find((host) => !isAllowed(host));
  if (host === undefined) return;
  throw new Refusal(403, `This identity provider signs in anybody as anybody, so it answers on this machine alone. It was asked as “${host}”; if that is meant, set DEV_IDP_HOST to it.`);
}

/** The URL parser has written every kind of IPv4 address as four numbers. */
const isLoopback = (hostname: string) =>
  hostname === "localhost" || hostname.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "[::1]";

/** A form that changes something comes from a page of ours. Every browser says where from, in one way or the other. */
export function requireOwnPage({ headers }: Request, { origin }: URL): void {
  const site = headers.get("sec-fetch-site");
  const isOwn = site === null ? headers.get("origin") === origin : site === "same-origin";
  if (!isOwn) throw new Refusal(403, "This form was sent from another site, so nothing was done.", { path: "/", label: "To the start" });
}

/** For programs. A page elsewhere cannot send this content type without asking first, and is not answered. */
export function requireJson({ headers, method }: Request, { origin }: URL): void {
  const from = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if ((from !== null && from !== origin) || !(site === null || site === "same-origin" || site === "none")) throw new Refusal(403, "Pages of other sites are not answered here.");
  const [type] = (headers.get("content-type") ?? "").split(";");
  if (method !== "GET" && type?.trim().toLowerCase() !== "application/json") throw new Refusal(415, "The content type has to be application/json.");
}
