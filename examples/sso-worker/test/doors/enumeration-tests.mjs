// Nobody learns by asking who is a customer and who has an account.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";

/** What an answer tells, without the address that was typed and what is random in each. */
function told({ status, headers, text }, typed) {
  const forms = [typed, encodeURIComponent(typed), new URLSearchParams({ e: typed }).toString().slice(2)];
  const plain = (value) => forms.reduce((all, form) => all.replaceAll(form, "ADDRESS"), value).replace(/(SAMLRequest=|RelayState=)[^&"]*/g, "$1…").replace(/(__Host-saml-)[^;]*/, "$1…");
  const kept = [...headers].filter(([name]) => !["date", "content-length", "transfer-encoding"].includes(name)).map(([name, value]) => [name, plain(value)]);
  return { status, headers: kept, text: plain(text) };
}

/** All of them are answered as the first is. */
async function alike(ask, cases) {
  const answers = [];
  for (const [name, fields] of Object.entries(cases)) answers.push([name, told(await ask(fields), fields.email)]);
  const [[, first]] = answers;
  for (const [name, answer] of answers) equal(answer, first, name);
  return first;
}

async function scene(stage) {
  const organisation = await stage.organisation();
  const known = await organisation.person(`known@${stage.fresh("plain")}.example`);
  const domain = known.email.split("@")[1];
  await organisation.domain(domain);
  const untested = stage.fresh("untested") + ".example";
  const profile = await organisation.profile();
  await organisation.domain(untested, profile);
  const there = await organisation.person(`known@${untested}`);
  return { organisation, known, domain, there, untested };
}

export const enumerationTests = {
  async "enumeration: at the sign-in page unknown domains and unknown people look the same"(stage) {
    const { known, domain, there, untested } = await scene(stage);
    const browser = stage.browser();
    await browser.token();
    const first = await alike(async ({ email }) => await browser.post("/login", { email, to: "/console/profiles" }), {
      "unknown domain": { email: `somebody@${stage.fresh("nobody")}.example` },
      "unknown person of a domain without a profile": { email: `nobody@${domain}` },
      "known person of a domain without a profile": { email: known.email },
      "unknown person of a domain with an untested profile": { email: `nobody@${untested}` },
      "known person of a domain with an untested profile": { email: there.email },
    });
    equal(first.status, 303, "status");
  },

  async "enumeration: a domain with single sign-on sends known and unknown people alike"(stage) {
    const organisation = await stage.organisation();
    const { domain } = await organisation.singleSignOn();
    await organisation.person(`known@${domain}`);
    const first = await alike(async ({ email }) => await stage.browser().post("/login", { email, to: "/" }), {
      known: { email: `known@${domain}` },
      unknown: { email: `unknown@${domain}` },
    });
    equal(first.status, 302, "status");
  },

  async "enumeration: an access key opens its own door, and every other refuses alike"(stage) {
    const { organisation, known, domain } = await scene(stage);
    const { domain: enforced, domainId } = await organisation.singleSignOn();
    const member = await organisation.person(`member@${enforced}`);
    await organisation.enforce(domainId);
    const browser = stage.browser();
    const first = await alike(async ({ email, key }) => await browser.post("/login/key", { email, key, to: "/" }), {
      "unknown domain": { email: "somebody@nowhere.example", key: "0000000-0000000-0000000-00000" },
      "unknown person": { email: `nobody@${domain}`, key: "0000000-0000000-0000000-00000" },
      "known person, wrong key": { email: known.email, key: "0000000-0000000-0000000-00000" },
      "known person, no key": { email: known.email, key: "" },
      "known person, the key of another": { email: known.email, key: organisation.accessKey },
      "unknown person, the key of somebody": { email: `nobody@${domain}`, key: known.accessKey },
      "enforced domain, wrong key": { email: member.email, key: "0000000-0000000-0000000-00000" },
      "enforced domain, right key": { email: member.email, key: member.accessKey },
      "no address": { email: "nobody", key: known.accessKey },
    });
    equal(first.status, 403, "status");
    ok(!first.headers.some(([, value]) => value.includes(SESSION)), "a session");
    equal((await browser.post("/login/key", { email: known.email, key: known.accessKey })).status, 303, "the right one");
  },

  async "enumeration: the page that asks for a key says nothing about the address"(stage) {
    const { known } = await scene(stage);
    const browser = stage.browser();
    await browser.token();
    await alike(async ({ email }) => await browser.get(`/login/key?${new URLSearchParams({ email, to: "/" })}`), { known: { email: known.email }, unknown: { email: "nobody@nowhere.example" } });
  },

  async "enumeration: identifiers that are not there and those of others look the same"(stage) {
    const organisation = await stage.organisation();
    const { profile, domainId } = await organisation.singleSignOn();
    const { administrator } = await stage.organisation();
    for (const [there, missing] of [[profile.path, "/console/profiles/none"], [`${profile.path}/rules`, "/console/profiles/none/rules"]])
      equal(told(await administrator.get(there), "x"), told(await administrator.get(missing), "x"), there);
    equal(told(await administrator.post(`/console/domains/${domainId}/verify`), "x"), told(await administrator.post("/console/domains/none/verify"), "x"), "domain");
  },
};
