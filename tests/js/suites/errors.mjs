// What a refusal is, for the administrator and for the browser.
import { equal, ok, refused } from "../lib/check.mjs";

export const errorTests = {
  async "error: it says which rule refused, where, why, and who must change what"({ library, good }) {
    const connection = { ...good.connection, sp: { ...good.connection.sp, entityId: "urn:another" } };
    const error = await refusal(library, good, connection);
    ok(error instanceof Error && error.name === "SamlError", "an Error of its own name");
    equal([error.code, error.rule, error.actor], ["ERR_AUDIENCE_MISMATCH", "C06", "idp-admin"]);
    equal([error.expected, error.found], ["urn:another", good.connection.sp.entityId]);
    const { line, column, start, end, path } = error.position;
    ok(line >= 1 && column >= 1 && path.startsWith("/Response/Assertion/Conditions"), `${line}:${column} ${path}`);
    ok(good.xml.slice(start, end).includes(good.connection.sp.entityId), "the place is the Audience");
    ok(error.hint.includes("urn:another"), error.hint);
  },

  async "error: its JSON has every member, and neither stack nor cause"({ library, good }) {
    const error = await refusal(library, good, { ...good.connection, sp: { ...good.connection.sp, entityId: "urn:another" } });
    const names = ["code", "rule", "message", "expected", "found", "hint", "actor", "position"];
    equal(Object.keys(JSON.parse(JSON.stringify(error))), names, "members");
    for (const name of names) equal(error.toJSON()[name], error[name], name);
  },

  async "error: it leads to the page about its code, and its JSON does not repeat that"({ library, good }) {
    const error = await refusal(library, good, { ...good.connection, sp: { ...good.connection.sp, entityId: "urn:another" } });
    equal(error.docs, "https://github.com/saml-edge/saml-edge/blob/main/docs/errors/ERR_AUDIENCE_MISMATCH.md");
    ok(!("docs" in error.toJSON()) && !Object.keys(error).includes("docs"), "it is no member of its own");
  },

  async "error: what it does not have it has not"({ library, good }) {
    const error = await refused(library.verifyLogin("", good.connection, good.options("none-accept-replay")), library.SamlError);
    equal(
      ["found", "position"].filter((name) => name in error),
      [],
      "members",
    );
  },

  async "error: the browser learns nothing from it"({ library, good }) {
    const error = await refusal(library, good, { ...good.connection, sp: { ...good.connection.sp, entityId: "urn:another" } });
    const response = error.toResponse();
    equal(response.status, 403);
    const html = await response.text();
    ok(html.includes("<h1>The sign-in did not work</h1>") && html.includes('<a href="/">'), html);
    for (const told of [error.message, error.hint, error.code, error.found, error.expected]) ok(!html.includes(told), `it tells ${told}`);
    equal([response.headers.get("cache-control"), response.headers.get("content-type")], ["no-store", "text/html; charset=utf-8"]);
    const [, style] = /<style>(.*?)<\/style>/.exec(html);
    const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style)))));
    ok(response.headers.get("content-security-policy").startsWith(`default-src 'none'; style-src 'sha256-${digest}';`), "the policy allows the style");
  },

  async "error: what is no login at all is a bad request"({ library, good }) {
    const error = await refused(
      library.verifyLogin(good.request({ method: "GET", body: null }), good.connection, good.options("none-accept-replay")),
      library.SamlError,
    );
    equal(error.toResponse().status, 400);
  },

  async "error: the caller can change the answer"({ library, good }) {
    const error = await refusal(library, good, { ...good.connection, sp: { ...good.connection.sp, entityId: "urn:another" } });
    const response = error.toResponse({ status: 401, headers: { "cache-control": "private", "x-request": "1" } });
    equal(response.status, 401);
    equal(
      ["cache-control", "x-request"].map((name) => response.headers.get(name)),
      ["private", "1"],
    );
    equal(response.headers.get("x-content-type-options"), "nosniff");
  },
};

const refusal = (library, good, connection) =>
  refused(library.verifyLogin(good.value, connection, good.options("none-accept-replay")), library.SamlError);
