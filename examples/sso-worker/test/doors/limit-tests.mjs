// One in a minute: the second within it is too much, and whoever is elsewhere does not notice.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { formOf } from "./messages.mjs";
import { Stage } from "./stage.mjs";

/** Each request from an address of its own, but for those that say which. */
let last = 0;
const elsewhere = () => `198.51.${++last >> 8}.${last & 255}`;

const JUNK = () => new URLSearchParams({ SAMLResponse: "AAAA" });

/** A second answer is 429, says when to come again, and the same from another address is not. */
async function limitsEach(stage, ask) {
  const address = elsewhere();
  const first = await ask(stage.browser({ address }));
  const second = await ask(stage.browser({ address }));
  ok(first.status !== 429, `the first: ${first.status}`);
  equal([second.status, second.headers.get("retry-after")], [429, "60"], "the second");
  ok((await ask(stage.browser({ address: elsewhere() }))).status !== 429, "elsewhere");
}

/** By the database, since every form would count. */
async function tested(stage) {
  const organisation = await stage.organisation();
  const profile = await organisation.profile();
  const domain = stage.fresh("limited") + ".example";
  await organisation.domain(domain, profile);
  await profile.setRules({ provisioning: "create" });
  await stage.run("UPDATE profiles SET tested_revision = revision WHERE id = ?", profile.id);
  return { organisation, profile, domain };
}

const byAddress = (use) => Stage.with({ LIMIT_PER_ADDRESS: "1" }, use);
const byOrganisation = (use) => Stage.with({ LIMIT_PER_ORGANISATION: "1" }, use);

/** Where addresses are limited, each administrator comes from one of its own. */
async function withProfile(stage) {
  const make = stage.browser.bind(stage);
  stage.browser = (options) => make({ address: elsewhere(), ...options });
  return await tested(stage);
}

export const limitTests = {
  async "limits: an address has so many sign-ins, of either kind, and so many answers"() {
    await byAddress(async (stage) => {
      const { profile } = await withProfile(stage);
      await limitsEach(stage, (browser) => browser.post("/login", { email: "jane@nowhere.example", to: "/" }));
      await limitsEach(stage, (browser) => browser.post("/login/key", { email: "jane@nowhere.example", key: "x" }));
      await limitsEach(stage, (browser) => browser.postFromElsewhere(profile.acs, JUNK()));
      await limitsEach(stage, (browser) => browser.postFromElsewhere("/saml/acs/none", JUNK()));
      await limitsEach(stage, (browser) => browser.get(`${profile.slo}?SAMLRequest=AAAA`));
      await limitsEach(stage, (browser) => browser.get("/setup/guess"));
      await limitsEach(stage, (browser) => browser.post("/setup/guess", { organisation: "x", email: "a@b.example" }));
    });
  },

  async "limits: all of them count together"() {
    await byAddress(async (stage) => {
      const browser = stage.browser({ address: elsewhere() });
      await browser.post("/login", { email: "jane@nowhere.example" });
      equal((await browser.post("/login/key", { email: "jane@nowhere.example", key: "x" })).status, 429, "key");
    });
  },

  async "limits: the right key does not help whoever has guessed too much"() {
    await byAddress(async (stage) => {
      const { organisation } = await withProfile(stage);
      const browser = stage.browser({ address: elsewhere() });
      await browser.post("/login/key", { email: organisation.email, key: "x" });
      const { status, cookies } = await browser.post("/login/key", { email: organisation.email, key: organisation.accessKey });
      equal([status, cookies], [429, []], "answer");
    });
  },

  async "limits: a network of IPv6 is one address, however it is written"() {
    await byAddress(async (stage) => {
      const ask = async (address) => (await stage.browser({ address }).post("/login", { email: "jane@nowhere.example" })).status;
      const networks = [
        ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff:ffff:ffff:ffff"],
        ["2001:db8::1", "2001:db8:0:0:5::", "2001:db8::9:0:0:1"],
        ["2001:db8:1::", "2001:db8:1:0:1:1:1:1"],
        ["::1", "::2"],
      ];
      for (const [first, ...others] of networks) {
        equal(await ask(first), 303, first);
        for (const other of others) equal(await ask(other), 429, other);
      }
      equal([await ask("2001:db8:1:3::1"), await ask("192.0.2.77"), await ask("192.0.2.78")], [303, 303, 303], "others");
    });
  },

  async "limits: an organisation has so many sign-ins, and another does not notice"() {
    await byOrganisation(async (stage) => {
      const [one, other] = [await tested(stage), await tested(stage)];
      const ask = async ({ domain }) => (await stage.browser({ address: elsewhere() }).post("/login", { email: `jane@${domain}`, to: "/" })).status;
      equal([await ask(one), await ask(one), await ask(other)], [302, 429, 302], "answers");
      equal((await stage.browser({ address: elsewhere() }).post("/login", { email: "jane@nowhere.example" })).status, 303, "of no organisation");
    });
  },

  async "limits: an organisation has so many answers, right or wrong, and another does not notice"() {
    await byOrganisation(async (stage) => {
      const [one, other] = [await tested(stage), await tested(stage)];
      const ask = async ({ profile }) => await stage.browser({ address: elsewhere() }).postFromElsewhere(profile.acs, formOf(await profile.idp.response({})));
      const statuses = [(await ask(one)).status, (await ask(one)).status, (await ask(other)).status];
      equal(statuses, [403, 429, 403], "answers");
      equal((await one.organisation.administrator.get("/console/audit")).status, 200, "the console stays open");
    });
  },
};
