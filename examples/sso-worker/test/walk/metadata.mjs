// The exchange by metadata: what both sides publish is all that they need of each other.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { addPerson, createProfile, giveDomain, startSignIn, submitted, testConnection, valuesOfProfile, verdict } from "./console.mjs";
import { importApplication, signInAt } from "./idp.mjs";

export const metadataTests = {
  "metadata/a-file-is-read": async (walk) => {
    const { page, other } = walk.admin;
    walk.second = await createProfile(page, walk.console, "By metadata");
    const { entityId } = await valuesOfProfile(page);
    await importApplication(other, walk.idp, await textOf(page, page.getByRole("link", { name: "Download metadata" })), { name: "Second", entityId });
    const metadata = await (await fetch(`${walk.idp.url}/metadata`)).text();
    const form = await metadataForm(page);
    await form.getByLabel("Or a file").setInputFiles({ name: "metadata.xml", mimeType: "application/xml", buffer: Buffer.from(metadata) });
    await form.getByRole("button", { name: "Read" }).click();
    await page.getByText("The metadata was read. Test the connection now.").waitFor();
    await page.getByText("Enter details manually").waitFor();
    equal(await page.getByLabel("Single Sign-On URL").inputValue(), `${walk.idp.url}/sso`);
  },

  "metadata/what-is-none-is-refused": async ({ admin: { page }, second, idp }) => {
    await page.goto(second);
    await refusedMetadata(page, (form) => form.getByLabel("Or its text").fill("<html></html>"), /metadata/i);
    await refusedMetadata(page, (form) => form.getByLabel("Address of the metadata").fill(`${idp.url}/nowhere`), /the server answered 404/);
    await refusedMetadata(page, (form) => form.getByLabel("Address of the metadata").fill("http://idp.example/metadata"), /no https address/);
    await refusedMetadata(page, async () => {}, /Give the address of the metadata, a file, or its text\./);
  },

  "metadata/an-address-is-read": async (walk) => {
    const { page } = walk.admin;
    await page.goto(walk.second);
    const form = await metadataForm(page);
    await form.getByLabel("Address of the metadata").fill(`${walk.idp.url}/metadata`);
    await form.getByRole("button", { name: "Read" }).click();
    await page.locator(".notice.info").getByText(`${walk.idp.url}/metadata`).waitFor();
    await page.getByText("They come from the metadata.").waitFor();
    await walk.look(page, "profile-metadata");
  },

  "metadata/and-signs-people-in": async (walk) => {
    const { page } = walk.admin;
    await giveDomain(page, walk, "second.example", "By metadata");
    await addPerson(page, walk.console, SUE);
    await testConnection(page, walk.second, (at) => signInAt(at, SUE));
    await verdict(page, "Passed").waitFor();
    await walk.visit(async (visitor) => {
      await startSignIn(visitor, walk.console, SUE);
      await signInAt(visitor, SUE);
      await visitor.waitForURL(`${walk.console.url}/`);
    });
  },
};

export const SUE = "sue@second.example";

/** Opened, if it is not. */
export async function metadataForm(page) {
  const details = page.locator("details", { has: page.locator('form[action$="/metadata"]') });
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  return details.locator("form");
}

async function refusedMetadata(page, fill, words) {
  const form = await metadataForm(page);
  await form.getByLabel("Address of the metadata").fill("");
  await fill(form);
  await submitted(page, form.getByRole("button", { name: "Read" }));
  const said = await page.getByRole("alert").textContent();
  ok(words.test(said), said);
}

async function textOf(page, link) {
  return await (await page.request.get(await link.getAttribute("href"))).text();
}
