// A cookie jar with the rules that a login across two sites depends on.
// Every origin is a site of its own: for a real browser two ports of 127.0.0.1 are one site, and IdP and SP never are.

/** Where browsers accept Secure cookies over http. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export class CookieJar {
  #cookies = [];

  /** What was not stored, and why. */
  refused = [];

  /** `crossSite`: a page of another site started the navigation. */
  cookiesFor(url, { method, crossSite }) {
    const sent = this.#cookies.filter(
      (cookie) =>
        cookie.origin === url.origin &&
        pathMatches(url.pathname, cookie.path) &&
        (!crossSite || cookie.sameSite === "none" || (cookie.sameSite === "lax" && method === "GET")),
    );
    // Longer paths go first: https://www.rfc-editor.org/rfc/rfc6265#section-5.4
    return sent.sort((one, other) => other.path.length - one.path.length);
  }

  store(url, setCookie) {
    const cookie = readCookie(url, setCookie);
    const reason = refusal(url, cookie);
    if (reason !== undefined) {
      this.refused.push({ origin: url.origin, setCookie, reason });
      return;
    }
    this.#cookies = this.#cookies.filter(
      ({ origin, name, path }) => origin !== cookie.origin || name !== cookie.name || path !== cookie.path,
    );
    if (!cookie.expired) this.#cookies.push(cookie);
  }

  of(origin) {
    return this.#cookies.filter((cookie) => cookie.origin === origin);
  }
}

function readCookie(url, setCookie) {
  const [pair, ...rest] = setCookie.split(";").map((part) => part.trim());
  const [name, value] = halves(pair);
  const attributes = Object.fromEntries(
    rest.map(halves).map(([attribute, content]) => [attribute.toLowerCase(), content]),
  );
  return {
    origin: url.origin,
    name,
    value,
    path: attributes.path?.startsWith("/") ? attributes.path : defaultPath(url.pathname),
    domain: attributes.domain,
    secure: "secure" in attributes,
    httpOnly: "httponly" in attributes,
    // Lax unless it says otherwise, and without the two minutes' grace for a POST that some browsers give.
    sameSite: ["none", "strict"].find((mode) => mode === attributes.samesite?.toLowerCase()) ?? "lax",
    expired: "max-age" in attributes ? Number(attributes["max-age"]) <= 0 : Date.parse(attributes.expires) <= Date.now(),
  };
}

function refusal(url, cookie) {
  if (cookie.name === "") return "it has no name";
  if (cookie.domain !== undefined && cookie.domain !== url.hostname) return "Domain is not this host";
  if (cookie.secure && url.protocol !== "https:" && !LOOPBACK.test(url.hostname)) return "Secure over http";
  if (cookie.sameSite === "none" && !cookie.secure) return "SameSite=None without Secure";
  if (/^__(host|secure)-/i.test(cookie.name) && !cookie.secure) return "its prefix asks for Secure";
  if (/^__host-/i.test(cookie.name) && (cookie.domain !== undefined || cookie.path !== "/")) {
    return "__Host- asks for Path=/ and no Domain";
  }
  return undefined;
}

function halves(pair) {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, ""] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

const defaultPath = (pathname) => pathname.slice(0, pathname.lastIndexOf("/")) || "/";

const pathMatches = (pathname, path) =>
  pathname === path || (pathname.startsWith(path) && (path.endsWith("/") || pathname[path.length] === "/"));
