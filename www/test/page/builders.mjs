import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { make, makeMetadata, makeRedirect, openMetadata, openRequest, shown, SSO_URL } from "../builders/forms.mjs";
import { keyText } from "../builders/keys.mjs";
import { example, failedRules, settled, verdictOf } from "../lib/browser.mjs";
import { metadataTests } from "./builders-metadata.mjs";

export const builderTests = {
  "a signed redirect reads back, and its signature is over the query as it stands": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      for (const [key, hash] of [["sp", "sha256"], ["ec-p256", "sha256"], ["ec-p521", "sha512"]]) {
        await form.getByLabel("RelayState").fill("r/1 +'é");
        await form.getByLabel("Signing key").fill(keyText(`${key}.key.pem`));
        const { xml, url } = await makeRedirect(page, form);
        const query = new URL(url).search.slice(1);
        const [, signed, signature] = /^tenant=a%20b&(SAMLRequest=.*)&Signature=([^&]*)$/.exec(query);
        const publicKey = { key: createPublicKey(keyText(`${key}.crt.pem`)), dsaEncoding: "ieee-p1363" };
        const value = Buffer.from(decodeURIComponent(signature), "base64");
        ok(verify(hash, Buffer.from(signed), publicKey, value), `${key}: the signature verifies`);
        ok(!verify(hash, Buffer.from(signed.replace("RelayState=r", "RelayState=s")), publicKey, value), `${key}: and over nothing else`);
        const request = new URLSearchParams(query).get("SAMLRequest");
        equal(inflateRawSync(Buffer.from(request, "base64")).toString(), xml, `${key}: the XML that is shown`);
        equal(new URLSearchParams(query).get("RelayState"), "r/1 +'é");
        ok((await form.locator(".made").textContent()).includes(decodeURIComponent(signature)), "the signature is shown");
      }
    }),

  "a posted request carries its signature, and the page that posts it reads back": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      await form.getByLabel("Binding").selectOption("post");
      await form.getByLabel("RelayState").fill('a"<b>');
      await form.getByLabel("Signing key").fill(keyText("sp.key.pem"));
      await form.getByLabel("Certificate of the key").fill(keyText("sp.crt.pem"));
      await make(page, form, "Make the request");
      const xml = await shown(form, "The AuthnRequest as it was made");
      const [download] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "Download authn-request.html" }).click()]);
      const html = readFileSync(await download.path(), "utf8");
      equal(html, await shown(form, "The HTML that posts the request"));
      const posted = await page.evaluate((text) => {
        const { action, elements } = new DOMParser().parseFromString(text, "text/html").forms[0];
        return { action, SAMLRequest: elements.SAMLRequest.value, RelayState: elements.RelayState.value };
      }, html);
      equal(posted, { action: SSO_URL, SAMLRequest: Buffer.from(xml).toString("base64"), RelayState: 'a"<b>' });
      verifyEnveloped(xml);
    }),

  "what the package refuses is said at its field, which gets the focus": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      const cases = [
        ["SSO URL", "javascript:alert(1)", "absolute https URL"],
        ["ACS URL", "http://sp.example.com/acs", "must be https"],
        ["Entity ID of the identity provider", "", "missing"],
        ["RelayState", "x".repeat(81), "it has 81"],
        ["Signing key", keyText("sp.crt.pem"), "is a CERTIFICATE"],
        ["Signing key", keyText("sp-1024.key.pem"), "1024 bits"],
        ["Certificate of the key", keyText("sp.crt.pem"), "needs the key"],
        ["IssueInstant", "yesterday", "not a valid Date"],
      ];
      for (const [label, wrong, words] of cases) {
        const field = form.getByLabel(label);
        const right = await field.inputValue();
        await field.fill(wrong);
        await form.getByRole("button", { name: "Make the request" }).click();
        await form.locator(".complaint.at-field").waitFor();
        equal(await form.locator(".made > *").count(), 0, `${label}: nothing is shown`);
        const said = await page.evaluate(() => {
          const { ariaInvalid, labels } = document.activeElement;
          return { ariaInvalid, label: labels[0].firstChild.textContent, text: document.getElementById(document.activeElement.getAttribute("aria-describedby")).textContent };
        });
        equal([said.ariaInvalid, said.label], ["true", label]);
        ok(said.text.includes(words), `${label}: ${said.text}`);
        await field.fill(right);
        await makeRedirect(page, form);
        equal(await form.locator(".complaint, [aria-invalid]").count(), 0, `${label}: nothing is left of it`);
      }
    }),

  "what is about no field is said as a sentence, and a switch has its complaint beside it": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      await form.getByLabel("Subject").evaluate((field) => (field.value = "\u0001"));
      await form.getByRole("button", { name: "Make the request" }).click();
      await form.getByRole("status").filter({ hasText: "XML cannot hold the character U+0001" }).waitFor();
      await form.getByLabel("Subject").fill("");
      await form.getByLabel("ForceAuthn").check();
      await form.getByLabel("IsPassive").check();
      await form.getByRole("button", { name: "Make the request" }).click();
      await form.locator(".choice + .complaint").waitFor();
      equal(await page.evaluate(() => document.activeElement.labels[0].textContent), "The user has to sign in again (ForceAuthn)", "its name is what it was");
    }),

  "another format of the NameID than the usual ones": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      await form.getByLabel("Format of the NameID").selectOption({ label: "Another" });
      await form.getByRole("button", { name: "Make the request" }).click();
      await form.locator(".complaint.at-field").waitFor();
      await form.getByLabel("The URI").fill("urn:format");
      await form.getByRole("button", { name: "MFA (REFEDS)" }).click();
      const { xml } = await makeRedirect(page, form);
      for (const part of ['Format="urn:format"', ">https://refeds.org/profile/mfa<"]) ok(xml.includes(part), xml);
    }),

  "the answer to a request that was made is expected, and no other": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      equal(await verdictOf(page), "accepted");
      const form = await openRequest(page, { fill: false });
      equal(await form.getByLabel("ACS URL").inputValue(), "https://sp.example.com/saml/acs", "taken from the connection");
      const { xml } = await makeRedirect(page, form);
      await form.getByRole("button", { name: "Expect the answer to this request" }).click();
      await settled(page);
      const [, id] = / ID="([^"]+)"/.exec(xml);
      ok((await form.getByRole("status").textContent()).includes(id), "said");
      equal(await page.locator("#connection").getByLabel("ID of the request", { exact: true }).inputValue(), id);
      equal((await failedRules(page))[0], "R08");
    }),

  "how requests are sent is taken from the metadata of the identity provider": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.click("#connection summary");
      await page.locator("#connection").getByLabel("Metadata of the identity provider").fill(idpMetadata());
      await page.getByRole("button", { name: "Fill in from the metadata" }).click();
      await page.locator("#connection .certificate").waitFor();
      const form = await openRequest(page, { fill: false });
      equal(await form.getByLabel("SSO URL").inputValue(), "https://idp.example.com/post");
      equal(await form.getByLabel("Binding").inputValue(), "post");
      ok(await form.getByLabel("signed requests only").isChecked(), "signed requests");
      await page.locator("#connection").getByLabel("Issuer").fill("urn:another");
      await page.locator("#connection summary", { hasText: "More addresses" }).first().click();
      await page.locator("#connection").getByLabel("Sign-in URL").fill("");
      await form.getByRole("button", { name: "Take from the connection" }).click();
      ok((await form.getByRole("status").textContent()).includes("does not know the SSO URL"), "said");
      ok(!(await form.getByLabel("signed requests only").isChecked()), "not of another identity provider");
    }),

  "a form that nobody typed into follows the connection, and no longer when somebody did": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page, { fill: false });
      equal(await form.getByLabel("ACS URL").inputValue(), "", "empty");
      await example(page, "Good login");
      equal(await form.getByLabel("ACS URL").inputValue(), "https://sp.example.com/saml/acs", "follows");
      await makeRedirect(page, form);
      await page.click("#connection > summary");
      await page.locator("#connection").getByLabel("ACS URL").fill("https://sp.example.com/other");
      await settled(page);
      equal(await form.getByLabel("ACS URL").inputValue(), "https://sp.example.com/other", "follows again");
      ok((await form.getByRole("status").textContent()).includes("make it again"), "what was made is of before");
      await form.getByLabel("RelayState").fill("typed");
      await page.locator("#connection").getByLabel("ACS URL").fill("https://sp.example.com/third");
      await settled(page);
      equal(await form.getByLabel("ACS URL").inputValue(), "https://sp.example.com/other", "stays");
    }),

  "groups that few need are folded, and open where a complaint is inside": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openMetadata(page);
      await form.locator(".fold").evaluateAll((folds) => folds.forEach((fold) => (fold.open = false)));
      ok(await form.getByLabel("Valid until").isHidden(), "folded");
      await form.getByLabel("Valid until").evaluate((field) => (field.value = "2027-02-30"));
      await form.getByRole("button", { name: "Make the metadata" }).click();
      await form.locator(".complaint.at-field").waitFor();
      equal(await form.locator(".fold[open] > summary").allTextContents(), ["How long it holds"]);
      ok((await form.locator(".complaint.at-field").textContent()).startsWith("It is not a valid"), await form.locator(".complaint.at-field").textContent());
    }),

  "loaded into the page it is recognised": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      const { url } = await makeRedirect(page, form);
      await form.getByRole("button", { name: "Load it into the page" }).click();
      await page.locator("#banner", { hasText: "AuthnRequest" }).waitFor();
      equal(await page.inputValue("#box"), url);
      await form.getByLabel("Binding").selectOption("post");
      await make(page, form, "Make the request");
      await page.fill("#box", "");
      await form.getByRole("button", { name: "Load it into the page" }).click();
      await page.locator("#banner", { hasText: "AuthnRequest" }).waitFor();
    }),

  "nothing leaves the page until the link is followed, without a referrer": ({ browser }) =>
    browser.withPage(async ({ page, requests, context }) => {
      await context.route("https://idp.example.com/**", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<title>IdP</title>" }));
      const form = await openRequest(page);
      const { url } = await makeRedirect(page, form);
      await form.getByLabel("RelayState").press("Enter");
      await form.getByRole("region", { name: "The address" }).filter({ hasNotText: url }).waitFor();
      equal(requests.filter((address) => address.includes("idp.example.com")), [], "before");
      const link = form.getByRole("link", { name: "Open at the identity provider" });
      equal(await link.getAttribute("rel"), "noreferrer noopener");
      const [sent, opened] = await Promise.all([context.waitForEvent("request"), context.waitForEvent("page"), link.click()]);
      ok(sent.url().startsWith(`${SSO_URL}&SAMLRequest=`) && sent.url() !== url, "a request of its own");
      equal([sent.method(), (await sent.allHeaders()).referer], ["GET", undefined]);
      equal(await opened.evaluate(() => window.opener), null);
    }),

  "keys are stored nowhere": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openRequest(page);
      await form.getByLabel("Signing key").fill(keyText("sp.key.pem"));
      await makeRedirect(page, form);
      await page.click("#connection summary");
      await page.getByLabel("Keep this connection").check();
      const metadata = await openMetadata(page);
      await metadata.getByLabel("Key to sign the metadata with").fill(keyText("sp.key.pem"));
      await make(page, metadata, "Make the metadata");
      const stored = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(), document.cookie]));
      ok(stored.includes("saml-debugger:connection"), `the connection is stored: ${stored}`);
      const secret = keyText("sp.key.pem").split("\n")[5];
      ok(!stored.includes("PRIVATE KEY") && !stored.includes(secret), "the key is not");
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      await page.click("#make-request > summary");
      equal(await page.locator("#make-request").getByLabel("Signing key").inputValue(), "", "nor kept over a reload");
    }),

  "without WebCrypto what needs none is made, and the rest is explained": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await page.evaluate(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
      const form = await openRequest(page);
      await makeRedirect(page, form);
      await form.getByLabel("Signing key").fill(keyText("sp.key.pem"));
      await form.getByRole("button", { name: "Make the request" }).click();
      await form.getByRole("status").filter({ hasText: "no cryptography" }).waitFor();
    }),

  "from a file, and on a phone nothing is wider than the page": ({ browser }) =>
    browser.withPage(
      async ({ page }) => {
        const request = await openRequest(page);
        await request.getByLabel("Signing key").fill(keyText("sp.key.pem"));
        await makeRedirect(page, request);
        const metadata = await openMetadata(page);
        await metadata.getByRole("button", { name: "Add a contact" }).click();
        await metadata.getByLabel("SLO URL").fill(`https://sp.example.com/${"long".repeat(40)}`);
        await metadata.getByLabel("Identity provider", { exact: true }).selectOption("OneLogin");
        await makeMetadata(page, metadata);
        equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
      },
      { file: true, viewport: { width: 390, height: 844 } },
    ),

  ...metadataTests,
};

/** The package writes the canonical form: what is hashed is the text without the signature, and what is signed is SignedInfo with the declaration it inherits. */
function verifyEnveloped(xml) {
  const [signature] = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(xml);
  const digest = createHash("sha256").update(xml.replace(signature, "")).digest("base64");
  ok(signature.includes(`<ds:DigestValue>${digest}</ds:DigestValue>`), "the digest is that of the rest");
  const [info] = /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/.exec(signature);
  const signed = info.replace("<ds:SignedInfo>", '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">');
  const [, value] = /<ds:SignatureValue>([^<]*)</.exec(signature);
  const key = createPublicKey(keyText("sp.crt.pem"));
  ok(verify("sha256", Buffer.from(signed), key, Buffer.from(value, "base64")), "the signature verifies");
  ok(signature.includes(keyText("sp.crt.pem").replace(/-----.*-----|\s/g, "")), "the certificate is named");
}

const idpMetadata = () => {
  const certificate = keyText("idp.crt.pem").replace(/-----.*-----|\s/g, "");
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:idp"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/post"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
};
