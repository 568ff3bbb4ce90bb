// Signing in and out, from either side.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { atAcs, changeRules, newestEntry, signInByKey, startSignIn } from "./console.mjs";
import { isSignedInAt, launch, signInAt } from "./idp.mjs";
import { JANE, JOHN } from "./people.mjs";

export const signInTests = {
  "sign-in/access-key-of-who-enforced": async (walk) => {
    const { page } = walk.admin;
    await page.goto(`${walk.console.url}/login/key`);
    await walk.look(page, "login-key");
    await signInByKey(page, walk.console, { email: JANE, key: walk.janeKey });
    await page.waitForURL(`${walk.console.url}/`);
    await page.getByText("Access key", { exact: true }).waitFor();
  },

  "sign-in/access-key-of-a-member-is-refused": (walk) =>
    walk.visit(async (page) => {
      const answered = page.waitForResponse((response) => response.request().method() === "POST");
      await signInByKey(page, walk.console, { email: JOHN, key: walk.johnKey });
      equal((await answered).status(), 403);
      await page.getByRole("alert").getByText("That address and that access key are not right together").waitFor();
      await walk.look(page, "login-key-refused");
    }),

  "sign-in/administrator-lands-where-the-link-led": (walk) =>
    walk.visit(async (page) => {
      await page.goto(`${walk.console.url}/console/audit`);
      await walk.look(page, "login");
      await startSignIn(page, walk.console, JANE, { to: "/console/audit" });
      const arrived = await atAcs(page, () => signInAt(page, JANE));
      equal([arrived.status, arrived.sent["sec-fetch-site"]], [303, "cross-site"]);
      await page.waitForURL(`${walk.console.url}/console/audit`);
      await page.getByRole("heading", { name: "Audit trail" }).waitFor();
      const { kind, details } = await newestEntry(page, walk.console);
      equal([kind, details["by"]], ["Signed in", "single sign-on"]);
      await walk.look(page, "audit");
    }),

  "sign-in/member-lands-at-the-start": (walk) =>
    walk.visit(async (page) => {
      await signIn(page, walk, JOHN);
      await walk.look(page, "home");
      equal((await page.goto(`${walk.console.url}/console/profiles`)).status(), 404, "the console to a member");
    }),

  "sign-in/nobody-of-that-domain-is-asked-for-a-key": (walk) =>
    walk.visit(async (page) => {
      await startSignIn(page, walk.console, "somebody@unknown.example");
      await page.getByRole("heading", { name: "Access key" }).waitFor();
      equal(await page.getByLabel("E-mail address").inputValue(), "somebody@unknown.example");
    }),

  "sign-in/begun-at-the-idp-is-refused": (walk) =>
    walk.visit(async (page) => {
      await launch(page, walk.idp, "Console");
      const arrived = await atAcs(page, () => signInAt(page, JOHN));
      equal(arrived.status, 403);
      await page.getByRole("heading", { name: "Please sign in from here" }).waitFor();
      const { kind, details } = await newestEntry(walk.admin.page, walk.console);
      equal([kind, details["code"]], ["Sign-in refused", "ERR_UNSOLICITED"]);
    }),

  "sign-in/begun-at-the-idp-is-turned-into-one-of-ours": (walk) =>
    walk.visit(async (page) => {
      await changeRules(walk.admin.page, walk.profile, { idpInitiated: "convert" });
      await launch(page, walk.idp, "Console");
      await signInAt(page, JOHN);
      await page.getByRole("button", { name: "Continue as" }).click();
      await page.waitForURL(`${walk.console.url}/`);
      equal(await walk.console.lastKinds(2), ["sign-in", "sign-in.converted"]);
    }),

  "sign-in/begun-at-the-idp-is-accepted": (walk) =>
    walk.visit(async (page) => {
      await changeRules(walk.admin.page, walk.profile, { idpInitiated: "accept" });
      await walk.admin.page.getByText("Relaxed", { exact: true }).waitFor();
      await walk.look(walk.admin.page, "profile-relaxed");
      await launch(page, walk.idp, "Console");
      const arrived = await atAcs(page, () => signInAt(page, JOHN));
      equal(arrived.status, 303);
      await page.waitForURL(`${walk.console.url}/`);
      const { kind, details } = await newestEntry(walk.admin.page, walk.console);
      equal(kind, "Signed in");
      ok(details["relaxed"] !== undefined, "the trail does not say what was relaxed");
      await changeRules(walk.admin.page, walk.profile, { idpInitiated: "refuse" });
    }),

  "sign-out/here-ends-the-session-at-the-idp": (walk) =>
    walk.visit(async (page) => {
      const before = await walk.console.sessions();
      await signIn(page, walk, JOHN);
      equal(await isSignedInAt(page, walk.idp), true, "signed in at the IdP");
      await page.goto(walk.console.url);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "You are signed out" }).waitFor();
      await page.getByText("Have a good day.").waitFor();
      equal(await walk.console.sessions(), before, "sessions");
      equal(await isSignedInAt(page, walk.idp), false, "signed in at the IdP");
    }),

  "sign-out/from-any-page-of-the-console": (walk) =>
    walk.visit(async (page) => {
      await startSignIn(page, walk.console, JANE, { to: "/console/profiles" });
      await signInAt(page, JANE);
      await page.waitForURL(`${walk.console.url}/console/profiles`);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("heading", { name: "You are signed out" }).waitFor();
      equal(await isSignedInAt(page, walk.idp), false, "signed in at the IdP");
    }),

  "sign-out/at-the-idp-ends-the-session-here": (walk) =>
    walk.visit(async (page) => {
      const before = await walk.console.sessions();
      await signIn(page, walk, JOHN);
      await page.goto(walk.idp.url);
      await page.getByRole("button", { name: "Sign out everywhere" }).click();
      await page.getByText("Your session here has ended.").waitFor();
      await page.locator(".outcomes .good").getByText("Console").waitFor();
      equal(await walk.console.sessions(), before, "sessions");
      const { kind, details } = await newestEntry(walk.admin.page, walk.console);
      equal([kind, details["sessions"]], ["Signed out by the IdP", "1"]);
      await page.goto(walk.console.url);
      await page.waitForURL(`${walk.console.url}/login`);
    }),
};

async function signIn(page, walk, person) {
  await startSignIn(page, walk.console, person);
  await signInAt(page, person);
  await page.waitForURL(`${walk.console.url}/`);
  await page.getByText(person, { exact: true }).first().waitFor();
}
