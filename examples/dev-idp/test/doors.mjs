// Whom it answers at all.
import { request } from "node:http";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { addApplication } from "./application.mjs";
import { startDevIdp } from "./start.mjs";
import { Visitor } from "./visitor.mjs";

export const doorTests = {
  async "it answers as this machine and as nothing else"({ url }) {
    for (const host of ["localhost", "localhost:1", "idp.localhost", "127.0.0.1", "127.255.0.1:80", "[::1]:8788"]) equal(await statusAs(url, host, "/api/setup"), 200, host);
    for (const host of ["idp.example.com", "localhost.example.com", "127.0.0.1.example.com", "128.0.0.1", "10.0.0.1", "0.0.0.0", "[::2]", "xlocalhost", "127.example.com"])
      for (const path of ["/", "/api/setup", "/metadata", "/sso", "/nowhere"]) equal(await statusAs(url, host, path), 403, host + path);
  },

  async "it answers as the host that it was told, exactly"() {
    const idp = await startDevIdp({ vars: { DEV_IDP_HOST: "idp.example.com", DEV_IDP_DOMAIN: "corp.example" } });
    try {
      equal(await statusAs(idp.url, "idp.example.com", "/api/setup"), 200);
      equal(await statusAs(idp.url, "localhost", "/api/setup"), 200);
      for (const host of ["idp.example.com:8443", "a.idp.example.com", "example.com"]) equal(await statusAs(idp.url, host, "/api/setup"), 403, host);
      (await new Visitor(idp.url).get("/")).is(200, "jane.doe@corp.example");
    } finally {
      await idp.stop();
    }
  },

  async "a form of another site changes nothing"({ url }) {
    const application = await addApplication(url);
    const visitor = new Visitor(url);
    await application.signIn(visitor);
    const before = await stateOf(url);
    for (const headers of FOREIGN) {
      for (const [path, fields] of [
        ["/sign-in", { application: application.id, person: "jane.doe@example.com" }],
        ["/sign-out", {}],
        ["/apps", { entityId: "urn:evil", acsUrl: "https://evil.example/acs" }],
        [`/apps/${application.id}`, { entityId: application.connection.sp.entityId, acsUrl: "https://evil.example/acs" }],
        [`/apps/${application.id}/remove`, {}],
        ["/apps/import", { metadata: "" }],
        ["/people", { email: "evil@example.com" }],
        ["/people/remove", { email: "jane.doe@example.com" }],
        ["/keys/rotate", {}],
        ["/keys/remove", { id: "" }],
      ])
        (await visitor.post(path, fields, headers)).is(403, "sent from another site");
    }
    equal(await stateOf(url), before);
    (await application.begin(visitor)).is(200, "Continue as Jane Doe");
    equal((await visitor.post("/keys/rotate", {}, { "sec-fetch-site": "same-origin" })).status, 303);
    ok((await stateOf(url)) !== before, "a page of its own changes something");
  },

  async "the JSON door takes JSON, and no pages of other sites"({ url }) {
    const before = await stateOf(url);
    const body = JSON.stringify({ entityId: "urn:evil", acsUrl: "https://evil.example/acs" });
    const json = { "content-type": "application/json" };
    for (const [method, path] of [
      ["PUT", "/api/apps/evil"],
      ["PUT", "/api/people"],
      ["POST", "/api/rotate"],
    ]) {
      for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }])
        equal((await fetch(url + path, { method, headers: { ...json, ...headers }, body })).status, 403, path);
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "text/plain; a=application/json"])
        equal((await fetch(url + path, { method, headers: { "content-type": type }, body })).status, 415, path);
    }
    equal((await fetch(`${url}/api/setup`, { headers: { origin: "https://evil.example" } })).status, 403);
    equal((await fetch(`${url}/api/apps/evil`, { method: "OPTIONS" })).status, 405, "a browser that asks first");
    equal(await stateOf(url), before);
    equal((await fetch(`${url}/api/rotate`, { method: "POST", headers: { ...json, origin: url } })).status, 200);
  },

  async "settings that cannot be are refused, in words"({ url }) {
    const { entityId } = (await addApplication(url)).connection.sp;
    const good = { entityId: "urn:settings", acsUrl: "http://127.0.0.1:9/acs" };
    const save = async (id, body) => {
      const response = await fetch(`${url}/api/apps/${id}`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      return [response.status, (await response.json()).error];
    };
    equal(await save("settings", good), [200, undefined]);
    for (const [id, body, status, words] of [
      ["new", good, 400, "The id of an application"],
      ["A", good, 400, "The id of an application"],
      ["settings", [], 400, "a JSON object"],
      ["settings", { ...good, acsUrl: undefined }, 400, "Single sign-on URL (ACS) is missing"],
      ["settings", { ...good, entityId: " " }, 400, "Audience (SP Entity ID) is missing"],
      ["settings", { ...good, acsUrl: "javascript:alert(1)" }, 400, "no absolute http or https URL"],
      ["settings", { ...good, sloUrl: "/slo" }, 400, "no absolute http or https URL"],
      ["settings", { ...good, audience: "x" }, 400, "has no setting “audience”"],
      ["settings", { ...good, signs: "nothing" }, 400, "signs is one of"],
      ["settings", { ...good, encrypts: true }, 400, "the Encryption Certificate"],
      ["settings", { ...good, signatureCertificate: "x" }, 400, "no X.509 certificate"],
      ["settings", { ...good, assigned: "some" }, 400, "assigned is"],
      ["settings", { ...good, name: "\u0001" }, 400, "a character that XML cannot hold"],
      ["settings", { ...good, entityId }, 409, "Another application"],
    ]) {
      const [found, error] = await save(id, body);
      equal([found, String(error).includes(words)], [status, true], `${words}: ${error}`);
    }
    equal((await fetch(`${url}/api/people`, { method: "PUT", headers: { "content-type": "application/json" }, body: "[" })).status, 400);
  },

  async "an address that is not there, or another method, is refused"({ url }) {
    (await new Visitor(url).get("/nowhere")).is(404, "no page at this address");
    (await new Visitor(url).get("/sign-in")).is(405, "does not take GET");
  },
};

/** How a browser says that a page of another site asks; a program that says nothing is none of our pages either. */
const FOREIGN = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://127.0.0.1:9" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "none" },
  {},
];

const stateOf = async (url) => (await (await fetch(url)).text()).replace(/<form class="signed-in".*?<\/form>/s, "");

const statusAs = (url, host, path) =>
  new Promise((resolve, reject) => {
    const asked = request(url + path, { headers: { host } }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    asked.on("error", reject).end();
  });
