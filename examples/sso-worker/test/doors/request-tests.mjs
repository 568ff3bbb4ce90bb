// Requests that no browser of ours makes.
import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { SESSION } from "./client.mjs";
import { differences, everything } from "./records.mjs";
import { FIELDS, filled, readRoutes } from "./routes.mjs";

async function scene(stage) {
  const organisation = await stage.organisation();
  const { profile, domain, domainId } = await organisation.singleSignOn();
  const person = await organisation.person(`jane@${domain}`);
  const values = { profile: profile.id, domain: domainId, person: person.id, test: "_", connection: profile.connectionId, product: "okta", token: (await stage.setupLink()).split("/").at(-1) };
  const routes = (await readRoutes()).map((route) => ({ ...route, address: filled(route.path, values) }));
  return { organisation, administrator: organisation.administrator, profile, routes };
}

/** Nothing is changed but that refused messages are written down. `requests` has a function for each name; the answers. */
async function changesNothing(stage, requests) {
  const { audit: before, ...records } = await everything(stage.database);
  const answers = {};
  for (const [name, send] of Object.entries(requests)) {
    answers[name] = await send();
    ok(answers[name].status < 500, `${name}: ${answers[name].status}`);
    ok(!answers[name].cookies.some((cookie) => cookie.startsWith(SESSION)), `${name}: a session`);
  }
  const { audit, ...after } = await everything(stage.database);
  equal(differences(records, after), [], `${Object.keys(requests)} changed`);
  ok(audit.slice(before.length).every((row) => /"sign-(?:in|out)\.(?:refused|repeated)"/.test(row)), `${Object.keys(requests)} wrote ${audit.slice(before.length)}`);
  return answers;
}

/** Of each its status, which is that. */
function requireStatus(answers, status) {
  for (const [name, answer] of Object.entries(answers)) equal(answer.status, status, name);
}

/** A server that refuses before it has read everything may cut the connection, and the answer then arrives or not. */
async function orCut(answer) {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof TypeError && error.message === "fetch failed")) throw error;
    return { status: 403, cookies: [] };
  }
}

const FORM = "application/x-www-form-urlencoded";

export const requestTests = {
  async "request: other methods do no harm at any address"(stage) {
    const { administrator, routes } = await scene(stage);
    const token = await administrator.token();
    const body = new URLSearchParams({ ...FIELDS, csrf: token });
    for (const address of new Set(routes.map((route) => route.address))) {
      const methods = ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];
      const send = (method) => administrator.send(address, { method, ...(method === "OPTIONS" ? {} : { body }) });
      const answers = await changesNothing(stage, Object.fromEntries(methods.map((method) => [`${method} ${address}`, () => send(method)])));
      requireStatus(answers, 405);
      for (const { headers } of Object.values(answers)) equal(headers.get("access-control-allow-origin"), null, address);
    }
  },

  async "request: a HEAD is answered as a GET without its body, and changes nothing"(stage) {
    const { administrator, routes } = await scene(stage);
    for (const { address, path, access } of routes) {
      const { head } = await changesNothing(stage, { head: () => administrator.send(address, { method: "HEAD" }) });
      equal(head.text, "", path);
      if (access !== "idp") equal(head.status, (await administrator.get(address)).status, path);
    }
  },

  async "request: bodies that are too large are refused, at every form"(stage) {
    const { administrator, routes } = await scene(stage);
    const token = await administrator.token();
    const body = new URLSearchParams({ ...FIELDS, csrf: token, padding: "x".repeat(2 * 1024 * 1024) });
    for (const { method, path, address, access } of routes) {
      if (method !== "POST") continue;
      const requests = { [path]: () => orCut(administrator.send(address, { method, body, headers: { origin: stage.url } })) };
      const message = new URLSearchParams({ SAMLResponse: "A".repeat(12 * 1024 * 1024) });
      if (access === "idp") requests[`${path}, 12 MB`] = () => orCut(administrator.send(address, { method, body: message }));
      requireStatus(await changesNothing(stage, requests), 403);
    }
  },

  async "request: bodies of another type are no forms"(stage) {
    const { administrator, profile, routes } = await scene(stage);
    const csrf = await administrator.token();
    const fields = { ...FIELDS, csrf };
    const bodies = [
      ["application/json", JSON.stringify(fields)],
      ["text/plain", new URLSearchParams(fields).toString()],
      ["application/x-www-form-urlencoded-not", new URLSearchParams(fields).toString()],
      ["", new URLSearchParams(fields).toString()],
      ["multipart/form-data", "no boundary"],
      ["multipart/form-data; boundary=x", "--x\r\nbroken"],
      [FORM, ""],
      [FORM, "%"],
      [FORM, `csrf=${csrf}x`],
      [FORM, "\0\0\0"],
      [FORM, `csrf%00=${csrf}`],
    ];
    for (const { method, path, address } of routes) {
      if (method !== "POST") continue;
      const send = ([type, body]) => administrator.send(address, { method, body: new TextEncoder().encode(body), headers: type === "" ? {} : { "content-type": type } });
      requireStatus(await changesNothing(stage, Object.fromEntries(bodies.map((pair) => [`${path} ${pair[0]} ${pair[1].slice(0, 20)}`, () => send(pair)]))), 403);
    }
    const multipart = new FormData();
    multipart.set("SAMLResponse", Buffer.from(await profile.idp.response({})).toString("base64"));
    requireStatus(await changesNothing(stage, { "a message as multipart": () => administrator.send(profile.acs, { method: "POST", body: multipart }) }), 403);
  },

  async "request: the token counts once, and its first value"(stage) {
    const { administrator } = await scene(stage);
    const csrf = await administrator.token();
    const post = (query, body) => administrator.send(`/console/profiles${query}`, { method: "POST", body });
    const answers = await changesNothing(stage, {
      twice: () => post("", new URLSearchParams([["csrf", "x"], ["csrf", csrf], ["name", "Twice"]])),
      "in the query": () => post(`?csrf=${csrf}`, new URLSearchParams({ name: "Query" })),
    });
    requireStatus(answers, 403);
    const file = new FormData();
    file.set("csrf", csrf);
    file.set("name", new File(["From a file"], "name"));
    equal((await administrator.send("/console/profiles", { method: "POST", body: file })).status, 303, "multipart");
  },

  async "request: odd fields are text"(stage) {
    const { administrator, organisation, profile } = await scene(stage);
    for (const name of ["\0", "a\0b", "\ud83d", "x".repeat(300), "\u202egnp.exe", "'; DROP TABLE profiles; --", "__proto__", " "]) {
      const { status, location } = await administrator.post("/console/profiles", { name });
      equal([status, (await administrator.get(location)).status, (await administrator.get("/console/audit")).status], [303, 200, 200], JSON.stringify(name));
    }
    for (const emailAttribute of ["a\0b", "\0", "\u0001", "\ud800", "x".repeat(500)]) {
      await profile.setRules({ emailAttribute });
      equal((await administrator.post(`${profile.path}/test`)).status, 302, JSON.stringify(emailAttribute));
    }
    for (const email of ["\0", "a@b.example\r\nbcc: c@d.example", "a@b.example, c@d.example", "x".repeat(300) + "@b.example"]) equal((await administrator.post("/console/people", { email })).status, 422, JSON.stringify(email));
    const { results } = await stage.database.prepare("SELECT name FROM profiles WHERE organisation_id = ?").bind(organisation.id).all();
    ok(results.every(({ name }) => name.length <= 80), "length");
  },

  async "request: odd addresses are none"(stage) {
    const { administrator, profile } = await scene(stage);
    const paths = ["/console/profiles/", `${profile.path}/`, profile.path.toUpperCase(), "/console//profiles", "/console/profiles/%2e%2e", "/console/profiles/%00", "/%", "/LOGIN", "/login/", "/saml/acs", `/saml/acs/${profile.connectionId}/`, "/console/profiles/' OR 1=1", "/.env", "/constructor"];
    requireStatus(await changesNothing(stage, Object.fromEntries(paths.map((path) => [path, () => administrator.get(path)]))), 404);
  },

  async "request: what the request says about its host is not believed"(stage) {
    const { profile } = await scene(stage);
    const { text } = await stage.browser().get(`/saml/metadata/${profile.connectionId}`, { headers: { "x-forwarded-host": "attacker.example", "x-forwarded-proto": "https", forwarded: "host=attacker.example" } });
    ok(!text.includes("attacker.example") && text.includes(`${stage.url}${profile.acs}`), text);
  },
};
