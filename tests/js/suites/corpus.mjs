// Real messages that nobody in this project made, with the settings that each of them asks for.
import { equal, ok, runTest } from "../lib/check.mjs";

export async function corpus(library, { batch }) {
  const results = [];
  for (const entry of batch) {
    const judge = entry.kind === "login" ? judgeLogin : judgeSignature;
    results.push(await runTest(`corpus ${entry.id}`, () => judge(library, entry)));
  }
  return results;
}

/** Once with SHA-1 refused, once with it allowed. A listed disagreement must be one. */
async function judgeLogin(library, entry) {
  const disagreements = [];
  for (const [index, allowSha1] of [false, true].entries()) {
    const refusal = await refusalOf(library, entry, allowSha1);
    if ((refusal === undefined) === entry.acceptable[index]) continue;
    disagreements.push(
      `allowSha1 ${allowSha1}: ${refusal === undefined ? "accepted" : `${refusal.message} (${refusal.rule ?? refusal.name})`}`,
    );
  }
  if (entry.diverges) ok(disagreements.length > 0, "listed as a disagreement, and is none any more");
  else equal(disagreements, []);
}

/** Some messages ask for settings that no connection can have, such as an ACS that is no URL: those are refused as well. */
async function refusalOf(library, entry, allowSha1) {
  const settings = settingsOf(entry, allowSha1);
  const keys = entry.decrypt.length > 0 ? { decrypt: entry.decrypt } : {};
  const moment = { inResponseTo: entry.inResponseTo, now: new Date(entry.now), ...keys };
  const store = library.memoryStore({ now: () => moment.now.getTime() });
  const refusal = await library.verifyLogin(entry.body, settings, { store, ...moment }).then(
    () => undefined,
    (error) => error,
  );
  if (refusal instanceof TypeError) return refusal;
  ok(refusal === undefined || refusal instanceof library.SamlError, String(refusal));
  const report = await library.explain(entry.body, settings, moment);
  equal(report.accepted, refusal === undefined, "explain and verifyLogin agree");
  return refusal;
}

/** The assertion alone, in an envelope that nobody signed. */
async function judgeSignature(library, entry) {
  const report = await library.explain(entry.body, settingsOf(entry, true), { inResponseTo: null, now: new Date(entry.now) });
  const failure = report.checks.find(({ outcome }) => outcome === "fail")?.error;
  equal(report.signatures.length, 1, `signatures (${failure?.message})`);
  const [signature] = report.signatures;
  equal(signature.digestComputed, signature.digestStated, "digest");
  ok(signature.verifiedBy !== null, "no configured key made the signature");
}

const settingsOf = ({ connection }, allowSha1) => ({
  ...connection,
  policy: { allowSha1, allowUnauthenticatedCbc: true, minRsaBits: 1024, allowHttpAcs: true, allowConfirmationNotBefore: true, idpInitiated: "accept" },
});
