import { equal, mac, randomToken } from "../platform/random.js";
import { cookieOf, SESSION, setCookie, VISITOR } from "./cookies.js";

/** The field of every form. */
export const CSRF_FIELD = "csrf";

/**
 * The token of this browser: of its session, or of the cookie that it has before there is one. Nothing is stored, and a token of before the sign-in is none afterwards.
 */
export async function csrfOf(request: Request, secret: string): Promise<{ readonly token: string; readonly cookie: string | null }> {
  const known = cookieOf(request, SESSION) ?? cookieOf(request, VISITOR);
  const browser = known !== null && known.length >= 43 ? known : randomToken();
  return { token: await mac(secret, `csrf\0${browser}`), cookie: browser === known ? null : setCookie(VISITOR, browser, 86_400) };
}

/** Where a form was posted from: the token says that the page was ours, and the browser that the site was. */
export function isOwnForm(request: Request, origin: string, form: URLSearchParams, token: string): boolean {
  const sender = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  return (sender === null || sender === origin) && (site === null || site === "same-origin" || site === "none") && equal(form.get(CSRF_FIELD) ?? "", token);
}
