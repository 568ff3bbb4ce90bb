import { readFileSync } from "node:fs";

import { spMetadata } from "../../../pkg/dist/entries/inlined.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { makeMetadata, openMetadata } from "../builders/forms.mjs";
import { keyText } from "../builders/keys.mjs";

export const metadataTests = {
  "metadata is byte for byte what the package makes": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openMetadata(page);
      const expected = async (options) => await spMetadata({ entityId: "urn:sp", acsUrl: "https://sp.example.com/acs" }, options);
      equal(await makeMetadata(page, form), await expected({}), "the least");
      await form.getByLabel("Signing certificates").fill(`${keyText("sp.crt.pem")}\n${keyText("sp-next.crt.pem")}`);
      await form.getByLabel("Encryption certificates").fill(keyText("sp.crt.pem"));
      await form.getByLabel("The assertion itself").uncheck();
      await form.getByLabel("Every AuthnRequest").check();
      for (const name of ["Persistent", "E-mail address"]) await form.getByRole("button", { name, exact: true }).click();
      await form.getByLabel("Subject identifier attribute").selectOption("subject-id");
      await form.getByLabel("Description").fill("Ours & <theirs>");
      for (const kind of ["Technical", "Support"]) {
        await form.getByRole("button", { name: "Add a contact" }).click();
        await form.getByLabel("Kind").last().selectOption(kind.toLowerCase());
        await form.getByLabel("E-mail address").last().fill(`${kind}@example.com`);
      }
      await form.getByRole("button", { name: "Remove this contact" }).first().click();
      await form.getByLabel("Valid until").fill("2044-01-31");
      await form.getByLabel("To be kept").fill("86400");
      await form.getByLabel("Key to sign the metadata with").fill(keyText("sp.key.pem"));
      await form.getByLabel("Certificate of the key").fill(keyText("sp.crt.pem"));
      const xml = await makeMetadata(page, form);
      equal(
        xml,
        await expected({
          signingCertificates: [keyText("sp.crt.pem"), keyText("sp-next.crt.pem")],
          encryptionCertificates: [keyText("sp.crt.pem")],
          wantAssertionsSigned: false,
          authnRequestsSigned: true,
          nameIdFormats: ["urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
          subjectId: "subject-id",
          description: "Ours & <theirs>",
          contacts: [{ type: "support", email: "Support@example.com" }],
          validUntil: new Date("2044-01-31"),
          cacheDurationSeconds: 86400,
          sign: { privateKey: keyText("sp.key.pem"), certificate: keyText("sp.crt.pem") },
        }),
        "everything",
      );
      const [download] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "Download sp-metadata.xml" }).click()]);
      equal(download.suggestedFilename(), "sp-metadata.xml");
      equal(readFileSync(await download.path(), "utf8"), xml, "downloaded");
      await form.getByRole("button", { name: "Copy the metadata" }).click();
      await form.getByRole("status").filter({ hasText: "Copied" }).waitFor();
      equal(await page.evaluate(() => navigator.clipboard.readText()), xml, "copied");
      await form.getByRole("button", { name: "Load it into the page" }).click();
      await page.locator("#banner", { hasText: "metadata" }).waitFor();
      equal(await page.inputValue("#box"), xml, "loaded");
    }),

  "metadata that no connection could have is refused at its field": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openMetadata(page);
      const broken = keyText("sp.crt.pem").replace(/\n.{64}\n/, "\n");
      const cases = [
        ["Entity ID", "", "missing"],
        ["ACS URL", "sp.example.com", "absolute https URL"],
        ["SLO URL", "http://sp.example.com/slo", "must be https"],
        ["Signing certificates", keyText("sp.key.pem"), "private key"],
        ["Encryption certificates", broken, "damaged"],
        ["Encryption certificates", keyText("idp.pub.pem"), "no certificate"],
        ["Address of the logo", "https://sp.example.com/logo.png", "width"],
        ["Valid until", "2027-02-30", "not a valid Date"],
      ];
      for (const [label, wrong, words] of cases) {
        const field = form.getByLabel(label);
        const right = await field.inputValue();
        await field.fill(wrong);
        await form.getByRole("button", { name: "Make the metadata" }).click();
        const complaint = form.locator(".complaint.at-field");
        await complaint.waitFor();
        ok((await complaint.textContent()).includes(words), `${label}: ${await complaint.textContent()}`);
        await field.fill(right);
        await makeMetadata(page, form);
      }
      await form.getByLabel("http will do").check();
      await form.getByLabel("SLO URL").fill("http://sp.example.com/slo");
      ok((await makeMetadata(page, form)).includes("http://sp.example.com/slo"), "on a test network");
    }),

  "what was made before a change is marked as such": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openMetadata(page);
      await makeMetadata(page, form);
      await form.getByLabel("Description").fill("Another");
      ok((await form.getByRole("status").textContent()).includes("make it again"), "said");
      ok((await makeMetadata(page, form)).includes("Another"), "made again");
    }),

  "what to enter at the identity provider follows the fields": ({ browser }) =>
    browser.withPage(async ({ page }) => {
      const form = await openMetadata(page);
      const entries = () => form.locator(".idp dl").evaluate((list) => [...list.querySelectorAll("dt")].map((term) => [term.textContent, term.nextElementSibling.querySelector("code").textContent]));
      equal(await entries(), [["Single sign-on URL", "https://sp.example.com/acs"], ["Audience URI (SP Entity ID)", "urn:sp"]]);
      await form.getByLabel("Identity provider", { exact: true }).selectOption("Microsoft Entra ID");
      await form.getByLabel("SLO URL").fill("https://sp.example.com/slo");
      equal(await entries(), [["Identifier (Entity ID)", "urn:sp"], ["Reply URL (Assertion Consumer Service URL)", "https://sp.example.com/acs"], ["Logout Url (optional)", "https://sp.example.com/slo"]]);
      await form.getByRole("button", { name: "Copy Identifier (Entity ID)" }).click();
      await form.getByRole("status").filter({ hasText: "Copied: Identifier" }).waitFor();
      equal(await page.evaluate(() => navigator.clipboard.readText()), "urn:sp");
    }),
};
