// Where people are led after the sign-in: to a page of this site, whatever somebody wrote into the link.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { attribute, fieldsOf, inlineOf, linksOf, tagsOf } from "./page.mjs";

const hostile = (url) => [
  "https://attacker.example/",
  "//attacker.example/",
  "///attacker.example/",
  "\\\\attacker.example\\",
  "/\\attacker.example/",
  "\\/attacker.example/",
  "/\t/attacker.example/",
  "/\n/attacker.example/",
  "/./\\attacker.example",
  "/..//attacker.example",
  "/%09/attacker.example\r\nset-cookie: x=y",
  "https:attacker.example",
  "http:\\\\attacker.example",
  "javascript:alert(1)",
  " javascript:alert(1)",
  "JaVaScRiPt:alert(1)//",
  "data:text/html,<script>alert(1)</script>",
  `blob:${url}/0`,
  `${url}@attacker.example/`,
  `${url.replace("//", "//user:word@")}/`,
  `${url}.attacker.example/`,
  `view-source:${url}/`,
  "/login",
  "/login?to=/login",
  "/login/key",
  "/x/../login",
  "/logout",
  "/logout#x",
  "/saml/slo/x?SAMLRequest=x",
  "/saml/acs/x",
  "/setup/x",
  "a".repeat(2000),
  `/${"a".repeat(2000)}`,
];

/** As a browser reads the header: within this site, and at no address that does something by being opened. */
function requireHarmless(location, url, name) {
  ok(location !== null && !/[\r\n\t\\]/.test(location) && !location.startsWith("//"), `${name}: ${location}`);
  const to = new URL(location, url);
  equal([to.origin, to.username], [url, ""], `${name}: ${location}`);
  ok(!/^\/(?:login|logout|saml|setup)(?:\/|$)/.test(to.pathname), `${name}: ${location}`);
}

const KEPT = "/console/profiles?from=mail&x=%2F%2Fy#part";

export const destinationTests = {
  async "destination: after an access key"(stage) {
    const organisation = await stage.organisation();
    const browser = stage.browser();
    const signIn = async (to) => (await browser.post("/login/key", { email: organisation.email, key: organisation.accessKey, to })).location;
    for (const to of hostile(stage.url)) requireHarmless(await signIn(to), stage.url, to);
    equal([await signIn(KEPT), await signIn("")], [KEPT, "/"], "good ones");
  },

  async "destination: of whoever is signed in already"(stage) {
    const { administrator } = await stage.organisation();
    for (const to of hostile(stage.url)) requireHarmless((await administrator.get(`/login?${new URLSearchParams({ to })}`)).location, stage.url, to);
    equal((await administrator.get(`/login?${new URLSearchParams({ to: KEPT })}`)).location, KEPT, "a good one");
  },

  async "destination: after single sign-on"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn();
    const signIn = async (to) => (await profile.signIn(`jane@${domain}`, { to })).response.location;
    for (const to of hostile(stage.url)) requireHarmless(await signIn(to), stage.url, to);
    equal(await signIn(KEPT), KEPT, "a good one");
  },

  async "destination: RelayState leads nowhere else, whether a sign-in began here or there"(stage) {
    const organisation = await stage.organisation();
    const { profile, domain } = await organisation.singleSignOn({ rules: { idpInitiated: "accept" } });
    const nameId = `jane@${domain}`;
    // What no IdP sends is refused, and leads nowhere.
    const unasked = async (relayState) => {
      const { status, location } = await profile.answer(stage.browser(), { nameId, relayState });
      return status === 403 ? "/" : location;
    };
    for (const to of hostile(stage.url)) requireHarmless(await unasked(to), stage.url, to);
    equal(await unasked(KEPT), KEPT, "a good one");
    const { response } = await profile.signIn(nameId, { to: "/console/people", relayState: "/console/audit" });
    equal(response.location, "/console/people", "its own word counts");
  },

  async "destination: pages that carry it have no link elsewhere"(stage) {
    for (const to of hostile(stage.url)) {
      for (const path of ["/login", "/login/key"]) {
        const { text, status } = await stage.browser().get(`${path}?${new URLSearchParams({ to, email: to })}`);
        equal([status, inlineOf(text)], [200, []], to);
        for (const tag of tagsOf(text)) for (const name of ["href", "action", "src"]) ok(/^(?:\/(?!\/)|#|$)/.test(attribute(tag, name) ?? ""), `${tag.name} ${attribute(tag, name)}`);
        ok(linksOf(text).length > 0 && "to" in fieldsOf(text), path);
      }
    }
  },

  async "destination: whoever is not signed in comes back to where he was"(stage) {
    const { location } = await stage.browser().get("/console/audit?before=7");
    equal([new URL(location, stage.url).pathname, new URL(location, stage.url).searchParams.get("to")], ["/login", "/console/audit?before=7"], "location");
    // The path of a URL may look like another host.
    for (const path of ["//attacker.example/console/profiles", "/console/profiles//attacker.example"]) equal((await stage.browser().get(stage.url + path)).status, 404, path);
  },
};
