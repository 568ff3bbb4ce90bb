// What people see when a sign-in or sign-out does not work. Nothing in it comes from a message.
import { escapeHtml } from "./send/html.js";
import type { SamlErrorCode } from "./types.js";

export function errorPage({ code, rule }: { readonly code: SamlErrorCode; readonly rule: string }, startAgain: string): string {
  const what = rule.startsWith("L") ? "sign-out" : "sign-in";
  const [title, text] = (what === "sign-out" ? SIGN_OUT_PAGES[code] : undefined) ?? PAGES[code] ?? [`The ${what} did not work`, "If it happens again, tell your administrator when it was."];
  const words = (sentence: string) => sentence.replaceAll("{what}", what);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words(title)}</title><style>${STYLE}</style><h1>${words(title)}</h1><p>${words(text)}</p><p><a href="${escapeHtml(startAgain)}">Start again</a></p></html>\n`;
}

/** Of those that happen without anybody's fault; `{what}` is the sign-in or the sign-out. */
const PAGES: Partial<Record<SamlErrorCode, readonly [title: string, text: string]>> = {
  ERR_REPLAYED: ["This {what} was used already", "That happens after Back or Refresh. If you were signed in, you still are."],
  ERR_REQUEST_EXPIRED: ["That took too long", "This {what} was started a while ago and is not valid any more."],
  ERR_EXPIRED: ["That took too long", "This {what} came too late."],
  ERR_REQUEST_OF_OTHER_BROWSER: ["This {what} was started elsewhere", "It belongs to another browser, or this browser keeps no cookies for this site."],
  ERR_IN_RESPONSE_TO_MISMATCH: ["This {what} is not open any more", "It was finished before, or belongs to another attempt."],
  ERR_IN_RESPONSE_TO_MISSING: ["This {what} is not open any more", "It was finished before, or belongs to another attempt."],
  ERR_UNSOLICITED: ["Please sign in from here", "Signing in from your organisation’s start page is not switched on for this site."],
  ERR_STATUS: ["Your organisation did not sign you in", "Its sign-in page refused, or you left it. If you should have access, ask your administrator."],
};

const SIGN_OUT_PAGES: typeof PAGES = {
  ERR_REPLAYED: ["You signed out already", "That happens after Back or Refresh. If in doubt, close the browser."],
  ERR_REQUEST_OF_OTHER_BROWSER: ["This sign-out was started elsewhere", "It belongs to another browser, or this browser keeps no cookies for this site. If in doubt, close the browser."],
};

const STYLE =
  "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color:#1b1f24;background:#fff}h1{font-size:1.5rem;line-height:1.25}a{color:#0b57d0}@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#14171a}a{color:#a8c7fa}}";

/** The digest is that of the style. */
export const ERROR_PAGE_POLICY = "default-src 'none'; style-src 'sha256-pHNKPEJhCrrv0Syg+pOkNQ5it0Y67AKhFhicPT+AnMc='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
