/** Browsers take a `__Host-` cookie only over https (or from this machine), for the whole site, and from no other host of the domain. */
export const SESSION = "__Host-session";
export const VISITOR = "__Host-visitor";

/** `Lax`: the page that a link leads to knows who is signed in, and a form on another site does nothing in his name. */
export const setCookie = (name: string, value: string, seconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;

export const clearCookie = (name: string): string => setCookie(name, "", 0);

/** Blanks are those of RFC 6265, 5.4; a name that comes twice has no value. In one pass: a header may be long, and anybody may send it. */
export function cookieOf(request: Request, name: string): string | null {
  const values: string[] = [];
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    let [start, end] = [0, pair.length];
    while (isBlank(pair[start])) start++;
    while (end > start && isBlank(pair[end - 1])) end--;
    if (pair.startsWith(`${name}=`, start)) values.push(pair.slice(start + name.length + 1, end));
  }
  return values.length === 1 ? (values[0] as string) : null;
}

const isBlank = (character: string | undefined) => character === " " || character === "\t";
