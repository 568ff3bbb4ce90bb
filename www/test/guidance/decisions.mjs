import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { WORDINGS } from "../../../pkg/dist/words.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";
import { readWordings } from "./wordings.mjs";

const { decisionOn, DECISIONS, isTopic, OF_STATUS, reasonOf, REASONS, topicOf, valueOf } = await loadSource("guidance/decisions.ts");

export const decisionTests = {
  "every code is decided, and no other": () => equal(Object.keys(DECISIONS).sort(), [...new Set(WORDINGS.map(([, code]) => code))].sort()),

  "every status that the core knows is decided": () => {
    for (const status of readWordings().statuses) ok(Object.hasOwn(OF_STATUS, status), status);
  },

  "what is no topic has a reason, and every reason is needed": () => {
    const reasons = [...Object.values(DECISIONS), ...Object.values(OF_STATUS)].filter((decision) => !isTopic(decision)).map(reasonOf);
    ok(!reasons.includes(null), "a decision without a reason");
    equal([...new Set(reasons)].sort(), Object.keys(REASONS).sort());
  },

  "what only an attacker sends is nothing to configure": () => {
    const actors = (code) => new Set(WORDINGS.filter(([, known]) => known === code).map(([, , actor]) => actor));
    for (const [code, decision] of Object.entries(DECISIONS)) if (actors(code).size === 1 && actors(code).has("attack")) ok(!isTopic(decision), code);
  },

  "a logout's Destination is another setting than a login's": () => {
    equal(topicOf({ code: "ERR_DESTINATION_MISMATCH", rule: "R07" }), "acsUrl");
    equal(topicOf({ code: "ERR_DESTINATION_MISMATCH", rule: "L02" }), "logoutUrl");
  },

  "the key of a federation's metadata is not that of an identity provider": () => {
    equal(topicOf({ code: "ERR_UNKNOWN_KEY", rule: "K01" }), "signingCertificate");
    equal(topicOf({ code: "ERR_UNKNOWN_KEY", rule: "M03" }), null);
  },

  "a root decides by what was expected in its place": () => {
    const root = (expected) => ({ code: "ERR_UNEXPECTED_ROOT", rule: "X10", expected });
    equal(["{urn:oasis:names:tc:SAML:2.0:protocol}Response", "EntityDescriptor or EntitiesDescriptor", "LogoutRequest"].map((expected) => topicOf(root(expected))), ["protocol", "metadata", "logoutUrl"]);
    equal(valueOf(root("LogoutRequest")), undefined, "an element is no address");
  },

  "what was altered after it was signed has nothing to do with a certificate": () => equal(decisionOn({ code: "ERR_DIGEST_MISMATCH", rule: "S15" }), "nothing: altered"),

  "what the core's hint tells to do at the identity provider is not called its vendor's": () => {
    const told = WORDINGS.filter(([, , , , , hint]) => /^(?:At the IdP, )?(?:use the (?:IdP.s|browser)|let it sign|remove the condition)/i.test(hint)).map(([, code]) => code);
    equal(told.sort(), ["ERR_AUTHN_STATEMENT_MISSING", "ERR_BEARER_MISSING", "ERR_CONDITIONS_MISSING", "ERR_CONDITION_UNKNOWN", "ERR_METADATA_KEY_MISSING", "ERR_SUBJECT_MISSING"]);
    for (const code of told) ok(DECISIONS[code] !== "nothing: vendor", code);
  },

  "a status decides by its last part, whatever else the IdP says": () => {
    equal(topicOf({ code: "ERR_STATUS", rule: "R05", found: "InvalidNameIDPolicy: NoPassive" }), "nameIdFormat");
    equal(decisionOn({ code: "ERR_STATUS", rule: "R05", found: "NoPassive" }), "nothing: user");
    equal(topicOf({ code: "ERR_STATUS", rule: "R05", found: "RequestDenied" }), "assignment");
    equal(topicOf({ code: "ERR_STATUS", rule: "R05", found: "toString: x" }), "log");
    equal(topicOf({ code: "ERR_STATUS", rule: "R05" }), "log");
  },

  "what is expected is the value to set": async ({ vectors }) => {
    const settings = { audience: ({ sp }) => sp.entityId, acsUrl: ({ sp }) => sp.acsUrl, nameIdFormat: ({ policy }) => policy.nameIdFormat };
    const seen = new Set();
    for (const { name, body, connection, inResponseTo, now, decrypt, message, encoding, expect, code } of vectors) {
      const isAbout = message === "login" && encoding === "xml" && expect === "refuse" && Object.hasOwn(settings, DECISIONS[code]);
      if (!isAbout) continue;
      const { checks } = await explain(body, connection, { inResponseTo: inResponseTo === "none" ? null : inResponseTo, now: new Date(now), decrypt });
      const error = checks.find((check) => check.error?.code === code)?.error;
      const topic = topicOf(error);
      seen.add(topic);
      if (code !== "ERR_DESTINATION_MISSING") equal(valueOf(error), settings[topic](connection), name);
    }
    equal([...seen].sort(), Object.keys(settings).sort());
  },

  "what is expected of a status is no setting": () => {
    equal(valueOf({ code: "ERR_STATUS", expected: "Success" }), undefined);
    equal(valueOf({ code: "ERR_AUDIENCE_MISMATCH", expected: "urn:a" }), "urn:a");
  },
};
