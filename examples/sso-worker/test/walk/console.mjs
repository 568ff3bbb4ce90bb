// What people do at the console, by its own pages.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";

export async function signInByKey(page, { url }, { email, key }) {
  await page.goto(`${url}/login/key`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Access key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Away to the identity provider. */
export async function startSignIn(page, { url }, email, { to = "/login" } = {}) {
  await page.goto(url + to);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The address of the new profile's page. */
export async function createProfile(page, { url }, name) {
  await page.goto(`${url}/console/profiles`);
  await page.getByLabel("Name of a new profile").fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page.url();
}

/** What the page of a profile says for the identity provider. */
export async function valuesOfProfile(page) {
  const [connectionId, entityId, acsUrl, sloUrl] = await Promise.all(["connection-id", "entity-id", "acs-url", "slo-url"].map((id) => page.locator(`#${id}`).textContent()));
  return { connectionId, entityId, acsUrl, sloUrl };
}

/** On the page of a profile. */
export async function enterByHand(page, { issuer, ssoUrl, sloUrl, certificate }) {
  const form = page.locator('form[action$="/idp"]');
  await form.getByLabel("Identity Provider Issuer").fill(issuer);
  await form.getByLabel("Single Sign-On URL").fill(ssoUrl);
  await form.getByLabel("X.509 certificate").fill(certificate);
  if (sloUrl !== undefined) await form.getByLabel("Single Logout URL").fill(sloUrl);
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. Test the connection now.").waitFor();
}

/** `chosen` has values by the names of fields: of radio buttons, and of text fields. */
export async function changeRules(page, profile, chosen) {
  await page.goto(`${profile}/rules`);
  for (const [name, value] of Object.entries(chosen)) {
    const radio = page.locator(`input[type=radio][name="${name}"][value="${value}"]`);
    if ((await radio.count()) > 0) await radio.check();
    else await page.locator(`[name="${name}"]`).fill(value);
  }
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The rules were changed.").waitFor();
}

export const cardOf = (page, domain) => page.locator("section.card").filter({ has: page.getByRole("heading", { level: 2, name: domain, exact: true }) });

/** The record that the page asks for, or undefined. */
export async function addDomain(page, { url }, domain) {
  await page.goto(`${url}/console/domains`);
  await page.getByLabel("Add a domain").fill(domain);
  await page.getByRole("button", { name: "Add" }).click();
  await cardOf(page, domain).waitFor();
  const [name, value] = await Promise.all(["name", "value"].map((part) => cardOf(page, domain).locator(`code[id^="${part}-"]`).textContent()));
  return { name, value };
}

export async function verifyDomain(page, domain) {
  await cardOf(page, domain).getByRole("button", { name: "Verify" }).click();
}

/** A domain from its record to its profile. */
export async function giveDomain(page, { console, dns }, domain, profile) {
  const { name, value } = await addDomain(page, console, domain);
  dns.setTxt(name, value);
  await verifyDomain(page, domain);
  await cardOf(page, domain).getByText("Verified", { exact: true }).waitFor();
  await chooseProfile(page, domain, profile);
}

export async function chooseProfile(page, domain, profile) {
  const card = cardOf(page, domain);
  await card.getByLabel("Signs in by").selectOption({ label: profile });
  await submitted(page, card.getByRole("button", { name: "Save" }));
  equal(await card.getByLabel("Signs in by").locator("option:checked").textContent(), profile);
}

/** A button whose page looks like the one after it: the mark is gone when that is there. */
export async function submitted(page, button) {
  await page.evaluate(() => (document.documentElement.dataset.left = ""));
  await button.click();
  await page.locator("html:not([data-left])").waitFor({ state: "attached" });
}

export async function addPerson(page, { url }, email, role = "member") {
  await page.goto(`${url}/console/people`);
  await page.getByLabel("Add a person").fill(email);
  await page.getByLabel("Role").selectOption(role);
  await page.getByRole("button", { name: "Add" }).click();
  await personRow(page, email).waitFor();
}

/** A new access key. */
export async function renewKey(page, { url }, email) {
  await page.goto(`${url}/console/people`);
  await personRow(page, email).getByText("Change").click();
  await personRow(page, email).getByRole("button", { name: "New access key" }).click();
  return await page.locator("#access-key").textContent();
}

export const personRow = (page, email) => page.locator(".list > li").filter({ has: page.getByText(email, { exact: true }) });

/** What the browser brought to the ACS next, and what it was answered with there. */
export async function atAcs(page, act) {
  const answered = page.waitForResponse((response) => response.url().includes("/saml/acs/"));
  await act();
  const response = await answered;
  const headers = await response.headersArray();
  return { status: response.status(), sent: await response.request().allHeaders(), cookies: headers.filter(({ name }) => name.toLowerCase() === "set-cookie").map(({ value }) => value) };
}

/** As far as the report; `signIn` is what is done at the identity provider. */
export async function testConnection(page, profile, signIn) {
  await page.goto(profile);
  await page.getByRole("button", { name: "Test the connection" }).click();
  const arrived = await atAcs(page, () => signIn(page));
  await page.getByRole("heading", { name: "Connection test" }).waitFor();
  return arrived;
}

/** The badge beside the heading of a page. */
export const verdict = (page, text) => page.locator("main > .heading .badge").getByText(text, { exact: true });

/** The newest entry of the trail, as its page shows it. */
export async function newestEntry(page, { url }) {
  await page.goto(`${url}/console/audit`);
  const entry = page.locator(".trail > li").first();
  const [number, kind, about, names, values] = await Promise.all([
    entry.getAttribute("id"),
    entry.locator("strong").first().textContent(),
    entry.locator("div.quiet").textContent(),
    entry.locator("dt").allTextContents(),
    entry.locator("dd").allTextContents(),
  ]);
  ok(number !== null, "an entry without a number");
  return { number, kind, about, details: Object.fromEntries(names.map((name, at) => [name, values[at]])) };
}
