// What is refused: what people read, with which status, and what the administrator finds in the trail.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { atAcs, newestEntry, startSignIn, testConnection, verdict } from "./console.mjs";
import { assign, postFrom, signInAt } from "./idp.mjs";
import { GUEST, JANE, JOHN } from "./people.mjs";

const OTHERWISE = { title: "The sign-in did not work", words: "Your administrator finds the reason in the audit trail." };
const ELSEWHERE = { title: "This sign-in was started elsewhere", words: "It belongs to another browser" };

/** `answer` of the identity provider, what our page says, and what the trail has. */
const ANSWERS = [
  { answer: "wrong-audience", ...OTHERWISE, code: "ERR_AUDIENCE_MISMATCH", rule: "C06" },
  { answer: "wrong-recipient", ...OTHERWISE, code: "ERR_RECIPIENT_MISMATCH", rule: "A13" },
  { answer: "expired", title: "That took too long", words: "Please start again", code: "ERR_EXPIRED", rule: "C03" },
  { answer: "altered", ...OTHERWISE, code: "ERR_DIGEST_MISMATCH", rule: "S15" },
  { answer: "other-key", ...OTHERWISE, code: "ERR_UNKNOWN_KEY", rule: "K01" },
  { answer: "unsigned", ...OTHERWISE, code: "ERR_NOTHING_SIGNED", rule: "S01" },
  { answer: "unsolicited", title: "Please sign in from here", words: "switched off signing in from its own start page", code: "ERR_UNSOLICITED", rule: "R09" },
];

const answerTests = Object.fromEntries(
  ANSWERS.map(({ answer, ...expected }) => [
    `refused/${answer}`,
    (walk) =>
      walk.visit(async (page) => {
        await refusedSignIn(walk, page, { person: JOHN, answer, ...expected });
        await walk.look(page, `refused-${answer}`);
      }),
  ]),
);

export const refusalTests = {
  ...answerTests,

  "refused/connection-test-says-what-to-change": async (walk) => {
    const { page } = walk.admin;
    const before = await walk.console.sessions();
    await testConnection(page, walk.profile, (at) => signInAt(at, JANE, { answer: "wrong-audience" }));
    await verdict(page, "Failed").waitFor();
    await page.getByRole("alert").getByText("To be changed at the identity provider.").waitFor();
    await page.getByRole("alert").getByText("C06, ERR_AUDIENCE_MISMATCH").waitFor();
    await walk.look(page, "test-failed");
    equal(await walk.console.sessions(), before, "sessions");
    const { kind, details } = await newestEntry(page, walk.console);
    equal([kind, details["code"], details["rule"]], ["Connection test failed", "ERR_AUDIENCE_MISMATCH", "C06"]);
  },

  "refused/somebody-who-is-not-assigned": async (walk) => {
    await assign(walk.admin.other, walk.idp, "Console", [JANE]);
    await walk.visit(async (page) => {
      const words = "Ask your administrator to assign you to this application.";
      await refusedSignIn(walk, page, { person: JOHN, title: "You are not assigned to this application", words, code: "ERR_STATUS", rule: "R05" });
      await walk.look(page, "refused-not-assigned");
    });
    await assign(walk.admin.other, walk.idp, "Console", "all");
  },

  "refused/address-of-another-domain": (walk) =>
    walk.visit(async (page) => {
      const words = "with an address outside of its domains";
      await refusedSignIn(walk, page, { person: GUEST, title: "This account belongs elsewhere", words, code: "ERR_EMAIL_DOMAIN_NOT_ALLOWED", rule: "A10" });
    }),

  "refused/somebody-whom-nobody-added": (walk) =>
    walk.visit(async (page) => {
      const words = "Ask your administrator to add you.";
      await refusedSignIn(walk, page, { person: "mary.major@example.com", title: "You have no account here", words, code: "NO_SUCH_PERSON" });
    }),

  "refused/message-for-another-profile": (walk) =>
    walk.visit(async (page) => {
      const before = await walk.console.sessions();
      await startSignIn(page, walk.console, JOHN);
      const { fields, acsUrl } = await interceptedForm(page, () => signInAt(page, JOHN));
      const theirs = await acsOf(walk, "By metadata");
      ok(theirs !== acsUrl, "two profiles with one ACS");
      const arrived = await atAcs(page, () => postFrom(page, walk.idp, theirs, fields));
      const entry = await refusedWith(walk, page, arrived, { ...OTHERWISE, code: "ERR_DESTINATION_MISMATCH", rule: "R07" });
      ok(entry.about.includes("By metadata"), entry.about);
      equal(await walk.console.sessions(), before, "sessions");
    }),

  "refused/message-of-another-browser": (walk) =>
    walk.visit(async (page) => {
      await startSignIn(page, walk.console, JOHN);
      const { fields, acsUrl } = await interceptedForm(page, () => signInAt(page, JOHN));
      await walk.visit(async (victim) => {
        const arrived = await atAcs(victim, () => postFrom(victim, walk.idp, acsUrl, fields));
        await refusedWith(walk, victim, arrived, { ...ELSEWHERE, code: "ERR_REQUEST_OF_OTHER_BROWSER", rule: "B07" });
      });
    }),

  "replay/back-lands-where-one-is-signed-in": (walk) =>
    walk.visit(async (page) => {
      await startSignIn(page, walk.console, JOHN);
      await signInAt(page, JOHN);
      await page.waitForURL(`${walk.console.url}/`);
      const before = await walk.console.sessions();
      await page.goBack();
      // The identity provider's page: whoever goes on there is sent back with another answer to the same request.
      const arrived = await atAcs(page, () => page.getByRole("button", { name: "Continue as" }).click());
      await friendly(walk, page, arrived, before);
    }),

  "replay/the-same-message-lands-where-one-is-signed-in": (walk) =>
    walk.visit(async (page) => {
      await startSignIn(page, walk.console, JOHN);
      const posted = page.waitForRequest((request) => request.url().includes("/saml/acs/"));
      await signInAt(page, JOHN);
      const request = await posted;
      await page.waitForURL(`${walk.console.url}/`);
      const before = await walk.console.sessions();
      const arrived = await atAcs(page, () => postFrom(page, walk.idp, request.url(), fieldsOf(request)));
      await friendly(walk, page, arrived, before);
    }),

  "replay/of-a-connection-test-shows-its-report": async (walk) => {
    const { page } = walk.admin;
    const posted = page.waitForRequest((request) => request.url().includes("/saml/acs/"));
    await testConnection(page, walk.profile, (at) => signInAt(at, JANE));
    const request = await posted;
    const { number } = await newestEntry(page, walk.console);
    const { status } = await atAcs(page, () => postFrom(page, walk.idp, request.url(), fieldsOf(request)));
    equal(status, 303);
    await verdict(page, "Passed").waitFor();
    equal((await newestEntry(page, walk.console)).number, number, "the newest entry");
  },
};

/** From our sign-in page to our refusal. */
export async function refusedSignIn(walk, page, { person, answer = "none", ...expected }) {
  const before = await walk.console.sessions();
  await startSignIn(page, walk.console, JOHN);
  const arrived = await atAcs(page, () => signInAt(page, person, { answer }));
  const entry = await refusedWith(walk, page, arrived, expected);
  equal(await walk.console.sessions(), before, "sessions");
  return entry;
}

/** The page, and the entry whose number it shows. */
async function refusedWith(walk, page, { status, cookies }, { title, words, code, rule }) {
  equal([status, await page.getByRole("heading", { level: 1 }).textContent()], [403, title]);
  await page.getByText(words).waitFor();
  ok(!cookies.some((cookie) => cookie.startsWith("__Host-session")), `a session in ${cookies}`);
  const entry = await newestEntry(walk.admin.page, walk.console);
  const { kind, details, number } = entry;
  equal([kind, details["code"], details["rule"]], ["Sign-in refused", code, rule]);
  equal(await page.locator("main strong").textContent(), number, "the number on the page");
  return entry;
}

/** No error page, and nobody signed in anew. */
async function friendly(walk, page, { status, cookies }, before) {
  equal([status, cookies.filter((cookie) => cookie.startsWith("__Host-session"))], [303, []]);
  await page.getByRole("heading", { name: "You are signed in" }).waitFor();
  await page.getByText(JOHN, { exact: true }).first().waitFor();
  equal(await walk.console.sessions(), before, "sessions");
  const { kind, details } = await newestEntry(walk.admin.page, walk.console);
  equal([kind, details["code"]], ["Sign-in sent again, and refused", "ERR_REPLAYED"]);
}

/** What the browser would have posted to the ACS: it never gets there. */
async function interceptedForm(page, act) {
  const intercepted = new Promise((resolve) => page.route("**/saml/acs/**", (route) => resolve(route.fulfill({ status: 204 }).then(() => route.request())), { times: 1 }));
  await act();
  const request = await intercepted;
  return { acsUrl: request.url(), fields: fieldsOf(request) };
}

const fieldsOf = (request) => [...new URLSearchParams(request.postData())];

async function acsOf({ admin: { page }, console }, profile) {
  await page.goto(`${console.url}/console/profiles`);
  await page.getByRole("link", { name: profile }).click();
  return await page.locator("#acs-url").textContent();
}
