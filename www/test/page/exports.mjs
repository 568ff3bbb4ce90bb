// What browsers and their tools export about a login that happened: recorded from Chromium, on this machine.
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give, verdictOf } from "../lib/browser.mjs";
import { COPIED, harOf, recordRequests, traceOf } from "../lib/devtools.mjs";
import { query } from "../lib/samples.mjs";

/** Characters that a URL keeps as they are, and that shells and curl take for theirs. */
const LOOSE = "{a}[1]!$x^|`";
const STATE = `it's "here" & 100% ^ \\ ! $HOME`;

export const exportTests = {
  "a HAR that was recorded": (context) => {
    const folder = mkdtempSync(join(tmpdir(), "har-"));
    const path = join(folder, "login.har");
    return withSite(context, async (origin) => {
      const recording = await context.browser.newContext({ recordHar: { path, content: "embed" } });
      await signIn(await recording.newPage(), origin);
      await recording.close();
      await showsLogin(context, readFileSync(path, "utf8"), origin, "HAR");
    }).finally(() => rmSync(folder, { recursive: true }));
  },

  "a HAR as DevTools saves it": (context) => recorded(context, (requests, origin) => showsLogin(context, harOf(requests), origin, "HAR")),

  "an export of SAML-tracer, as it was and masked": (context) =>
    recorded(context, async (requests, origin) => {
      await showsLogin(context, traceOf(requests, null), origin, "SAML-tracer");
      for (const mask of ["{hash:0cc175b9c0f1b6a831c399e269772661}", "{obf:alternative_0}"]) {
        await context.browser.withPage(async ({ page }) => {
          await example(page, "Good login");
          await give(page, traceOf(requests, () => mask));
          equal((await listed(page)).map(([name]) => name), ["AuthnRequest", "Response", "LogoutRequest"], mask);
          equal(await verdictOf(page), "accepted");
          ok((await page.textContent("#recognised")).includes("masked"), "what is lost is said");
        });
      }
    }),

  ...Object.fromEntries(
    Object.entries(COPIED).map(([name, copy]) => [
      `all requests, copied as ${name}`,
      (context) => recorded(context, (requests, origin) => showsLogin(context, copy(requests), origin, name === "PowerShell" ? "PowerShell" : "curl")),
    ]),
  ),

  ...Object.fromEntries(
    Object.entries(COPIED).map(([name, copy]) => [
      `one request, copied as ${name}`,
      (context) =>
        recorded(context, (requests, origin) =>
          context.browser.withPage(async ({ page }) => {
            await example(page, "Good login");
            await give(page, copy(requests.filter(({ method }) => method === "POST")));
            equal(await verdictOf(page), "accepted");
            equal([await fact(page, "Sent to"), await fact(page, "RelayState")], [`${origin}/acs`, STATE]);
            await give(page, copy(requests.filter(({ url }) => url.includes("/sso?"))));
            equal([await fact(page, "Message"), await fact(page, "RelayState")].map((text) => text.split(",")[0]), ["AuthnRequest", LOOSE]);
          }),
        ),
    ]),
  ),
};

/** Three messages; the login is accepted, and the query of each redirect is as it was sent. */
async function showsLogin({ browser, redirect, authnRequest }, text, origin, from) {
  await browser.withPage(async ({ page }) => {
    await example(page, "Good login");
    await give(page, text);
    const messages = await listed(page);
    equal(messages.map(([name, how, by]) => [name, how, by]), [["AuthnRequest", "Redirect", from], ["Response", "POST", from], ["LogoutRequest", "Redirect", from]]);
    equal(await verdictOf(page), "accepted");
    equal([await fact(page, "Sent to"), await fact(page, "RelayState")], [`${origin}/acs`, STATE]);
    equal(await page.locator("#recognised .problems li").count(), 0, "problems");
    for (const [at, address, state] of [[0, `${origin}/sso?${query(authnRequest)}&RelayState=${LOOSE}`, LOOSE], [2, `${origin}/slo?${redirect}`, "r/1 +"]]) {
      await page.check(`.messages input >> nth=${at}`);
      await page.waitForFunction((name) => document.querySelector("#banner").textContent.includes(name), messages[at][0]);
      equal([await fact(page, "Sent to"), await fact(page, "RelayState")], [address.slice(0, 300), state]);
      equal(await page.locator("#recognised .problems li").count(), 0, "problems");
    }
  });
}

/** Kind, way, and what it was found in. */
const listed = (page) => page.$$eval(".messages label", (labels) => labels.map((label) => [label.querySelector("strong").textContent, ...label.querySelector("small").textContent.split(", ")]));

const fact = (page, name) => page.$$eval("#recognised dt", (terms, name) => terms.find(({ textContent }) => textContent === name)?.nextElementSibling.textContent ?? null, name);

async function recorded(context, test) {
  await withSite(context, async (origin) => {
    const recording = await context.browser.newContext();
    const page = await recording.newPage();
    const requests = await recordRequests(page, () => signIn(page, origin)).finally(() => recording.close());
    await test(requests.filter(({ url }) => !url.endsWith("/favicon.ico")), origin);
  });
}

async function signIn(page, origin) {
  await page.goto(`${origin}/login`);
  await page.click("button");
  await page.click("a");
  await page.waitForSelector("p");
}

/** A service and its IdP: a request by redirect, a login by POST, a logout by redirect. */
async function withSite({ vectors, redirect, authnRequest }, test) {
  const login = vectors.find(({ name }) => name === "accept/okta-assertion-signed").body;
  const escaped = (text) => text.replace(/[&"<]/g, (character) => `&#${character.charCodeAt(0)};`);
  const pages = {
    "/login": { status: 302, location: `/sso?${query(authnRequest)}&RelayState=${LOOSE}` },
    "/sso": { body: `<form method="post" action="/acs"><input type="hidden" name="SAMLResponse" value="${login}"><input type="hidden" name="RelayState" value="${escaped(STATE)}"><button>Continue</button></form>` },
    "/acs": { body: `<a href="/slo?${escaped(redirect)}">Sign out</a>` },
    "/slo": { body: "<p>Signed out</p>" },
  };
  const server = createServer(({ url }, response) => {
    const { status = 200, location, body = "" } = pages[url.split("?")[0]] ?? { status: 404 };
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...(location === undefined ? {} : { location }) }).end(`<!doctype html><title>Sign in</title>${body}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await test(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
