import { deflateRawSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { fragmentOf, readFragment, BadLink } = await loadSource("hand-on/link.ts");

const CONNECTION = { idp: { entityId: "urn:idp", certificates: ["AAAA"] }, sp: { entityId: "urn:sp", acsUrl: "https://sp.example/acs" }, policy: { idpInitiated: "accept", requireSigned: "both", clockSkewSeconds: 0, requireEncrypted: true, allowSha1: true } };
const NOW = "2026-11-24T10:00:00.000Z";
const whole = { v: 1, xml: "<a/>", now: NOW, note: "" };
const fragment = (content) => `#m=${deflateRawSync(typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content)).toString("base64url")}`;

/** The sentence of a refusal. */
function refusal(given) {
  try {
    readFragment(given);
  } catch (error) {
    ok(error instanceof BadLink, `a BadLink, not ${error?.stack}`);
    return error.message;
  }
  throw new Error(`not refused: ${given.slice(0, 100)}`);
}

export const linkTests = {
  "there and back": async ({ response }) => {
    for (const [connection, inResponseTo] of [[null, undefined], [CONNECTION, null], [CONNECTION, "_req1"], [CONNECTION, undefined]]) {
      const shared = { xml: `${response}\r\nžluťá 𝒳`, connection, inResponseTo, now: new Date(NOW), note: "“refused” \u202e by C06", isRedacted: connection === null };
      equal(readFragment(await fragmentOf(shared)), shared);
    }
  },

  "without a connection, what is expected is not said": async () => {
    const made = await fragmentOf({ xml: "<a/>", connection: null, inResponseTo: "_secret", now: new Date(NOW), note: "" });
    equal(readFragment(made).inResponseTo, undefined);
  },

  "only what the page puts in comes out": () => {
    const { connection } = readFragment(fragment({ ...whole, connection: { ...CONNECTION, idp: { ...CONNECTION.idp, ssoUrl: "https://evil.example" }, policy: { allowUnauthenticatedCbc: true, allowSha1: "yes", maxBytes: 1 } }, decrypt: "a key", __proto__: { x: 1 } }));
    equal(connection, { idp: CONNECTION.idp, sp: CONNECTION.sp, policy: {} });
  },

  "what is malformed is said": () => {
    equal(readFragment(fragment(whole)).xml, "<a/>", "the whole one is read");
    for (const given of ["#m=", "#m=%20", "#m=A", "#m=*", "#m=AAAA", fragment(whole).slice(0, -4), `${fragment(whole)}AAAA`, "#m=____", fragment("null"), fragment("[]"), fragment("{"), fragment("[".repeat(1_000_000)), fragment(Uint8Array.of(0xff, 0xfe)), fragment({}), fragment({ ...whole, v: 2 })]) ok(refusal(given).length > 5, given);
    for (const [name, value] of [["xml", 1], ["xml", null], ["now", "yesterday"], ["now", "-000001-01-01T00:00:00Z"], ["now", "+012026-01-01T00:00:00Z"], ["now", 5], ["note", ["x"]], ["note", "x".repeat(5000)], ["inResponseTo", 7], ["connection", null], ["connection", "x"], ["connection", { ...CONNECTION, idp: null }], ["connection", { ...CONNECTION, idp: { entityId: "x", certificates: "AAAA" } }], ["connection", { ...CONNECTION, idp: { entityId: "x", certificates: Array(17).fill("AAAA") } }], ["connection", { ...CONNECTION, idp: { entityId: "x", certificates: [{}] } }], ["connection", { ...CONNECTION, sp: [] }], ["connection", { ...CONNECTION, policy: { idpInitiated: "anything" } }], ["connection", { ...CONNECTION, policy: { clockSkewSeconds: "1" } }]]) {
      ok(refusal(fragment({ ...whole, [name]: value })).startsWith("its "), `${name}: ${JSON.stringify(value)}`);
    }
  },

  "octets at random are refused or read, and nothing else": () => {
    let state = 1;
    for (let round = 0; round < 3000; round += 1) {
      const octets = Uint8Array.from({ length: 1 + (round % 60) }, () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 24);
      ok(refusal(`#m=${Buffer.from(octets).toString("base64url")}`).length > 5, String(round));
    }
  },

  "a message up to 4 MiB, no bomb, and no longer link than is made": () => {
    equal(readFragment(fragment({ ...whole, xml: "a".repeat(4 << 20) })).xml.length, 4 << 20);
    equal(readFragment(fragment({ ...whole, xml: '"'.repeat(4 << 20) })).xml.length, 4 << 20, "each twice as long in JSON");
    ok(refusal(fragment({ ...whole, xml: "a".repeat((4 << 20) + 1) })).includes("larger"), "one more");
    ok(refusal(fragment({ ...whole, xml: "é".repeat((2 << 20) + 1) })).includes("larger"), "octets count");
    ok(refusal(fragment(Buffer.alloc(64 << 20, " "))).includes("larger"), "a bomb");
    equal(refusal(`#m=${"A".repeat((2 << 20) + 1)}`), "it is too long");
  },
};
