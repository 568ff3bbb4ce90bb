// The two forms, as a reader fills them in.

export const SSO_URL = "https://idp.example.com/sso?tenant=a%20b";

export async function openRequest(page, { fill = true } = {}) {
  const form = page.locator("#make-request");
  await page.click("#make-request > summary");
  await unfold(form);
  if (!fill) return form;
  await form.getByLabel("SSO URL").fill(SSO_URL);
  await form.getByLabel("Entity ID of the identity provider").fill("urn:idp");
  await form.getByLabel("Entity ID", { exact: false }).nth(1).fill("urn:sp");
  await form.getByLabel("ACS URL").fill("https://sp.example.com/acs");
  return form;
}

export async function openMetadata(page) {
  const form = page.locator("#make-metadata");
  await page.click("#make-metadata > summary");
  await unfold(form);
  await form.getByLabel("Entity ID").fill("urn:sp");
  await form.getByLabel("ACS URL").fill("https://sp.example.com/acs");
  return form;
}

/** The groups that few need. */
async function unfold(form) {
  await form.locator(".maker").waitFor();
  await form.locator(".fold").evaluateAll((folds) => folds.forEach((fold) => (fold.open = true)));
}

export async function make(page, form, name) {
  await form.getByRole("button", { name }).click();
  await form.getByRole("status").filter({ hasText: /^Made / }).waitFor();
}

export async function makeRedirect(page, form) {
  await make(page, form, "Make the request");
  return { xml: await shown(form, "The AuthnRequest as it was made"), url: await shown(form, "The address with the request in it") };
}

export async function makeMetadata(page, form) {
  await make(page, form, "Make the metadata");
  return await shown(form, "The metadata as it was made");
}

export const shown = (form, name) => form.getByRole("region", { name }).evaluate((region) => region.textContent);
