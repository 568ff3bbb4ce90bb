// Logout messages: the page's verdict is the package's, vector by vector.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { textOf } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";
import { loadedOf } from "./loaded.mjs";

const { judgeLogout } = await loadSource("messages/judge-logout.ts");
const { readLogoutMessage } = await loadSource("messages/logout-message.ts");

const expectation = (header) => (header === "none" ? null : header === "store" ? undefined : header);

/** What only a store knows, and what the recogniser cannot hand on as it came: parameters twice, base64 with faults. */
const OTHERWISE = new Set(["logout/twice", "logout/twice-post", "logout/response-twice", "logout/response-not-pending"]);

const isWhole = ({ encoding }) => encoding === "redirect";

export const logoutTests = {
  async "messages/each logout vector in a query is judged as the package judges it"({ vectors }) {
    let judged = 0;
    for (const vector of vectors.filter((each) => each.message === "logout" && isWhole(each) && !OTHERWISE.has(each.name))) {
      const text = `https://sp.example.com/saml/slo?${textOf(vector.body)}`;
      const { message, question } = await loadedOf(text, { ...settings(vector) }).catch(() => ({}));
      if (message === undefined || (message.kind !== "LogoutRequest" && message.kind !== "LogoutResponse")) continue;
      const verdict = await judgeLogout(message, question);
      equal(verdict.outcome, vector.expect === "accept" ? "accepted" : "refused", vector.name);
      if (verdict.outcome === "refused") equal([verdict.refusal.rule, verdict.refusal.message], [vector.rule, vector.sentences.message], vector.name);
      judged += 1;
    }
    ok(judged > 60, `only ${judged} were judged`);
  },

  async "messages/forms likewise, where the form has one message"({ vectors }) {
    for (const name of ["logout/request-post", "logout/response-post", "logout/post-tampered", "logout/unsigned-post", "logout/post-destination", "logout/encrypted-id-post"]) {
      const vector = vectors.find((each) => each.name === name);
      const { message, question } = await loadedOf(textOf(vector.body), settings(vector));
      const verdict = await judgeLogout(message, question);
      equal([verdict.outcome, verdict.refusal?.rule], [vector.expect === "accept" ? "accepted" : "refused", vector.rule], name);
    }
  },

  async "messages/any request is awaited, or none, or another"({ vectors }) {
    const vector = vectors.find(({ name }) => name === "logout/response");
    const judged = async (inResponseTo) => {
      const { message, question } = await loadedOf(textOf(vector.body), { ...settings(vector), inResponseTo });
      return await judgeLogout(message, question);
    };
    equal((await judged(undefined)).outcome, "accepted", "any");
    equal((await judged("_logout1")).outcome, "accepted", "this one");
    equal((await judged("_other")).refusal.rule, "L08", "another");
    equal((await judged(null)).refusal.rule, "L08", "none");
  },

  async "messages/what is missing is said instead of a verdict"({ vectors }) {
    const vector = vectors.find(({ name }) => name === "logout/request");
    const { message, question } = await loadedOf(textOf(vector.body), settings(vector));
    const { sloUrl, ...sp } = question.connection.sp;
    ok(sloUrl !== undefined, "the vector has one");
    equal((await judgeLogout(message, { ...question, connection: null })).missing, "connection");
    equal((await judgeLogout(message, { ...question, connection: { ...question.connection, sp } })).missing, "sloUrl");
    equal((await judgeLogout({ ...message, transport: { ...message.transport, query: null } }, question)).missing, "query");
    const faulty = await judgeLogout(message, { ...question, connection: { ...question.connection, sp: { ...question.connection.sp, sloUrl: "no address" } } });
    equal(faulty.missing, "settings");
    ok(faulty.complaints[0].includes("sloUrl"), faulty.complaints[0]);
    const key = await judgeLogout(message, { ...question, decrypt: "no key" });
    equal([key.outcome, key.complaints.length], ["accepted", 1], "a key that is none is left out");
    equal(await judgeLogout({ ...message, kind: "AuthnRequest" }, question), null);
  },

  async "messages/a logout message says whom, which sessions and how it ended"({ vectors }) {
    const factsOf = async (name) => {
      const vector = vectors.find((each) => each.name === name);
      const { facts } = readLogoutMessage(await loadedOf(textOf(vector.body), settings(vector)));
      return (wanted) => facts.filter((fact) => fact.name === wanted).map(({ value, meaning }) => value ?? meaning);
    };
    const request = await factsOf("logout/several-sessions");
    equal(request("NameID"), ["jane.doe@example.com"]);
    ok(request("SessionIndex").length > 1, "sessions");
    ok((await factsOf("logout/all-sessions"))("SessionIndex")[0].includes("all sessions"), "none named");
    equal((await factsOf("logout/encrypted-id"))("NameID"), ["It is encrypted."]);
    ok((await factsOf("logout/response-partial"))("Status, in detail")[0].endsWith(":PartialLogout"), "partial");
  },

  async "messages/who sent it: the identity provider, the application, or neither"({ vectors }) {
    const vector = vectors.find(({ name }) => name === "logout/request");
    const { connection } = vector;
    const sentBy = async (known) => readLogoutMessage(await loadedOf(textOf(vector.body), { ...settings(vector), connection: known })).sentBy;
    equal(await sentBy(connection), "identity provider");
    equal(await sentBy({ idp: { ...connection.idp, entityId: "urn:other" }, sp: { ...connection.sp, entityId: connection.idp.entityId } }), "application");
    equal(await sentBy({ ...connection, idp: { ...connection.idp, entityId: "urn:other" } }), "unknown");
    equal(await sentBy(null), "unknown");
  },

  async "messages/what the package accepts has no fault here"({ vectors }) {
    const accepted = vectors.filter(({ message, expect, encoding }) => message === "logout" && expect === "accept" && encoding === "redirect");
    for (const vector of accepted) {
      const { findings } = readLogoutMessage(await loadedOf(`https://sp.example.com/saml/slo?${textOf(vector.body)}`, settings(vector)));
      equal(findings.filter(({ outcome }) => outcome === "fail").map(({ id, says }) => `${id}: ${says}`), [], vector.name);
    }
    ok(accepted.length > 20, `${accepted.length} vectors`);
  },

  async "messages/expired, and not yet"({ vectors }) {
    for (const [name, expected] of [["logout/expired", "fail"], ["logout/request", "pass"]]) {
      const vector = vectors.find((each) => each.name === name);
      const { findings } = readLogoutMessage(await loadedOf(textOf(vector.body), settings(vector)));
      equal(findings.find(({ id }) => id === "not-on-or-after").outcome, expected, name);
    }
  },
};

const settings = ({ connection, now, inResponseTo, decrypt }) => ({ connection, now: new Date(now), inResponseTo: expectation(inResponseTo), decrypt: decrypt?.[0] ?? null });

