// The essential part against an identity provider that is nobody's own: SimpleSAMLphp as Debian packages it.
import { equal } from "../../../../tests/js/lib/check.mjs";
import { NAME_ID } from "../../../../tests/interop/lib/names.mjs";
import { USER } from "../../../../tests/interop/lib/user.mjs";
import { simpleSamlPhpMissing, startSimpleSamlPhp } from "../../../../tests/interop/simplesamlphp.mjs";
import { addPerson, createProfile, giveDomain, startSignIn, testConnection, verdict } from "./console.mjs";
import { metadataForm } from "./metadata.mjs";

export const simpleSamlPhpTests = {
  "simplesamlphp/from-metadata-to-single-logout": async (walk) => {
    const skipped = simpleSamlPhpMissing();
    if (skipped !== undefined) return { skipped };
    const idp = await startSimpleSamlPhp();
    try {
      await exchange(walk, idp);
      await walk.visit((page) => inAndOut(walk, page));
    } catch (error) {
      throw new Error(`${error.stack}\n${idp.log().slice(-4000)}`, { cause: error });
    } finally {
      await idp.close();
    }
  },
};

const domain = USER.mail.split("@")[1];

async function exchange(walk, idp) {
  const { page } = walk.admin;
  const profile = await createProfile(page, walk.console, idp.name);
  const link = await page.getByRole("link", { name: "Download metadata" }).getAttribute("href");
  await idp.configure({ spMetadataXml: await (await page.request.get(link)).text(), options: { nameIdFormat: NAME_ID.email } });
  const form = await metadataForm(page);
  await form.getByLabel("Address of the metadata").fill(idp.metadataUrl);
  await form.getByRole("button", { name: "Read" }).click();
  await page.getByText("The metadata was read. Test the connection now.").waitFor();
  await giveDomain(page, walk, domain, idp.name);
  await addPerson(page, walk.console, USER.mail);
  await testConnection(page, profile, signInAsUser);
  await verdict(page, "Passed").waitFor();
}

async function inAndOut(walk, page) {
  const before = await walk.console.sessions();
  await startSignIn(page, walk.console, USER.mail);
  await signInAsUser(page);
  await page.waitForURL(`${walk.console.url}/`);
  await page.getByText(USER.mail, { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("Have a good day.").waitFor();
  equal(await walk.console.sessions(), before, "sessions");
  // With no session there it asks for the password again.
  await startSignIn(page, walk.console, USER.mail);
  await page.locator("input[name=password]").waitFor();
}

async function signInAsUser(page) {
  await page.locator("input[name=username]").fill(USER.name);
  await page.locator("input[name=password]").fill(USER.password);
  await page.locator("input[name=password]").press("Enter");
}
