import type { SamlState } from "saml-edge/cloudflare";
import type { RateLimiter } from "./platform/rate-limiter.js";

/** What wrangler.jsonc binds, and the secrets. */
export interface Env {
  readonly DB: D1Database;
  readonly SAML_STATE: DurableObjectNamespace<SamlState>;
  readonly LIMITS: DurableObjectNamespace<RateLimiter>;
  /** The origin that browsers and IdPs know, such as `https://sso.example.com`. Never taken from a request. */
  readonly PUBLIC_URL?: string;
  /** At least 32 characters that nobody can guess; a comma-separated list while it is changed, the new one first. */
  readonly APP_SECRET?: string;
  /** PEM of the RSA key that signs what is sent and decrypts what comes, and of its certificate. */
  readonly SAML_KEY?: string;
  readonly SAML_CERTIFICATE?: string;
  /** While the key is changed: the certificate that comes next, and the key that was before. */
  readonly SAML_NEXT_CERTIFICATE?: string;
  readonly SAML_OLD_KEY?: string;
  /** DNS over HTTPS with JSON answers. */
  readonly DNS_RESOLVER?: string;
  /** Where the debugger page of saml-edge is, if anywhere: refusals then link to what it says about their rule. */
  readonly DEBUGGER_URL?: string;
  readonly SESSION_HOURS?: string;
  /** Requests in a minute. */
  readonly LIMIT_PER_ADDRESS?: string;
  readonly LIMIT_PER_ORGANISATION?: string;
}

export interface Settings {
  readonly origin: string;
  /** Everything is on this machine, as while developing. */
  readonly isLocal: boolean;
  readonly secrets: readonly string[];
  readonly key: string;
  readonly certificate: string;
  readonly nextCertificate: string | undefined;
  readonly oldKey: string | undefined;
  readonly resolver: URL;
  readonly debuggerUrl: URL | null;
  readonly sessionMilliseconds: number;
  readonly limits: { readonly address: number; readonly organisation: number };
}

/** What is missing or wrong is named, for whoever deploys; no value is repeated. */
export class ConfigurationError extends Error {}

export function readSettings(env: Env): Settings {
  const origin = originOf(required(env, "PUBLIC_URL"));
  const secrets = required(env, "APP_SECRET").split(",").map((secret) => secret.trim());
  if (secrets.some((secret) => secret.length < 32)) throw new ConfigurationError("APP_SECRET must have at least 32 characters: make it with `openssl rand -hex 32`.");
  return {
    origin: origin.origin,
    isLocal: isThisMachine(origin.hostname),
    secrets,
    key: pem(env, "SAML_KEY", "PRIVATE KEY"),
    certificate: pem(env, "SAML_CERTIFICATE", "CERTIFICATE"),
    nextCertificate: env.SAML_NEXT_CERTIFICATE || undefined,
    oldKey: env.SAML_OLD_KEY || undefined,
    resolver: resolverOf(env.DNS_RESOLVER || "https://cloudflare-dns.com/dns-query"),
    debuggerUrl: env.DEBUGGER_URL ? debuggerOf(env.DEBUGGER_URL, origin) : null,
    sessionMilliseconds: numberOf("SESSION_HOURS", env.SESSION_HOURS, 12) * 3_600_000,
    limits: {
      address: numberOf("LIMIT_PER_ADDRESS", env.LIMIT_PER_ADDRESS, 120),
      organisation: numberOf("LIMIT_PER_ORGANISATION", env.LIMIT_PER_ORGANISATION, 1200),
    },
  };
}

function required(env: Env, name: "PUBLIC_URL" | "APP_SECRET" | "SAML_KEY" | "SAML_CERTIFICATE"): string {
  const value = env[name];
  if (value === undefined || value === "") throw new ConfigurationError(`${name} is not set. README.md says how.`);
  return value;
}

function pem(env: Env, name: "SAML_KEY" | "SAML_CERTIFICATE", label: string): string {
  const text = required(env, name);
  if (!text.includes(`-----BEGIN ${label}-----`)) throw new ConfigurationError(`${name} has no line -----BEGIN ${label}-----. \`npm run keys\` makes what is needed.`);
  // It is public: whoever put the key beside it must not find out later.
  if (name === "SAML_CERTIFICATE" && text.includes("PRIVATE KEY")) throw new ConfigurationError("SAML_CERTIFICATE has a private key in it. It holds the certificate alone.");
  return text;
}

function originOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.pathname !== "/" || url.search !== "" || url.username !== "" || !(url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url.hostname))))
    throw new ConfigurationError("PUBLIC_URL must be an https origin, such as https://sso.example.com, or http on this machine.");
  return url;
}

function resolverOf(text: string): URL {
  if (!URL.canParse(text)) throw new ConfigurationError("DNS_RESOLVER must be an address, such as https://cloudflare-dns.com/dns-query.");
  return new URL(text);
}

/** A path of this site as well. */
function debuggerOf(text: string, origin: URL): URL {
  const url = URL.canParse(text, origin) ? new URL(text, origin) : undefined;
  if (url === undefined || text.includes("#") || url.username !== "" || !(url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url.hostname))))
    throw new ConfigurationError("DEBUGGER_URL must be the address of the debugger page, such as https://sso.example.com/saml-debugger.html, without a fragment.");
  return url;
}

export const isThisMachine = (hostname: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(hostname) || hostname.endsWith(".localhost");

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined || text === "" ? otherwise : Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new ConfigurationError(`${name} must be a number above 0.`);
  return number;
}
