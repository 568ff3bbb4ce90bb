import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { octetsOf } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";

const { codeOf, sentenceOf, blockOf, tableOf } = await loadSource("hand-on/markdown.ts");
const { markdownReport } = await loadSource("hand-on/report.ts");
const { shownAfter, AS_IT_IS } = await loadSource("hand-on/shown.ts");
const { verdictNote } = await loadSource("hand-on/verdict-note.ts");
const { redact } = await loadSource("hand-on/redact.ts");
const { USUAL } = await loadSource("hand-on/kinds.ts");
const { readClaims } = await loadSource("claims.ts");
const { outline } = await loadSource("xml-outline.ts");

const ACTORS = { "idp-admin": "The IdP’s", "sp-admin": "Ours", user: "The user", attack: "Nobody" };
const NOTHING = { xml: null, isRedacted: true };

async function reported(context, name, given = {}) {
  const { body, connection, now, inResponseTo, decrypt } = context.vectors.find((vector) => vector.name === name);
  const text = new TextDecoder().decode(octetsOf(body));
  const question = { connection, now: new Date(now), inResponseTo: inResponseTo === "none" ? null : inResponseTo, decrypt: decrypt?.[0] ?? null, ...given };
  const report = await explain(body, question.connection ?? undefined, { now: question.now, inResponseTo: question.inResponseTo, decrypt: question.decrypt ?? undefined, canonicalForms: true });
  const loaded = { message: { kind: "Response", xml: octetsOf(body), transport: { how: "value" }, problems: [] }, source: { text }, question: { clock: "now", ...question }, judgement: { report, complaints: [], assumed: [] }, claims: readClaims([outline(text)]) };
  return { loaded, shown: shownAfter([redact(text, USUAL)], USUAL, question.connection) };
}

export const reportTests = {
  "code in Markdown ends where the value does": () => {
    equal(codeOf("a"), "`a`");
    equal(codeOf("a`b``c"), "```a`b``c```");
    equal(codeOf("`"), "`` ` ``");
    equal(codeOf("a\n\n# b | c\r\u202e"), "`a‹U+A›‹U+A›# b ‹U+7C› c‹U+D›‹U+202E›`".replaceAll("U+A›", "U+000A›").replaceAll("U+D›", "U+000D›").replaceAll("U+7C›", "U+007C›"));
    equal([codeOf(""), codeOf("  ")], ["(empty)", "(white space)"]);
  },

  "sentences: values in code, our own words escaped, anything else in code as a whole": () => {
    equal(sentenceOf("Found “<b>@all</b>” in a_b."), "Found `<b>@all</b>` in a\\_b.");
    for (const given of ["ping @all", "see https://evil.example", "www.evil.example", "a <img src=x>", "[a](b)", "![a](b)", "`", "a | b", "fixes #1", "a\nb", "“a” @b"]) equal(sentenceOf(given), codeOf(given), given);
    equal(sentenceOf("“a`b”"), "``a`b``");
  },

  "blocks and tables": () => {
    equal(blockOf("a\n```\nb", "xml"), "````xml\na\n```\nb\n````");
    equal(blockOf("a", "xml"), "```xml\na\n```");
    equal(tableOf(["A", "B"], [["1", "2"]]), "| A | B |\n| --- | --- |\n| 1 | 2 |");
  },

  "wrong audience: rule, values, place, who must act, settings": async (context) => {
    const { loaded, shown } = await reported(context, "audience/another");
    const markdown = markdownReport(loaded, ACTORS, shown, NOTHING);
    for (const words of ["# SAML login: refused by C06", "**Expected:** `urn:console:JQ7a9f0c2`", "**Found:** `urn:console:other`", "/Response/Assertion", "**Who must act:** The IdP’s", "| C06 |", "**Issuer:** `http://www.okta.com/exk1fcia6d6EMsf331d8`", "by the certificate SHA-256 `1cd2434f", "**Clock:** `2026-11-24T10:00:00.000Z`", "saml-edge 0.", "rsa-sha256"]) ok(markdown.includes(words), `${words} in ${markdown}`);
    ok(!markdown.includes("jane"), "no name");
    ok(markdown.includes("**Policy other than the default:** none"), "policy");
  },

  "the policy says what is not the default": async (context) => {
    const { connection } = context.vectors.find(({ name }) => name === "audience/another");
    const { loaded, shown } = await reported(context, "audience/another", { connection: { ...connection, policy: { allowSha1: true, requireSigned: "either", clockSkewSeconds: 60 } } });
    ok(markdownReport(loaded, ACTORS, shown, NOTHING).includes("default:** `allowSha1: true`, `clockSkewSeconds: 60`"));
  },

  "an address that a check speaks of is removed, and stands where that is wanted": async (context) => {
    for (const [name, address] of [["policy/email-domain-another", "ceo@victim.example"], ["policy/scope-another", "jdoe@victim.example"]]) {
      const { loaded, shown } = await reported(context, name);
      ok(!markdownReport(loaded, ACTORS, shown, NOTHING).includes("victim"), `${name}, removed`);
      ok(!verdictNote(loaded, shown).includes("victim"), "in the note");
      ok(markdownReport(loaded, ACTORS, AS_IT_IS, { xml: null, isRedacted: false }).includes(address), `${name}, as it is`);
    }
  },

  "no report and no note on any vector says a name or an attribute": async (context) => {
    let checked = 0;
    for (const vector of context.vectors) {
      if (vector.body === undefined || vector.name.startsWith("logout/")) continue;
      const made = await reported(context, vector.name).catch(() => null);
      if (made === null) continue;
      const said = markdownReport(made.loaded, ACTORS, made.shown, NOTHING) + verdictNote(made.loaded, made.shown);
      for (const part of ["jane.doe", "mallory@", "admin@", "ceo@", "jdoe@"]) ok(!said.includes(part), `${vector.name}: ${part} in ${said}`);
      checked += 1;
    }
    ok(checked > 1000, String(checked));
  },

  "a message that cannot be redacted says nothing of itself": async (context) => {
    const { loaded } = await reported(context, "policy/email-domain-another");
    const shown = shownAfter([redact("<a>ceo@victim.example", USUAL)], USUAL, loaded.question.connection);
    equal(shown.value("ceo@victim.example"), "(removed)");
    equal(shown.value(loaded.question.connection.sp.acsUrl), loaded.question.connection.sp.acsUrl, "settings");
    equal(shownAfter([], { ...USUAL, hosts: true }, loaded.question.connection).value(loaded.question.connection.sp.acsUrl), "(removed)", "where hosts go");
  },

  "a connection that nobody has verified accepts nothing": async (context) => {
    const verified = await reported(context, "accept/okta-assertion-signed");
    const linked = await reported(context, "accept/okta-assertion-signed", { unverified: "link" });
    ok(markdownReport(verified.loaded, ACTORS, verified.shown, NOTHING).startsWith("# SAML login: accepted"));
    const markdown = markdownReport(linked.loaded, ACTORS, linked.shown, NOTHING);
    ok(markdown.startsWith("# SAML login: not decided: the connection is the link’s own"), markdown);
    equal(verdictNote(linked.loaded, linked.shown), "The verdict on the original message: Not decided: the connection is the link’s own. It fits the connection that was taken from the link. That says nothing until the connection is compared with what your identity provider says.");
  },

  "values of strangers cannot leave their place": async (context) => {
    const { loaded, shown } = await reported(context, "audience/another");
    const evil = "`x` | @all\n\n# Accepted\n[a](https://evil.example)<img src=x>";
    const check = loaded.judgement.report.checks.find(({ outcome }) => outcome === "fail");
    const error = { ...check.error, found: evil, message: `made for “${evil}”`, position: { ...check.error.position, path: `/Response/${evil}` } };
    const report = { ...loaded.judgement.report, checks: [{ ...check, error }] };
    const markdown = markdownReport({ ...loaded, judgement: { ...loaded.judgement, report }, claims: { ...loaded.claims, issuer: evil } }, ACTORS, AS_IT_IS, { xml: `<a>\n\`\`\`\`\n${evil}</a>`, isRedacted: false });
    equal(markdown.split("\n").filter((line) => line.startsWith("# ")).length, 2, "the title, and a line within the block");
    ok(markdown.includes("\n`````xml\n"), "a longer fence");
    const outside = markdown.replace(/`````xml[^]*?\n`````/, "").replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, "");
    equal(outside.match(/@all|evil|<img/g), null, outside);
    equal(shown.value(evil), "(removed)");
  },
};
