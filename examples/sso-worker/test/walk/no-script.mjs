// The same guide in a browser that runs no scripts, at either side.
import { equal } from "../../../../tests/js/lib/check.mjs";
import { addPerson, createProfile, enterByHand, giveDomain, signInByKey, startSignIn, testConnection, valuesOfProfile, verdict } from "./console.mjs";
import { addApplication, signInAt, valuesOfIdp } from "./idp.mjs";
import { JANE } from "./people.mjs";

const ANN = "ann@no-script.example";

export const noScriptTests = {
  "no-script/the-whole-guide": (walk) =>
    walk.visit(async (page, context) => {
      await signInByKey(page, walk.console, { email: JANE, key: walk.janeKey });
      const profile = await createProfile(page, walk.console, "Without scripts");
      equal(await page.getByRole("button", { name: "Copy" }).count(), 0, "buttons that do nothing");
      const { entityId, acsUrl, sloUrl } = await valuesOfProfile(page);
      const other = await context.newPage();
      await addApplication(other, walk.idp, { name: "Without scripts", entityId, acsUrl, sloUrl });
      await enterByHand(page, await valuesOfIdp(other, walk.idp));
      await giveDomain(page, walk, "no-script.example", "Without scripts");
      await addPerson(page, walk.console, ANN);
      await testConnection(page, profile, (at) => signInByHand(at, ANN));
      await verdict(page, "Passed").waitFor();
    }, WITHOUT),

  "no-script/signing-in-and-out": (walk) =>
    walk.visit(async (page) => {
      await startSignIn(page, walk.console, ANN);
      await signInByHand(page, ANN);
      await page.waitForURL(`${walk.console.url}/`);
      await page.getByText("Single sign-on", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    }, WITHOUT),
};

const WITHOUT = { javaScriptEnabled: false };

/** The message waits for a click. */
async function signInByHand(page, person) {
  await signInAt(page, person);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
}
