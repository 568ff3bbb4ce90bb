import type { Context } from "../http/context.js";
import { html } from "../html/html.js";
import { page } from "../html/layout.js";

/** Forms of administrators in a minute: more than people fill in, and less than what would fill a database. */
const CONSOLE = 300;

/** Asks the limiter of this address, or that of an organisation. One that cannot be reached lets nobody in: it is there for the moments in which things go wrong. */
export async function isWithinLimits({ env, settings, request }: Context, organisationId?: string, what: "start" | "answer" | "console" = "answer"): Promise<boolean> {
  // Whoever floods the sign-in page takes nothing from those who come back from the IdP.
  if (organisationId !== undefined) return await env.LIMITS.getByName(`organisation:${organisationId}:${what}`).take(what === "console" ? CONSOLE : settings.limits.organisation);
  return await env.LIMITS.getByName(`address:${networkOf(request.headers.get("cf-connecting-ip") ?? "unknown")}`).take(settings.limits.address);
}

/** Whoever has IPv6 has a /64 to choose addresses from. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  return [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...(tail ?? "").split(":")].slice(0, 4).join(":");
}

export function tooMany(context: Context): Response {
  return page(context, {
    title: "Please wait",
    status: 429,
    headers: { "retry-after": "60" },
    content: html`<section class="card"><h1>Please wait a minute</h1><p>There were too many attempts from here. Nothing is wrong with your account.</p><p><a class="button" href="/login">Try again</a></p></section>`,
  });
}
