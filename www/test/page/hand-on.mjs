import { readFileSync } from "node:fs";
import { deflateRawSync, inflateRawSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { example, give, settled, shares, typeConnection, verdictOf } from "../lib/browser.mjs";
import { numbers } from "../lib/numbers.mjs";

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

async function open(page) {
  await page.click("#hand-on > summary");
  await page.waitForSelector("#hand-on > .hand-on:not([hidden])");
}
const output = (page, label) => page.getByLabel(label, { exact: true });
const redacted = (page) => output(page, "The redacted message").inputValue();
const report = (page) => output(page, "The report").inputValue();

/** The link is made beside the rest. */
async function link(page, fits = () => true) {
  await output(page, "The link").waitFor();
  for (let round = 0; round < 100; round += 1) {
    const value = await output(page, "The link").inputValue();
    if (value !== "" && fits(contentOf(value))) return value;
    await page.waitForTimeout(50);
  }
  throw new Error("no such link");
}

const contentOf = (value) => JSON.parse(inflateRawSync(Buffer.from(value.slice(value.indexOf("#m=") + 3), "base64url")));
const fragmentOf = (content) => `#m=${deflateRawSync(JSON.stringify(content)).toString("base64url")}`;

/** The page as somebody sees it who follows the link: first in this tab, or while the page stands there. */
async function follow(page, browser, fragment, how = "load") {
  if (how === "load") await page.goto("about:blank");
  await page.goto(`${browser.origin}/${fragment}`);
  await page.waitForSelector("html[data-ready]");
  await page.waitForSelector("#arrival > .arrival");
  await settled(page);
}

const linkOf = ({ bodyOf, vectors }, name, more = {}) => {
  const { connection, now } = vectors.find((vector) => vector.name === name);
  return { v: 1, xml: bodyOf(name), connection, inResponseTo: null, now: new Date(now).toISOString(), note: "Trust me: accepted.", ...more };
};

export const handOnTests = {
  "closed, it does nothing; open, it shows the redacted message and what was removed": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      equal(await output(page, "The redacted message").inputValue({ timeout: 1000 }).catch(() => "hidden"), "", "closed");
      await open(page);
      const xml = await redacted(page);
      equal(Buffer.byteLength(xml), Buffer.byteLength(bodyOf("audience/another")), "octets");
      ok(!xml.includes("jane") && xml.includes("urn:console:other"), xml.slice(0, 200));
      const said = await page.textContent("#hand-on");
      for (const words of ["1 name of the user", "1 attribute value", "was refused by C06: The IdP made this login for “urn:console:other”", "signatures cannot verify any more"]) ok(said.includes(words), words);
      await page.getByLabel("Entity IDs and addresses").check();
      ok(!(await redacted(page)).includes("urn:console:other"), "hosts, too");
      ok(!(await page.textContent("#hand-on section >> nth=0")).includes("urn:console:other"), "nor does the note say it");
    }),

  "copied, and downloaded": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await open(page);
      await page.getByRole("button", { name: "Copy the redacted message" }).click();
      await page.getByText("Copied.").waitFor();
      equal(await page.evaluate(() => navigator.clipboard.readText()), await redacted(page));
      const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the redacted message" }).click()]);
      equal(readFileSync(await saved.path(), "utf8"), await redacted(page), saved.suggestedFilename());
    }),

  "looked at in the page: a copy, with the verdict on the original beside it": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await open(page);
      const xml = await redacted(page);
      await page.click('button:text-is("Look at it in this page")');
      await settled(page);
      equal(await page.inputValue("#box"), xml);
      equal(await verdictOf(page), "open", "nothing in it can be verified");
      ok((await page.textContent("#banner")).includes("A redacted copy: not judged"), "said");
      ok((await page.textContent("#arrival")).includes("The original message was accepted by the connection"), "note");
      await example(page, "Expired");
      equal(await page.textContent("#arrival"), "", "of that message only");
    }),

  "what cannot be redacted is not offered, and said": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await give(page, "<Response>Jane <jane@example.com></Response>");
      await open(page);
      ok((await page.textContent("#hand-on .refused")).includes("cannot be redacted: a start tag is not well-formed"), await page.textContent("#hand-on .refused"));
      equal(await page.locator("#hand-on textarea:visible").count(), 1, "the report alone");
      await page.getByLabel("With the message", { exact: true }).check();
      ok(!(await report(page)).includes("jane"), "without it");
      await give(page, "<Response>Jane</Response>");
      equal(await redacted(page), "<Response>xxxx</Response>", "what can be");
    }),

  "a link, followed: message, clock and note, and nothing of it stays in the address": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      await open(page);
      const made = await link(page);
      ok(made.startsWith(`${browser.origin}/#m=`), made.slice(0, 60));
      const { xml, connection, inResponseTo, note } = contentOf(made);
      equal([xml, connection, inResponseTo], [await redacted(page), undefined, undefined], "redacted, without the connection");
      ok(note.startsWith("The original message was refused by C06"), note);
      await follow(page, browser, made.slice(made.indexOf("#")));
      equal(page.url(), `${browser.origin}/`, "address");
      equal(await page.inputValue("#box"), xml, "message");
      const banner = await page.textContent("#arrival");
      for (const words of ["From a link", "Nobody has verified", "Whoever made the link says:", note, "2026-11-24 10:00:00 UTC"]) ok(banner.includes(words), `${words} in ${banner}`);
      equal(await verdictOf(page), "open", "nothing in it can be verified, whatever the note says");
      await page.goBack();
      equal(page.url(), "about:blank", "history");
    }),

  "a link while the page stands there": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await typeConnection(page, { idp: { entityId: "urn:mine" } });
      await follow(page, browser, fragmentOf({ ...linkOf(context, "audience/another"), connection: undefined, inResponseTo: undefined }), "stay");
      equal(await page.inputValue("#box"), context.bodyOf("audience/another"));
      equal(page.url(), `${browser.origin}/`, "address");
      equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "urn:mine", "the connection of the reader stays");
    }),

  "a forged message with a connection that fits is not accepted": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      const forged = linkOf(context, "accept/okta-assertion-signed", { inResponseTo: undefined });
      await follow(page, browser, fragmentOf(forged));
      await page.waitForSelector('#banner [data-verdict="open"]');
      ok((await page.textContent("#arrival")).includes("The connection came from the link, too."), "above");
      const verdict = await page.textContent("#banner");
      ok(verdict.includes("Not decided: the connection is the link’s own") && verdict.includes("nobody has verified it"), verdict);
      ok(!verdict.includes("Accepted"), "nowhere");
      equal((await shares(page)).good, 0, "nothing is shaded as trusted");
      for (const section of ["#signatures", "#certificates"]) ok(!(await page.textContent(section)).includes("✓"), section);
      await give(page, forged.xml.replace(">\n<", "><"));
      ok((await page.textContent("#banner")).includes("came from a link"), "also for what is pasted after it");
      await page.click('#banner button:text-is("Look at the connection")');
      ok((await page.textContent("#connection .notice.warn")).startsWith("From the link; nobody has verified it."), "in the form");
      await page.click('button:text-is("I have compared it, and it is ours")');
      await settled(page);
      equal(await verdictOf(page), "open", "the time is the link's as well");
      ok((await page.textContent("#banner")).includes("the time is the link’s own"), "said");
      await page.click("#clear");
      await give(page, forged.xml);
      equal(await verdictOf(page), "accepted", "a message of the reader's, once he has compared the connection");
    }),

  "taking from the message, or metadata, does not wash a connection of a link": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await follow(page, browser, fragmentOf(linkOf(context, "accept/okta-assertion-signed", { inResponseTo: undefined })));
      await page.click("#connection > summary");
      await page.click('button:text-is("Take what is missing from the message (unverified)")');
      await settled(page);
      equal(await verdictOf(page), "open");
      ok((await page.textContent("#connection .notice.warn")).startsWith("From the link"), "still");
      await page.click('button:text-is("Empty the connection")');
      await settled(page);
      ok(!(await page.isVisible("#connection .notice.warn")), "emptied");
    }),

  "metadata of a link fills in a connection of a link": ({ browser, vectors }) =>
    browser.withPage(async ({ page }) => {
      const [certificate] = vectors.find(({ name }) => name === "accept/okta-assertion-signed").connection.idp.certificates;
      const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:idp"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate.replace(/-----.*-----|\s/g, "")}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
      for (const [bring, isMarked] of [[() => give(page, metadata), false], [() => follow(page, browser, fragmentOf({ v: 1, xml: metadata, now: "2026-11-24T10:00:00Z", note: "" }), "stay"), true]]) {
        await bring();
        await page.click('#banner button:text-is("Fill in the connection from it")');
        await settled(page);
        equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "urn:idp");
        equal(await page.isVisible("#connection .notice.warn"), isMarked, isMarked ? "of a link" : "pasted");
      }
    }),

  "a connection of a link does not replace what the browser keeps": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      const stored = () => page.evaluate(() => JSON.stringify(localStorage));
      await typeConnection(page, { idp: { entityId: "urn:mine" } });
      await page.getByLabel("Keep this connection").check();
      const before = await stored();
      ok(before.includes("urn:mine"), before);
      const evil = linkOf(context, "accept/okta-assertion-signed");
      await follow(page, browser, fragmentOf({ ...evil, connection: { ...evil.connection, idp: { ...evil.connection.idp, entityId: "urn:evil" } } }));
      equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "urn:evil");
      equal(await stored(), before);
      await page.reload();
      await page.waitForSelector("html[data-ready]");
      await settled(page);
      equal(await page.locator("#connection").getByLabel("Issuer").inputValue(), "urn:mine", "after a reload");
    }),

  "links that are malformed are said": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      for (const fragment of ["#m=AAAA", "#m=%3Cscript%3E", fragmentOf({ v: 9 }), fragmentOf({ v: 1, xml: "a".repeat(5 << 20), now: "2026-11-24T10:00:00Z", note: "" })]) {
        await follow(page, browser, fragment);
        ok((await page.textContent("#arrival")).includes("This link cannot be read: "), fragment.slice(0, 40));
        equal(page.url(), `${browser.origin}/`, "address");
        equal(await page.inputValue("#box"), "", "nothing is loaded");
      }
    }),

  "markup and hidden characters of a link's note stay text": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await follow(page, browser, fragmentOf({ ...linkOf(context, "audience/another"), note: "<img src=x onerror=alert(1)>\u202eok" }));
      equal(await page.locator("#arrival img").count(), 0);
      equal(await page.getAttribute("#arrival .hidden-character", "data-point"), "U+202E");
    }),

  "carriage returns, and what is no XML, arrive octet for octet": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await follow(page, browser, fragmentOf(linkOf(context, "audience/another", { xml: context.bodyOf("audience/another").replace("><", ">\r\n<") })));
      await open(page);
      await page.getByLabel("Share the message as it is").check();
      await page.click('button:text-is("Make the link all the same")');
      const { xml } = contentOf(await link(page));
      equal(xml, context.bodyOf("audience/another").replace("><", ">\r\n<"));
    }),

  "as it is only after the warning, never with the key, and only for that message": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Encrypted");
      await open(page);
      await page.getByLabel("With the connection").check();
      const first = contentOf(await link(page, ({ connection }) => connection !== undefined));
      equal(first.connection.idp.entityId, "http://www.okta.com/exk1fcia6d6EMsf331d8");
      await page.getByLabel("Share the message as it is").check();
      await page.getByText("Who has the link has the login data:").waitFor();
      ok(!(await output(page, "The link").isVisible()), "no link yet");
      await page.click('button:text-is("Make the link all the same")');
      const made = contentOf(await link(page, ({ xml }) => xml === bodyOf("encryption/gcm-256")));
      ok(!JSON.stringify(made).includes("PRIVATE KEY"), "no key");
      await example(page, "Good login");
      ok(!(await page.getByLabel("Share the message as it is").isChecked()), "not for the next");
      ok(!contentOf(await link(page, ({ xml }) => !xml.includes("EncryptedData"))).xml.includes("jane"), "redacted again");
    }),

  "where IDs or hosts are removed, the connection is not offered": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Good login");
      await open(page);
      await page.getByLabel("With the connection").check();
      await link(page, ({ connection }) => connection !== undefined);
      await page.getByLabel("Entity IDs and addresses").check();
      const made = contentOf(await link(page, ({ connection }) => connection === undefined));
      ok(!JSON.stringify(made).includes("okta") && !JSON.stringify(made).includes("sp.example.com"), JSON.stringify(made));
      ok(await page.getByLabel("With the connection").isDisabled(), "disabled");
      ok(!(await report(page)).includes("sp.example.com"), "nor does the report say it");
    }),

  "a long link is warned of, and one that is too long not made": ({ browser, response }) =>
    browser.withPage(async ({ page }) => {
      // Names of elements stay, and these do not compress well.
      const draw = numbers(7);
      const noise = (count) => Array.from({ length: count }, () => `<n${Array.from({ length: 100 }, () => LETTERS[draw(LETTERS.length)]).join("")}/>`).join("");
      await give(page, response.replace("<saml2:Subject", `${noise(500)}<saml2:Subject`));
      await open(page);
      await page.getByText("may cut a link this long").waitFor();
      ok((await link(page)).length > 32 * 1024, "made");
      await page.setInputFiles("#file", { name: "login.xml", mimeType: "text/xml", buffer: Buffer.from(response.replace("<saml2:Subject", `${noise(21_500)}<saml2:Subject`)) });
      await page.getByText("Browsers refuse links of more than").waitFor({ timeout: 120_000 });
      ok(!(await output(page, "The link").isVisible()), "not made");
    }),

  "the report: redacted by default, with the message where that is wanted": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      await open(page);
      const plain = await report(page);
      ok(plain.startsWith("# SAML login: refused by C06") && !plain.includes("<saml2") && !plain.includes("jane"), plain);
      await page.getByLabel("With the message", { exact: true }).check();
      ok((await report(page)).includes(await redacted(page)), "the redacted message");
      await page.getByLabel("With values as they are").check();
      ok((await report(page)).includes("jane.doe@example.com"), "as it is");
      ok(await page.getByText("Whoever reads the ticket").isVisible(), "warning");
      await example(page, "Expired");
      ok(!(await report(page)).includes("jane"), "not for the next");
    }),

  "from a file: the fragment alone, and it is read there": ({ browser, bodyOf }) =>
    browser.withPage(async ({ page }) => {
      await example(page, "Wrong audience");
      await open(page);
      const made = await link(page);
      ok(made.startsWith("#m="), made.slice(0, 40));
      ok((await page.textContent("#hand-on")).includes("The other needs the same file"), "said");
      const [address] = page.url().split("#");
      await page.goto("about:blank");
      await page.goto(address + made);
      await page.waitForSelector("#arrival > .arrival");
      equal(Buffer.byteLength(await page.inputValue("#box")), Buffer.byteLength(bodyOf("audience/another")));
      ok(!page.url().includes("m="), "taken out of the address");
    }, { file: true }),

  "narrow, with every part shown": ({ browser, ...context }) =>
    browser.withPage(async ({ page }) => {
      await follow(page, browser, fragmentOf(linkOf(context, "accept/okta-assertion-signed", { note: "x".repeat(4000) })));
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await page.getByLabel("Share the message as it is").check();
      await page.getByLabel("With values as they are").check();
      equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    }, { viewport: { width: 390, height: 844 } }),
};
