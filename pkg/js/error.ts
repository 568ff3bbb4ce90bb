import { ERROR_PAGE_POLICY, errorPage } from "./error-page.js";
import type { Position, Refusal, SamlErrorCode } from "./types.js";

/**
 * A message that was refused, and why: for logs and for administrators.
 *
 * Mistakes of the caller, such as a bad certificate or a missing store, are `TypeError`s instead.
 */
export class SamlError extends Error implements Refusal {
  readonly code: SamlErrorCode;
  readonly rule: string;
  declare readonly expected?: string;
  declare readonly found?: string;
  readonly hint: string;
  readonly actor: Refusal["actor"];
  declare readonly position?: Position;

  constructor(refusal: Refusal, options?: { cause?: unknown }) {
    super(refusal.message, options);
    this.code = refusal.code;
    this.rule = refusal.rule;
    if (refusal.expected !== undefined) this.expected = refusal.expected;
    if (refusal.found !== undefined) this.found = refusal.found;
    this.hint = refusal.hint;
    this.actor = refusal.actor;
    if (refusal.position !== undefined) this.position = refusal.position;
  }

  /**
   * An error of another copy of this package is one too: a process that imports it in one place and requires it in another has two, and a refusal that is taken for a fault would be answered as one.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== SamlError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === "object" && value !== null && BRAND in value;
  }

  /**
   * The address of a page about `code`: what it means, a real example, and where it is mended at Okta, Microsoft Entra ID, Google Workspace, AD FS, PingFederate, OneLogin and Keycloak.
   * It follows from the code, and so is not a part of the JSON.
   */
  get docs(): string {
    return pageOf(this.code);
  }

  /** For `JSON.stringify` and structured logs: the members with the message, without stack and cause. */
  toJSON(): Refusal {
    const { code, rule, message, expected, found, hint, actor, position } = this;
    return {
      code,
      rule,
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
      hint,
      actor,
      ...(position === undefined ? {} : { position }),
    };
  }

  /**
   * An answer for the browser: a page in plain words, with a link to `startAgain` (by default the root of this site), and 400 where the request was none, 403 otherwise.
   * What it says is the same whatever was in the message, because whoever sent it would learn from more. After Back or Refresh the code is `ERR_REPLAYED`: send the browser to a page of
   * the site instead, which knows by its cookie whether somebody is signed in. That cookie does not come along with the answer of the IdP, if it is `SameSite=Lax`.
   */
  toResponse({ startAgain = "/", ...init }: ErrorPageInit = {}): Response {
    const headers = new Headers(init.headers);
    for (const [name, value] of HEADERS) if (!headers.has(name)) headers.set(name, value);
    const status = this.rule.startsWith("B") && this.rule !== "B07" ? 400 : 403;
    return new Response(errorPage(this, linkOf(startAgain)), { status, ...init, headers });
  }
}

export const pageOf = (code: SamlErrorCode): string => `https://github.com/saml-edge/saml-edge/blob/main/docs/errors/${code}.md`;

function linkOf(address: string | URL): string {
  const { protocol } = new URL(address, "https://site.invalid/");
  if (protocol !== "https:" && protocol !== "http:") throw new TypeError("startAgain is neither a path nor an http or https address.");
  return String(address);
}

export interface ErrorPageInit extends ResponseInit {
  /** Where the user begins anew: the sign-in page. */
  readonly startAgain?: string | URL;
}

/** The same in every copy. */
const BRAND = Symbol.for("saml-edge.SamlError");
Object.defineProperty(SamlError.prototype, BRAND, { value: true });

// On the prototype, as with every error class of the language: a name of its own on each instance would be listed with the fields.
Object.defineProperty(SamlError.prototype, "name", { value: "SamlError", configurable: true, writable: true });

const HEADERS = [
  ["content-type", "text/html; charset=utf-8"],
  ["cache-control", "no-store"],
  ["content-security-policy", ERROR_PAGE_POLICY],
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
] as const;
