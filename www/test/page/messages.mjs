// Messages that are no logins, and the card that says what a message says.
import { createLogin, createLogout, spMetadata } from "../../../pkg/dist/entries/inlined.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, failedRules, give, settled, verdictOf } from "../lib/browser.mjs";
import { textOf } from "../lib/samples.mjs";
import { document, entity } from "../messages/metadata.mjs";
import { key } from "../messages/loaded.mjs";

const connectionOf = (vectors) => vectors.find(({ name }) => name === "accept/plain").connection;
const NOW = new Date("2026-11-24T10:00:00Z");

/** `outcome id` of every finding, in the order of the page. */
const findings = (page) => page.$$eval(".finding", (rungs) => rungs.map(({ classList, dataset }) => `${classList[2]} ${dataset.finding}`));
const shown = async (page, wanted) => (await findings(page)).find((finding) => finding.endsWith(` ${wanted}`));
const banner = (page) => page.textContent("#banner");

/** The connection of the vectors, and their clock. */
const connected = (page) => example(page, "Good login");

const certificate = (name) => key(`${name}.crt.pem`).replace(/-----.*-----|\s/g, "");
const idpRole = (name) => `<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate(name)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></md:IDPSSODescriptor>`;

const lone = (vectors) => textOf(vectors.find(({ name }) => name === "accept/okta-assertion-signed").body).match(/<(\w+:)?Assertion[\s\S]*<\/(\w+:)?Assertion>/)[0];

export const messageTests = {
  "a request of the package: no fault, and its signature verifies with the certificate given": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      const { url } = await createLogin(connectionOf(vectors), { now: NOW, sign: key("sp.key.pem") });
      await give(page, url.href);
      equal(await verdictOf(page), "open");
      ok((await banner(page)).includes("No fault was found"), await banner(page));
      equal([await shown(page, "issuer"), await shown(page, "acs"), await shown(page, "destination"), await shown(page, "query-signature")], ["pass issuer", "pass acs", "pass destination", "skip query-signature"]);
      await page.getByLabel("Certificate of the application").fill(key("sp.crt.pem"));
      await page.waitForSelector('.pass[data-finding="query-signature"]');
      equal(await page.evaluate(() => document.activeElement.localName), "textarea", "the field keeps the focus");
      await page.getByLabel("Certificate of the application").fill(key("attacker.crt.pem"));
      await page.waitForSelector('.fail[data-finding="query-signature"]');
      equal(await verdictOf(page), "refused");
      await page.getByLabel("Certificate of the application").fill("nonsense");
      await page.waitForSelector('.skip[data-finding="query-signature"]');
      ok((await page.textContent("#said .complaint")).includes("no certificate"), "said");
    }),

  "a request for another: the fault is in the banner, and leads to its place": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      const { xml } = await createLogin(connectionOf(vectors), { now: NOW });
      await give(page, xml.replace("urn:console:JQ7a9f0c2", "urn:console:other"));
      equal(await verdictOf(page), "refused");
      ok((await banner(page)).includes("The Issuer is another than that of the connection."), await banner(page));
      equal((await findings(page))[0], "fail issuer", "what is wrong comes first");
      await page.click(".finding.fail .to-source");
      ok((await page.textContent(".source mark")).includes("urn:console:other"), "the place");
      await give(page, xml);
      equal(await verdictOf(page), "open", "the control");
    }),

  "a request without a connection says what could be compared": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      const { xml } = await createLogin(connectionOf(vectors), {});
      await give(page, xml);
      equal(await shown(page, "issuer"), "skip issuer");
      await page.click('#banner button:text-is("Give the connection")');
      equal(await page.evaluate(() => document.querySelector("#connection").open), true);
      ok((await page.textContent("#said")).includes("urn:console:JQ7a9f0c2"), "facts");
      equal(await page.isVisible("#checks h2"), true);
    }),

  "logout messages: accepted and refused as the package has it": ({ browser, bodyOf, vectors }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      for (const [name, verdict] of [["request", "accepted"], ["destination", "refused"], ["request-post", "accepted"], ["unsigned", "refused"], ["relay-state-changed", "refused"]]) {
        await give(page, bodyOf(`logout/${name}`));
        equal(await verdictOf(page), verdict, name);
        const { rule, sentences } = vectors.find((vector) => vector.name === `logout/${name}`);
        if (verdict === "accepted") continue;
        equal(await page.textContent("#banner .said"), sentences.message, name);
        ok((await banner(page)).includes(rule), rule);
      }
      await give(page, bodyOf("logout/destination"));
      await page.click("#banner .to-source");
      const mark = await page.textContent(".source mark");
      ok(mark.includes("Destination"), `the place of the refusal: ${mark}`);
    }),

  "a LogoutResponse to any request, and to another than the awaited one": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      await page.click("#connection summary");
      await page.getByLabel("Expected InResponseTo").selectOption("any");
      await give(page, bodyOf("logout/response"));
      equal(await verdictOf(page), "accepted");
      ok((await banner(page)).includes("was not compared"), "said");
      await page.getByLabel("Expected InResponseTo").selectOption("id");
      await page.getByLabel("ID of the request", { exact: true }).fill("_other");
      await settled(page);
      equal(await verdictOf(page), "refused");
    }),

  "without a single logout URL there is no verdict, and the field gives it": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      await page.click("#connection summary");
      equal(await page.getByLabel("Single logout URL").inputValue(), "https://sp.example.com/saml/slo", "of the example");
      await page.click('#connection summary:has-text("for logout)"):not(:has-text("requests"))');
      await page.getByLabel("Single logout URL").fill("");
      await give(page, bodyOf("logout/request"));
      equal(await verdictOf(page), "open");
      await page.getByLabel("Single logout URL").fill("https://sp.example.com/saml/slo");
      await settled(page);
      equal(await verdictOf(page), "accepted");
    }),

  "a logout that the application sends is not judged as one that it receives": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      const known = connectionOf(vectors);
      const connection = { ...known, idp: { ...known.idp, sloUrl: "https://idp.example.com/slo" } };
      const { url } = await createLogout(connection, { nameId: "jane" }, { now: NOW, sign: key("sp.key.pem") });
      await give(page, url.href);
      equal(await verdictOf(page), "open");
      equal(await shown(page, "issuer"), "pass issuer");
      await page.getByLabel("Certificate of the application").fill(key("sp.crt.pem"));
      await page.waitForSelector('.pass[data-finding="query-signature"]');
    }),

  "an encrypted name is decrypted for the verdict": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      await give(page, bodyOf("logout/encrypted-id"));
      equal(await verdictOf(page), "refused");
      await page.click("#key summary");
      await page.getByLabel("Private key of this application").fill(key("sp.key.pem"));
      await settled(page);
      equal(await verdictOf(page), "accepted");
      ok((await banner(page)).includes("jane.doe@example.com"), "whose sessions end");
    }),

  "metadata of an application fills it in": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      await give(page, await spMetadata(connectionOf(vectors).sp, { signingCertificates: [key("sp.crt.pem")] }));
      await page.click('button:text-is("Fill in this application from it")');
      await settled(page);
      equal(await page.getByLabel("ACS URL", { exact: false }).first().inputValue(), "https://sp.example.com/saml/acs");
      equal(await page.getByLabel("Single logout URL").inputValue(), "https://sp.example.com/saml/slo");
      ok((await page.textContent("#said .certificate")).includes("RSA 2048"), "certificate");
      const { url } = await createLogin(connectionOf(vectors), { sign: key("sp.key.pem") });
      await give(page, url.href);
      equal([await shown(page, "acs"), await shown(page, "query-signature")], ["pass acs", "pass query-signature"], "its certificate is known from there");
    }),

  "metadata of many: searched, one chosen, and filled in": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, document(Array.from({ length: 150 }, (_, at) => entity(`https://idp${at}.example.com`, idpRole("idp"))).join("")));
      equal(await page.locator(".entity-choice").count(), 100, "the first hundred");
      await page.getByLabel("Search the entities").fill("idp149.");
      equal(await page.locator(".entity-choice").count(), 1, "found");
      await page.click(".entity-choice");
      await page.click('button:text-is("Fill in the identity provider from it")');
      await page.waitForFunction(() => [...document.querySelectorAll("#connection input")].some(({ value }) => value === "https://idp149.example.com"));
      equal(await page.getByLabel("Sign-in URL").inputValue(), "https://idp.example.com/sso");
      await settled(page);
      equal(await page.getByLabel("Search the entities").inputValue(), "idp149.", "the search stays");
      await page.click("#said .show >> nth=0");
      ok((await page.textContent(".source mark")).includes("https://idp149.example.com"), "its place");
    }),

  "metadata that saml-edge refuses: why, and where": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, entity("https://idp.example.com", idpRole("idp").replace(/<md:KeyDescriptor.*<\/md:KeyDescriptor>/, "")).replace("<md:EntityDescriptor", '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"'));
      await page.waitForSelector("#said .notice.warn");
      ok((await page.textContent("#said .notice.warn")).includes("saml-edge refuses it"), "said");
    }),

  "a lone Assertion is judged in a Response that says that it was made": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      await give(page, lone(vectors));
      equal(await verdictOf(page), "open");
      ok((await page.textContent("#said")).includes("jane.doe@example.com"), "facts");
      ok((await page.textContent("#said")).includes("not verified"), "as it says");
      await page.click('#banner button:text-is("Judge it inside an unsigned Response made for it")');
      await page.waitForSelector('[data-verdict="open"]');
      ok((await page.textContent("#banner")).includes("This page made the Response"), "labelled");
      await give(page, lone(vectors).replace("jane.doe", "john.doe"));
      await page.click('#banner button:text-is("Judge it inside an unsigned Response made for it")');
      await page.waitForSelector('[data-verdict="refused"]');
      equal((await failedRules(page))[0], "S15", "altered");
    }),

  "what a login says, and what of it is verified": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const badges = () => page.$$eval("#said .badge", (found) => found.map(({ classList }) => classList[1]));
      await example(page, "Good login");
      equal(await badges(), ["warn", "good"], "the Assertion is signed, the Response is not");
      ok((await page.textContent("#said .said-table")).includes("Console Administrators"), "attributes");
      await page.click("#connection summary");
      await page.getByLabel("Certificates or public keys").fill(key("attacker.crt.pem"));
      await settled(page);
      equal(await badges(), ["warn", "warn"], "another key");
      await example(page, "Encrypted");
      ok((await page.textContent("#said")).includes("Assertion, decrypted"), "decrypted");
      await page.click("#key summary");
      await page.getByLabel("Private key of this application").fill("");
      await settled(page);
      ok((await page.textContent("#said")).includes("It is encrypted."), "without the key");
    }),

  "markup in what a message says stays text": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, '<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"><s:Issuer xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion">&lt;img src=x onerror=alert(1)&gt;\u202e</s:Issuer></p:AuthnRequest>');
      equal(await page.locator("#said img").count(), 0);
      equal(await page.$$eval("#said .hidden-character", (found) => found.length), 1, "what hides is named");
    }),

  ...Object.fromEntries([390, 1280].map((width) => [`messages fit a page of ${width} pixels, and every field has a name`, ({ browser, bodyOf, vectors }) =>
    browser.withPage(async ({ page }) => {
      await connected(page);
      const { url } = await createLogin(connectionOf(vectors), { sign: key("sp.key.pem") });
      const metadata = document(Array.from({ length: 3 }, (_, at) => entity(`https://idp${at}.example.com/${"long".repeat(50)}`, idpRole("idp"))).join(""));
      for (const text of [url.href, bodyOf("logout/several-sessions"), metadata, lone(vectors)]) {
        await give(page, text);
        if (text === metadata) await page.click(".entity-choice");
        equal(await page.evaluate(() => document.documentElement.scrollWidth), width, text.slice(0, 40));
        equal(await page.$$eval("input:not([hidden]), select, textarea, button", (fields) => fields.filter((field) => !(field.labels?.length > 0 || field.getAttribute("aria-label") || field.textContent.trim())).length), 0, "nameless");
        equal(await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)), [], "IDs");
      }
    }, { viewport: { width, height: 844 } })])),
};
