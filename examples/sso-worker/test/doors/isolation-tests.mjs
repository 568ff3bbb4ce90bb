// Organisations cannot see or affect each other: every route, with the other's identifiers.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { differences, recordsOf } from "./records.mjs";
import { key } from "./publisher.mjs";
import { FIELDS, filled, isNamed, readRoutes } from "./routes.mjs";

/** An organisation that has something of everything. */
async function furnished(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  const person = await organisation.person(`jane@${domain}`);
  const { browser } = await profile.signIn(person.email);
  const test = await profile.startTest();
  await organisation.enforce(domainId);
  const values = { profile: profile.id, domain: domainId, person: person.id, test, connection: profile.connectionId, product: "okta", token: (await stage.setupLink()).split("/").at(-1) };
  return { organisation, profile, domain, domainId, person, browser, values };
}

/** What tells that a page has something of theirs. */
const secretsOf = ({ organisation, profile, domain, domainId, person, values }) => [organisation.name, organisation.email, profile.id, profile.connectionId, domain, domainId, person.id, values.test];

async function tryAll(stage, theirs, { actor, judge }) {
  const fields = { ...FIELDS, certificate: key("attacker.crt.pem"), profile: theirs.profile.id, person: theirs.person.id, email: theirs.person.email, domain: theirs.domain };
  const before = await recordsOf(stage.database, theirs.organisation.id);
  let tried = 0;
  for (const { method, path, access } of await readRoutes()) {
    // Open to all by their nature: messages of IdPs, and what stands in them. They have tests of their own.
    if (path.startsWith("/saml/") || path.startsWith("/setup/")) continue;
    const browser = await actor();
    const address = filled(path, theirs.values);
    const response = method === "GET" ? await browser.get(address) : await browser.post(address, fields);
    judge({ response, name: `${method} ${path}`, path, access });
    equal(differences(before, await recordsOf(stage.database, theirs.organisation.id)), [], `${method} ${path} changed`);
    tried += 1;
  }
  ok(tried > 30, `only ${tried} routes were tried`);
}

/** Where a page shows something, it is nothing of theirs but what was typed into the request. */
function holdsNothing({ text }, theirs, name) {
  for (const secret of secretsOf(theirs)) if (secret !== theirs.domain) ok(!text.includes(secret), `${name} shows ${secret}`);
}

export const isolationTests = {
  async "isolation: an administrator of another organisation finds nothing by our identifiers"(stage) {
    const theirs = await furnished(stage);
    const own = await stage.organisation();
    await tryAll(stage, theirs, {
      // Sign-out is among the routes.
      actor: async () => await stage.signInWithKey(own),
      judge({ response, name, path }) {
        if (isNamed(path)) equal(response.status, 404, name);
        ok(response.status < 500, `${name}: ${response.status}`);
        if (path !== "/login" && path !== "/login/key") holdsNothing(response, { ...theirs, person: { id: theirs.person.id } }, name);
      },
    });
  },

  async "isolation: a member of another organisation finds nothing, and of the console not even that it is there"(stage) {
    const theirs = await furnished(stage);
    const own = await stage.organisation();
    const member = await own.person("member@other.example");
    await tryAll(stage, theirs, {
      actor: async () => await stage.signInWithKey(member),
      judge({ response, name, path, access }) {
        if (access === "administrator") equal(response.status, 404, name);
        ok(response.status < 500, `${name}: ${response.status}`);
        if (path !== "/login" && path !== "/login/key") holdsNothing(response, theirs, name);
      },
    });
  },

  async "isolation: a member of the same organisation changes nothing and sees no console"(stage) {
    const theirs = await furnished(stage);
    const member = await theirs.organisation.person("plain@member.example");
    for (const { method, path, access } of await readRoutes()) {
      if (access !== "administrator") continue;
      const browser = await stage.signInWithKey(member);
      const before = await recordsOf(stage.database, theirs.organisation.id);
      const response = method === "GET" ? await browser.get(filled(path, theirs.values)) : await browser.post(filled(path, theirs.values), { ...FIELDS, profile: theirs.profile.id });
      equal(response.status, 404, `${method} ${path}`);
      equal(differences(before, await recordsOf(stage.database, theirs.organisation.id)), [], `${method} ${path} changed`);
    }
  },

  async "isolation: nobody is sent to the sign-in page, and changes nothing"(stage) {
    const theirs = await furnished(stage);
    await tryAll(stage, theirs, {
      actor: () => stage.browser(),
      judge({ response, name, access }) {
        if (access === "anyone") return;
        equal([response.status, new URL(response.location, stage.url).pathname], [303, "/login"], name);
      },
    });
  },

  async "isolation: our profile with their domain, and theirs with ours"(stage) {
    const theirs = await furnished(stage);
    const own = await furnished(stage);
    const { administrator } = own.organisation;
    const before = [await recordsOf(stage.database, theirs.organisation.id), await recordsOf(stage.database, own.organisation.id)];
    const attempts = [
      administrator.post(`/console/domains/${own.domainId}/profile`, { profile: theirs.profile.id }),
      administrator.post(`/console/domains/${theirs.domainId}/profile`, { profile: own.profile.id }),
      administrator.post(`/console/domains/${theirs.domainId}/profile`, { profile: "" }),
      administrator.get(`${own.profile.path}/tests/${theirs.values.test}`),
      administrator.get(`${theirs.profile.path}/tests/${own.values.test}`),
    ];
    equal((await Promise.all(attempts)).map(({ status }) => status), attempts.map(() => 404), "answers");
    const after = [await recordsOf(stage.database, theirs.organisation.id), await recordsOf(stage.database, own.organisation.id)];
    equal([differences(before[0], after[0]), differences(before[1], after[1])], [[], []], "changes");
  },

  async "isolation: enforcement at our domain does not shut a person of another organisation out of that one"(stage) {
    const theirs = await furnished(stage);
    const own = await stage.organisation();
    const guest = await own.person(`guest@${theirs.domain}`);
    const browser = await stage.signInWithKey(guest);
    equal(await browser.person(), guest.email, "signed in");
  },

  async "isolation: the other's messages do not reach us by our public addresses"(stage) {
    const theirs = await furnished(stage);
    const { audit: _, ...before } = await recordsOf(stage.database, theirs.organisation.id);
    const browser = stage.browser();
    for (const path of [theirs.profile.acs, theirs.profile.slo]) {
      equal((await browser.postFromElsewhere(path, new URLSearchParams({ SAMLResponse: "AAAA", RelayState: "/" }))).status, 403, path);
    }
    const { audit: __, ...after } = await recordsOf(stage.database, theirs.organisation.id);
    equal(differences(before, after), [], "changes");
    for (const path of [`/saml/metadata/${theirs.profile.connectionId}`, "/saml/certificate"]) {
      const { status, text } = await browser.get(path);
      equal(status, 200, path);
      for (const secret of [theirs.organisation.name, theirs.domain, theirs.profile.id]) ok(!text.includes(secret), `${path} tells ${secret}`);
    }
  },
};
