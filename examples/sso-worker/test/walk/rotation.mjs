// The identity provider signs with another key than before.
import { X509Certificate } from "node:crypto";

import { equal } from "../../../../tests/js/lib/check.mjs";
import { startSignIn, submitted } from "./console.mjs";
import { rotate, signInAt, valuesOfIdp } from "./idp.mjs";
import { JOHN } from "./people.mjs";
import { SUE } from "./metadata.mjs";
import { refusedSignIn } from "./refusals.mjs";

export const rotationTests = {
  "rotation/unknown-certificate-is-refused-and-named": (walk) =>
    walk.visit(async (page) => {
      const fingerprint = await rotate(walk.admin.other, walk.idp);
      const expected = { title: "The sign-in did not work", words: "Your administrator finds the reason in the audit trail.", code: "ERR_UNKNOWN_KEY", rule: "K01" };
      const { details } = await refusedSignIn(walk, page, { person: JOHN, ...expected });
      equal(details["found"], fingerprint.replaceAll(":", ""));
      const { page: admin } = walk.admin;
      await admin.goto(`${walk.console.url}/console/health`);
      await admin.getByText("K01").waitFor();
      await walk.look(admin, "health");
    }),

  "rotation/added-certificate-signs-in": async (walk) => {
    const { page, other } = walk.admin;
    const { certificate } = await valuesOfIdp(other, walk.idp);
    await page.goto(walk.profile);
    await page.getByLabel("Add a certificate").fill(certificate);
    await page.locator("#certificates").getByRole("button", { name: "Add" }).click();
    await page.getByText("The certificates were changed.").waitFor();
    equal(await certificates(page).count(), 2, "certificates");
    await walk.look(page, "profile-two-certificates");
    await signsIn(walk, JOHN);
    walk.current = new X509Certificate(certificate).fingerprint256;
  },

  "rotation/old-certificate-is-removed": async (walk) => {
    const { page } = walk.admin;
    await page.goto(walk.profile);
    await submitted(page, certificates(page).filter({ hasNotText: walk.current }).getByRole("button", { name: "Remove" }));
    equal([await certificates(page).count(), await certificates(page).getByText(walk.current).count()], [1, 1], "certificates");
    equal(await certificates(page).getByRole("button", { name: "Remove" }).count(), 0, "buttons that remove the last one");
    await signsIn(walk, JOHN);
  },

  "rotation/metadata-brings-it-by-itself": async (walk) => {
    await walk.console.database.prepare("UPDATE profiles SET metadata_refresh_at = 0 WHERE metadata_url IS NOT NULL").run();
    await (await walk.console.miniflare.getWorker()).scheduled();
    equal(await walk.console.lastKinds(1), ["metadata.changed"]);
    await signsIn(walk, SUE);
  },
};

const certificates = (page) => page.locator("#certificates .list > li");

const signsIn = (walk, person) =>
  walk.visit(async (page) => {
    await startSignIn(page, walk.console, person);
    await signInAt(page, person);
    await page.waitForURL(`${walk.console.url}/`);
  });
