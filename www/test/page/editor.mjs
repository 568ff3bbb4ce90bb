import { readFileSync } from "node:fs";
import { join } from "node:path";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, failedRules, give, settled, shares, typeConnection, verdictOf } from "../lib/browser.mjs";

const key = (name) => readFileSync(join(import.meta.dirname, "../../../tests/vectors/keys", name), "utf8");

export const editorTests = {
  "certificates: who signed, what they are, and which signed": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await page.click("#connection summary");
      await page.getByLabel("Certificates or public keys").fill(`${key("idp-next.crt.pem")}\n${key("idp.crt.pem")}`);
      await settled(page);
      equal(await page.locator("#connection .certificate").count(), 2, "certificates");
      ok(!(await page.textContent("#connection .certificate >> nth=0")).includes("signed this message"), "the first did not sign");
      const second = await page.textContent("#connection .certificate >> nth=1");
      for (const word of ["signed this message", "RSA 2048", "2044-01-01", "1C:D2:43"]) ok(second.includes(word), `${word} in ${second}`);
      ok((await page.textContent(".signature")).includes("Certificate 2 of the connection"), "the card names it");
      equal(await verdictOf(page), "accepted");
    }),

  "certificates of the message: trusted, not trusted, no longer valid, unreadable": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      const title = (at) => page.textContent(`#certificates .certificate >> nth=${at}`);
      await example(page, "Good login");
      for (const words of ["trusted by the connection", "signed this message", "RSA 2048", "1C:D2:43", "Issued by", "Serial"]) ok((await title(0)).includes(words), `${words} in ${await title(0)}`);
      await give(page, bodyOf("accept/okta-assertion-signed"));
      await page.click("#connection summary");
      await page.getByLabel("Certificates or public keys").fill(key("idp-next.crt.pem"));
      await settled(page);
      equal(await page.locator("#certificates .certificate").count(), 2, "both");
      ok((await title(0)).includes("in the message only, not trusted") && (await title(0)).includes("signed this message"), await title(0));
      ok((await title(1)).includes("trusted by the connection") && !(await title(1)).includes("signed"), await title(1));
      await page.click("#clock summary");
      await page.getByLabel("A given time, in UTC").check();
      await page.getByLabel("Time, in UTC", { exact: true }).fill("2090-01-01T00:00:00");
      await settled(page);
      ok((await title(0)).includes("ended"), await title(0));
      await give(page, bodyOf("accept/okta-assertion-signed").replace(/(<ds:X509Certificate>)[^<]*/, "$1AAAA"));
      ok((await page.textContent("#certificates")).includes("1 in the message cannot be read"), "unreadable");
    }),

  "a certificate that is none is said, and the rest is judged": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await page.click("#connection summary");
      await page.getByLabel("Certificates or public keys").fill("nonsense");
      await settled(page);
      ok((await page.textContent(".certificates")).length > 10, "said");
      equal(await verdictOf(page), "open");
    }),

  "decryption by the key, and without": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Encrypted");
      await page.click("#key summary");
      await page.getByLabel("Private key of this application").fill("");
      await settled(page);
      equal((await failedRules(page))[0], "E01");
      await page.getByLabel("Private key of this application").fill("no key");
      await settled(page);
      ok((await page.textContent("#banner")).includes("Left out"), "complaint");
      await page.getByLabel("Private key of this application").fill(key("sp.key.pem"));
      await settled(page);
      equal(await verdictOf(page), "accepted");
    }),

  "what is missing is taken from the message, and accepts nothing until it was compared": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, bodyOf("accept/okta-assertion-signed"));
      await typeConnection(page, { sp: { acsUrl: "https://sp.example.com/saml/acs" } });
      await page.click('button:text-is("Take what is missing from the message (unverified)")');
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      await settled(page);
      ok(await page.isVisible("#connection .notice.warn"), "warning");
      equal(await verdictOf(page), "open");
      ok((await page.textContent("#banner")).includes("the connection is the message’s own"), "said");
      equal((await shares(page)).good, 0, "nothing is trusted");
      ok(!(await page.textContent("#certificates")).includes("✓ trusted"), "nor the certificate");
      await page.getByLabel("Keep this connection").check();
      equal(await page.evaluate(() => JSON.stringify(localStorage)), "{}", "not kept");
      await page.click('button:text-is("I have compared it, and it is ours")');
      await settled(page);
      equal(await verdictOf(page), "accepted");
      ok((await page.evaluate(() => JSON.stringify(localStorage))).includes("exk1fcia6d6EMsf331d8"), "kept now");
    }),

  "what the reader typed is not overwritten from the message": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, bodyOf("accept/okta-assertion-signed"));
      await typeConnection(page, { idp: { entityId: "urn:mine", certificates: [key("idp-next.crt.pem")] } });
      await page.click('button:text-is("Take what is missing from the message (unverified)")');
      await settled(page);
      equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "urn:mine");
      ok((await failedRules(page)).includes("K01"), "by the certificate that was typed");
    }),

  "with the identity provider alone, its part is judged": ({ browser, bodyOf, vectors }) =>
    browser.withPage(async ({ page }) => {
      const { connection: { idp, sp } } = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
      await give(page, bodyOf("accept/okta-assertion-signed"));
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      await typeConnection(page, { idp });
      equal(await verdictOf(page), "open");
      ok((await page.textContent("#banner .said")).includes("still needs the Entity ID of your application and its ACS URL"), await page.textContent("#banner .said"));
      ok(await page.locator("#rule-K01.pass").count() === 1, "the key is judged");
      ok((await page.textContent("#rule-C06")).includes("needs the Entity ID of your application"), "the audience is not");
      await typeConnection(page, { idp: { certificates: [key("idp-next.crt.pem")] } });
      equal(await failedRules(page), ["K01"], "another certificate");
      await typeConnection(page, { idp, sp: { entityId: "urn:another" } });
      equal(await failedRules(page), ["C06"], "another audience");
      await typeConnection(page, { sp });
      equal(await verdictOf(page), "accepted");
    }),

  "from metadata": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      const certificate = key("idp.crt.pem").replace(/-----.*-----|\s/g, "");
      const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.okta.com/exk1fcia6d6EMsf331d8"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://example.okta.com/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
      await give(page, metadata);
      await page.click("#banner button");
      await settled(page);
      equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "http://www.okta.com/exk1fcia6d6EMsf331d8");
      await page.getByLabel("Entity ID", { exact: false }).nth(1).fill("urn:console:JQ7a9f0c2");
      await page.getByLabel("ACS URL").fill("https://sp.example.com/saml/acs");
      await give(page, bodyOf("accept/okta-assertion-signed"));
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      await settled(page);
      equal(await verdictOf(page), "accepted");
    }),

  "the clock, and its slider over the window": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Expired");
      await page.click("#clock summary");
      ok((await page.textContent(".window-text")).includes("2026-11-24 10:04:57 UTC"), "window");
      await page.getByLabel("Time within the window").fill(String(Date.parse("2026-11-24T10:00:00Z")));
      await settled(page);
      equal(await verdictOf(page), "accepted");
      await page.getByLabel("Time, in UTC", { exact: true }).fill("2026-11-24T09:00:00");
      await settled(page);
      equal(await verdictOf(page), "refused");
    }),

  "the clock says how far it is from the window, and moves by minutes and seconds": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Expired");
      await page.click("#clock summary");
      const slider = page.getByLabel("Time within the window");
      const field = page.getByLabel("Time, in UTC", { exact: true });
      equal(await page.locator(".window-marks time").allTextContents(), ["09:54:57", "10:04:57"]);
      await field.fill("2026-11-26T08:14:57");
      await settled(page);
      ok((await page.textContent(".window-distance")).endsWith("46 hours after its end."), await page.textContent(".window-distance"));
      ok((await page.textContent("#clock summary")).includes("46 hours after its end"), "beside the heading");
      equal(await page.getAttribute(".time", "data-beyond"), "after");
      ok((await slider.getAttribute("aria-valuetext")).includes("46 hours after its end"), "read out");
      await field.fill("2026-11-24T10:00:00");
      await slider.focus();
      const moved = async (keys) => {
        for (const pressed of keys) await slider.press(pressed);
        return await field.inputValue();
      };
      equal(await moved(["ArrowRight"]), "2026-11-24T10:01");
      equal(await moved(["Shift+ArrowRight", "Shift+ArrowUp"]), "2026-11-24T10:01:02");
      equal(await moved(["ArrowDown", "Shift+ArrowLeft"]), "2026-11-24T10:00:01");
      await settled(page);
      equal([await verdictOf(page), await page.getAttribute(".time", "data-beyond")], ["accepted", ""]);
    }),

  "policy and the expected request": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await page.click("#connection summary");
      await page.click("#connection .policy summary");
      await page.getByLabel("What has to be signed").selectOption("response");
      await settled(page);
      equal((await failedRules(page))[0], "S02");
      await page.getByLabel("What has to be signed").selectOption("either");
      await page.getByLabel("ID of the request", { exact: true }).fill("_other");
      await settled(page);
      equal(await verdictOf(page), "refused");
      await page.getByLabel("Expected InResponseTo").selectOption("any");
      await settled(page);
      ok((await verdictOf(page)) !== "refused", "any");
    }),

  "an example brings its own settings, and takes them away": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      const stored = () => page.evaluate(() => JSON.stringify(localStorage));
      await typeConnection(page, { idp: { entityId: "urn:mine" } });
      await page.getByLabel("Keep this connection").check();
      const before = await stored();
      await example(page, "Encrypted");
      equal(await verdictOf(page), "accepted");
      equal(await stored(), before, "not kept");
      ok((await page.textContent("#of-example")).includes("those of the example"), "said");
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData("text", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      }, bodyOf("accept/okta-assertion-signed"));
      await page.waitForFunction(() => document.querySelector("#connection summary").textContent.includes("urn:mine"));
      await settled(page);
      equal(await page.textContent("#of-example"), "", "no longer");
      ok((await page.textContent("#key summary")).includes("none"), "nor the key");
      ok((await page.textContent("#clock summary")).includes("now"), "nor the clock");
    }),

  "its own time is that of this message, not of the one before": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await give(page, bodyOf("accept/okta-assertion-signed").replaceAll("2026-11-24T", "2020-01-01T"));
      await page.click("#clock summary");
      await page.getByLabel("The message's own time").check();
      await settled(page);
      await give(page, bodyOf("accept/okta-assertion-signed"));
      equal(await failedRules(page), []);
    }),

  "the policy is folded, and says what differs from the strict one": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.click("#connection summary");
      const summary = page.locator("#connection .policy > summary");
      const said = async () => await summary.locator(".quiet").textContent();
      equal([await said(), await page.getByLabel("Accept SHA-1").isVisible()], ["strict", false]);
      await summary.click();
      await page.getByLabel("IdP-initiated logins (no request asked for them)").selectOption("accept");
      await page.getByLabel("Accept SHA-1").check();
      await page.getByLabel("Clock skew").fill("60");
      equal(await said(), "IdP-initiated logins: accept, clock skew: 60 s, SHA-1 accepted");
      await page.getByLabel("Keep this connection").check();
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      equal(await said(), "IdP-initiated logins: accept, clock skew: 60 s, SHA-1 accepted", "kept");
      await example(page, "Good login");
      equal(await said(), "strict", "filled in");
    }),

  "addresses that no check of a login looks at are folded": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.click("#connection summary");
      for (const label of ["Sign-in URL", "Logout URL", "Single logout URL"]) {
        const field = page.locator("#connection").getByLabel(label, { exact: false }).first();
        equal(await field.isVisible(), false, label);
      }
      for (const summary of await page.locator("#connection summary:has-text('More addresses')").all()) await summary.click();
      ok(await page.locator("#connection").getByLabel("Sign-in URL").isVisible(), "opened");
      const tops = await page.$$eval("#connection > .columns > fieldset", (sets) => sets.map((set) => set.getBoundingClientRect().top));
      equal([tops.length, new Set(tops).size], [3, 1], "three beside each other");
    }),

  "kept in the browser only when asked, and never the key": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const stored = () => page.evaluate(() => JSON.stringify(localStorage));
      await typeConnection(page, { idp: { entityId: "http://www.okta.com/exk1fcia6d6EMsf331d8" } });
      await page.click("#key summary");
      await page.getByLabel("Private key of this application").fill(key("sp.key.pem"));
      equal(await stored(), "{}", "before");
      await page.getByLabel("Keep this connection").check();
      ok((await stored()).includes("exk1fcia6d6EMsf331d8"), "stored");
      ok(!(await stored()).includes("PRIVATE KEY"), "without the key");
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      await settled(page);
      equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "http://www.okta.com/exk1fcia6d6EMsf331d8");
      await page.click("#connection summary");
      await page.getByLabel("Keep this connection").uncheck();
      equal(await stored(), "{}", "afterwards");
    }),
};
