// What people do at the development identity provider, by its own pages.

/** What the first card of its page says. */
export async function valuesOfIdp(page, idp) {
  await page.goto(idp.url);
  const [issuer, ssoUrl, sloUrl, certificate] = await Promise.all(["issuer", "sso-url", "slo-url", "certificate"].map((id) => page.locator(`#${id}`).textContent()));
  return { issuer, ssoUrl, sloUrl, certificate };
}

/** `fields` by the names that they have in its form. */
export async function addApplication(page, idp, fields) {
  await page.goto(idp.url);
  await page.getByRole("link", { name: "Add an application" }).click();
  for (const [name, value] of Object.entries(fields)) await page.locator(`.settings-form [name="${name}"]`).fill(value);
  await page.getByRole("button", { name: "Save" }).click();
  await rowOf(page, fields.name).waitFor();
}

/** Everybody, or only these addresses. */
export async function assign(page, idp, application, people) {
  await page.goto(idp.url);
  await rowOf(page, application).getByRole("link", { name: "Edit" }).click();
  if (people === "all") await page.getByLabel("Everybody").check();
  else await page.getByLabel("Only these").check();
  for (const box of await page.locator("input[name=people]").all()) await box.setChecked(people.includes(await box.getAttribute("value")));
  await page.getByRole("button", { name: "Save" }).click();
  await rowOf(page, application).waitFor();
}

export async function launch(page, idp, application) {
  await page.goto(idp.url);
  await rowOf(page, application).getByRole("link", { name: "Launch" }).click();
}

const rowOf = (page, application) => page.locator("#applications li").filter({ has: page.getByText(application, { exact: true }) });

/** `person` is somebody whom the page lists; anybody else types an address. `answer` is one of its field of that name. */
export async function signInAt(page, person, { answer = "none" } = {}) {
  await page.getByText("Sign in to", { exact: true }).waitFor();
  await page.locator("#answer").selectOption(answer);
  const listed = page.locator(`button[name=person][value="${person}"]`);
  if ((await listed.count()) > 0) return await listed.click();
  await page.getByLabel("Somebody else").fill(person);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function isSignedInAt(page, idp) {
  await page.goto(idp.url);
  return (await page.getByRole("button", { name: "Sign out everywhere" }).count()) === 1;
}

/** By the application's metadata; `entityId` is how it is told from others. */
export async function importApplication(page, idp, metadata, { name, entityId }) {
  await page.goto(`${idp.url}/apps/new`);
  await page.getByText("Import SP metadata").click();
  await page.getByLabel("Metadata of the application").fill(metadata);
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByText("Read from the metadata.").waitFor();
  await page.locator('.settings-form [name="name"]').fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("#applications").getByText(entityId, { exact: true }).waitFor();
}

/** As a page of the identity provider's site may, with whatever it likes in it. */
export async function postFrom(page, { url }, action, fields) {
  const address = `${url}/a-page-of-the-test`;
  const inputs = fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${value.replace(/[&"]/g, (character) => `&#${character.charCodeAt(0)};`)}">`);
  const body = `<!doctype html><form method="post" action="${action}">${inputs.join("")}<button>Go</button></form>`;
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body }), { times: 1 });
  await page.goto(address);
  await page.getByRole("button", { name: "Go" }).click();
}

/** The fingerprint of the new certificate, as the page writes it. */
export async function rotate(page, idp) {
  await page.goto(idp.url);
  const signing = page.locator("#keys li").first().locator(".fingerprint");
  const before = await signing.textContent();
  await page.getByRole("button", { name: "Rotate the certificate" }).click();
  await signing.and(page.locator(`:not(:text-is("${before}"))`)).waitFor();
  return (await signing.textContent()).replace("SHA-256 ", "");
}
