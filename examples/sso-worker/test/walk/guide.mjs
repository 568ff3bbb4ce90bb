// From the setup link to an enforced domain: what an administrator does once.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import {
  addDomain,
  addPerson,
  cardOf,
  changeRules,
  chooseProfile,
  createProfile,
  enterByHand,
  newestEntry,
  renewKey,
  submitted,
  testConnection,
  valuesOfProfile,
  verdict,
  verifyDomain,
} from "./console.mjs";
import { addApplication, signInAt, valuesOfIdp } from "./idp.mjs";
import { JANE, JOHN } from "./people.mjs";

/** Each goes on where the one before stopped; what later ones need is put on `walk`. */
export const guideTests = {
  "guide/setup-link-makes-the-organisation-and-its-administrator": async (walk) => {
    const { page } = walk.admin;
    await fetch(walk.console.url);
    const link = await walk.setupLink;
    await page.goto(link);
    await walk.look(page, "setup", { schemes: ["light", "dark"] });
    await page.getByLabel("Organisation").fill("Example Inc.");
    await page.getByLabel("Your e-mail address").fill("Jane.Doe@Example.com");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "Your access key" }).waitFor();
    await walk.look(page, "access-key");
    walk.janeKey = await page.locator("#access-key").textContent();
    equal(await page.locator("#email").textContent(), JANE);
    await page.getByRole("link", { name: "To the console" }).click();
    await page.getByRole("heading", { name: "Single sign-on profiles" }).waitFor();
    await walk.look(page, "profiles-empty");
    equal((await page.goto(link)).status(), 404, "the link a second time");
    await walk.look(page, "not-found");
  },

  "guide/profile-is-created": async (walk) => {
    const { page } = walk.admin;
    walk.profile = await createProfile(page, walk.console, "Dev IdP");
    await page.getByText("Not set up", { exact: true }).waitFor();
    await walk.look(page, "profile-new");
    const { connectionId, entityId, acsUrl } = await valuesOfProfile(page);
    equal(entityId, `urn:console:${connectionId}`);
    equal(acsUrl, `${walk.console.url}/saml/acs/${connectionId}`);
  },

  "guide/values-are-copied": async ({ admin: { page } }) => {
    for (const [id, value] of [["entity-id", "entityId"], ["acs-url", "acsUrl"]]) {
      const button = page.locator(`button[data-copies=${id}]`);
      await button.click();
      await button.and(page.getByText("Copied")).waitFor();
      equal(await page.evaluate(() => navigator.clipboard.readText()), (await valuesOfProfile(page))[value], id);
    }
  },

  "guide/identity-provider-is-given-them": async (walk) => {
    const { page, other } = walk.admin;
    const { entityId, acsUrl, sloUrl } = await valuesOfProfile(page);
    const certificate = await downloaded(page, page.getByRole("link", { name: "Download certificate" }));
    ok(new X509Certificate(certificate).subject !== "", "no certificate");
    await addApplication(other, walk.idp, {
      name: "Console",
      entityId,
      acsUrl,
      sloUrl,
      signatureCertificate: certificate,
    });
  },

  "guide/mistakes-are-named": async ({ admin: { page } }) => {
    const form = page.locator('form[action$="/idp"]');
    await form.getByLabel("Identity Provider Issuer").fill("https://idp.example/entity");
    await form.getByLabel("Single Sign-On URL").fill("http://idp.example/sso");
    await form.getByLabel("X.509 certificate").fill("not a certificate");
    await submitted(page, form.getByRole("button", { name: "Save" }));
    const alert = page.getByRole("alert");
    ok(/certificate/i.test(await alert.textContent()), await alert.textContent());
    equal(await form.getByLabel("Identity Provider Issuer").inputValue(), "https://idp.example/entity", "what was typed");
  },

  "guide/details-are-entered-by-hand": async (walk) => {
    const { page, other } = walk.admin;
    walk.idpValues = await valuesOfIdp(other, walk.idp);
    await page.goto(walk.profile);
    await enterByHand(page, walk.idpValues);
    const { fingerprint256 } = new X509Certificate(walk.idpValues.certificate);
    await page.locator("#certificates").getByText(`SHA-256 ${fingerprint256}`).waitFor();
    await walk.look(page, "profile", { schemes: ["light", "dark"] });
  },

  "guide/step-by-step-pages-have-the-values": async ({ admin: { page }, profile, look }) => {
    await page.goto(profile);
    const { acsUrl, entityId } = await valuesOfProfile(page);
    const links = await page.locator('a[href*="/guide/"]').evaluateAll((all) => all.map(({ href }) => href));
    equal(links.length, 7, "guides");
    for (const link of links) {
      await page.goto(link);
      const text = await page.locator("main").textContent();
      for (const value of [acsUrl, entityId]) ok(text.includes(value), `${link} without ${value}`);
      await look(page, `guide-${link.split("/").at(-1)}`);
    }
  },

  "guide/domain-is-verified-by-its-record": async (walk) => {
    const { page } = walk.admin;
    const { name, value } = await addDomain(page, walk.console, "example.com");
    equal(name, "_saml-edge.example.com");
    await walk.look(page, "domain-record");
    await verifyDomain(page, "example.com");
    await page.getByRole("alert").getByText("There is no TXT record at _saml-edge.example.com yet.").waitFor();
    walk.dns.setTxt(name, "v=spf1 -all");
    await verifyDomain(page, "example.com");
    await page.getByRole("alert").getByText("holds something else: v=spf1 -all").waitFor();
    await walk.look(page, "domain-refused");
    walk.dns.setTxt(name, "v=spf1 -all", value);
    await verifyDomain(page, "example.com");
    await cardOf(page, "example.com").getByText("Verified", { exact: true }).waitFor();
  },

  "guide/nothing-is-enforced-without-a-test": async ({ admin: { page } }) => {
    await chooseProfile(page, "example.com", "Dev IdP");
    await cardOf(page, "example.com").getByRole("link", { name: "Test Dev IdP" }).waitFor();
    equal(await enforceButton(page).count(), 0, "buttons to enforce");
  },

  "guide/connection-test-is-green-and-signs-nobody-in": async (walk) => {
    const { page } = walk.admin;
    const before = await walk.console.sessions();
    const cookies = await sessionCookies(walk.admin.context);
    const arrived = await testConnection(page, walk.profile, (at) => signInAt(at, JANE));
    await verdict(page, "Passed").waitFor();
    await page.getByText(`${JANE} would be signed in.`).waitFor();
    await walk.look(page, "test-passed", { schemes: ["light", "dark"] });
    equal(arrived.sent["sec-fetch-site"], "cross-site", "where the answer came from");
    equal(arrived.cookies.filter((cookie) => cookie.startsWith("__Host-session")), [], "cookies of the answer");
    equal(await walk.console.sessions(), before, "sessions");
    equal(await sessionCookies(walk.admin.context), cookies, "the cookie of the session");
    equal((await newestEntry(page, walk.console)).kind, "Connection test passed");
  },

  "guide/changed-rule-has-to-be-tested-again": async (walk) => {
    const { page } = walk.admin;
    await page.goto(`${walk.console.url}/console/domains`);
    equal(await enforceButton(page).count(), 1, "buttons to enforce");
    await changeRules(page, walk.profile, { clockSkewSeconds: "120" });
    await page.getByText("Changed since the test", { exact: true }).waitFor();
    await page.goto(`${walk.console.url}/console/domains`);
    equal(await enforceButton(page).count(), 0, "buttons to enforce");
    await testConnection(page, walk.profile, (at) => signInAt(at, JANE));
    await verdict(page, "Passed").waitFor();
  },

  "guide/domain-is-enforced": async (walk) => {
    const { page } = walk.admin;
    await page.goto(`${walk.console.url}/console/domains`);
    await walk.look(page, "domain-verified");
    await enforceButton(page).click();
    await cardOf(page, "example.com").getByText("Enforced", { exact: true }).waitFor();
    const { kind, details } = await newestEntry(page, walk.console);
    equal([kind, details["domain"], details["keeps access key"]], ["Single sign-on enforced", "example.com", JANE]);
  },

  "guide/person-is-added": async (walk) => {
    const { page } = walk.admin;
    await addPerson(page, walk.console, JOHN);
    await walk.look(page, "people");
    walk.johnKey = await renewKey(page, walk.console, JOHN);
    await walk.look(page, "access-key-of-another");
  },

  "guide/administrator-signs-out": async (walk) => {
    const { page } = walk.admin;
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await walk.look(page, "signed-out");
    await page.goto(walk.profile);
    await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
    equal(await walk.console.sessions(), 0, "sessions");
  },
};

const enforceButton = (page) => cardOf(page, "example.com").getByRole("button", { name: "Enforce single sign-on" });

const sessionCookies = async (context) => (await context.cookies()).filter(({ name }) => name === "__Host-session").map(({ value }) => value);

async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return readFileSync(await download.path(), "utf8");
}
