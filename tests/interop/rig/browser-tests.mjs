// The scripted browser alone, with two sites that are functions.
import { equal, ok, refused } from "../../js/lib/check.mjs";
import { Browser } from "../browser.mjs";

const SP = "https://sp.example";
const IDP = "https://idp.example";

export const browserTests = {
  "browser/a-post-across-sites-takes-only-none": async () => {
    const { browser, seen } = twoSites();
    await browser.open(`${SP}/cookies`);
    await browser.open(`${IDP}/form`);
    await browser.settle();
    equal(seen.at(-1), "none=1", "the cookies of the POST");
    await browser.click(`${SP}/look`);
    equal(seen.at(-1), "none=1; lax=1; unnamed=1; strict=1", "the cookies of a link of the same site");
  },

  "browser/a-get-across-sites-takes-lax-too": async () => {
    const { browser, seen } = twoSites();
    await browser.open(`${SP}/cookies`);
    await browser.open(`${IDP}/`);
    await browser.click(`${SP}/look`);
    equal(seen.at(-1), "none=1; lax=1; unnamed=1", "the cookies of the link");
    await browser.open(`${IDP}/`);
    await browser.click(`${IDP}/redirect`);
    await browser.settle();
    equal(seen.at(-1), "none=1; lax=1; unnamed=1", "the cookies after the redirect");
    await browser.open(`${SP}/look`);
    equal(seen.at(-1), "none=1; lax=1; unnamed=1; strict=1", "the cookies of a typed address");
  },

  "browser/cookies-that-browsers-refuse": async () => {
    const { browser } = twoSites();
    await browser.open(`${SP}/refused`);
    equal(browser.cookies(SP).length, 0, "cookies");
    equal(browser.refusedCookies.map(({ setCookie }) => setCookie.split("=")[0]), ["none", "__Secure-a", "__Host-b", "__Host-c", "other"]);
    const http = new Browser({ servers: { "http://sp.example": async () => page("", ["a=1; Secure"]) } });
    await http.open("http://sp.example/");
    equal(http.refusedCookies.map(({ reason }) => reason), ["Secure over http"]);
  },

  "browser/a-cookie-is-removed-and-has-a-path": async () => {
    const { browser, seen } = twoSites();
    await browser.open(`${SP}/cookies`);
    await browser.open(`${SP}/removed`);
    equal(browser.cookies(SP).map(({ name }) => name), ["unnamed", "strict", "deep"]);
    await browser.open(`${SP}/deep/look`);
    equal(seen.at(-1), "deep=1; unnamed=1; strict=1");
    await browser.open(`${SP}/deeper`);
    equal(seen.at(-1), "unnamed=1; strict=1");
  },

  "browser/a-form-as-it-stands": async () => {
    const { browser, bodies } = twoSites();
    await browser.open(`${SP}/fields`);
    equal(browser.page.forms.length, 2, "forms");
    equal(await browser.step(), false, "moved by itself");
    await browser.submit(browser.page.forms[0], { word: "x y", go: "1" });
    equal(bodies.at(-1), "hidden=a%26%22%C3%BC&word=x+y&ticked=on&area=one%0A+two&choice=second&go=1");
    equal(browser.page.url, `${SP}/to?a=1&b=2`);
    await browser.open(`${SP}/fields`);
    await browser.submit(browser.page.forms[1]);
    equal(browser.page.url, `${SP}/fields?q=1`);
  },

  "browser/a-message-without-a-script-waits": async () => {
    const { browser } = twoSites();
    await browser.open(`${IDP}/no-script`);
    await browser.settle();
    equal(browser.page.url, `${IDP}/no-script`);
    const error = await refused(browser.until(({ url }) => url.startsWith(SP)), Error);
    ok(error.message.includes("it rests"), error.message);
  },

  "browser/redirects-one-at-a-time-and-not-for-ever": async () => {
    const { browser } = twoSites();
    await browser.open(`${IDP}/redirect`);
    equal([browser.page.status, browser.page.location], [302, `${SP}/look`]);
    await browser.open(`${IDP}/loop`);
    const error = await refused(browser.settle(), Error);
    ok(error.message.startsWith("no end"), error.message);
  },

  "browser/only-307-and-308-keep-a-post": async () => {
    const { browser, bodies } = twoSites();
    for (const [status, method] of [[303, "GET"], [302, "GET"], [307, "POST"], [308, "POST"]]) {
      await browser.open(`${SP}/fields`);
      await browser.submit({ action: `${SP}/again?${status}`, method: "POST", fields: [{ name: "a", value: "1" }] });
      await browser.settle();
      equal([browser.history.at(-1).method, bodies.at(-1)], [method, method === "POST" ? "a=1" : ""], `after ${status}`);
    }
  },
};

function twoSites() {
  const seen = [];
  const bodies = [];
  const serve = (pages) => async (request) => {
    const { pathname, search } = new URL(request.url);
    seen.push(request.headers.get("cookie"));
    bodies.push(await request.text());
    return pages[pathname]?.(search) ?? page("");
  };
  const browser = new Browser({ servers: { [SP]: serve(SP_PAGES), [IDP]: serve(IDP_PAGES) } });
  return { browser, seen, bodies };
}

const FIELDS = `<form method="post" action="/to?a=1&amp;b=2"><input type="hidden" name="hidden" value="a&amp;&quot;&#xFC;">
<input name="word"><input type="checkbox" name="ticked" checked><input type="checkbox" name="unticked">
<textarea name="area">one
 two</textarea><select name="choice"><option>first<option value="second" selected>2</select>
<input type="submit" name="button" value="x"><input name="off" value="x" disabled><input value="nameless"></form>
<form><input name="q" value="1"></form>`;

const GOOD_COOKIES = [
  "none=1; Secure; SameSite=None",
  "lax=1; SameSite=Lax",
  "unnamed=1; Path=/",
  "strict=1; SameSite=Strict",
  "deep=1; Path=/deep",
];

const BAD_COOKIES = [
  "none=1; SameSite=None",
  "__Secure-a=1",
  "__Host-b=1; Secure; Path=/deep",
  "__Host-c=1; Path=/",
  "other=1; Domain=example.org",
];

const SP_PAGES = {
  "/cookies": () => page("", GOOD_COOKIES),
  "/refused": () => page("", BAD_COOKIES),
  "/removed": () => page("", ["none=; Secure; SameSite=None; Max-Age=0", "lax=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]),
  "/fields": () => page(FIELDS),
  "/again": (search) => redirect("/look", Number(search.slice(1))),
};

const MESSAGE = `<form method="post" action="${SP}/acs"><input type="hidden" name="SAMLResponse" value="x"></form>`;

const IDP_PAGES = {
  "/form": () => page(`<body onload="document.forms[0].submit()">${MESSAGE}`),
  "/no-script": () => page(MESSAGE),
  "/redirect": () => redirect(`${SP}/look`, 302),
  "/loop": () => redirect("/loop", 302),
};

function page(html, cookies = []) {
  const response = new Response(`<!doctype html>${html}`, { headers: { "content-type": "text/html; charset=utf-8" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

const redirect = (location, status) => new Response(null, { status, headers: { location } });
