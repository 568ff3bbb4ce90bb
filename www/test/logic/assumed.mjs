import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { octetsOf } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";

const { judge } = await loadSource("judgement.ts");
const NONE = { entityId: "", certificates: [] };
/** What stays of a connection. */
const PARTS = {
  nothing: () => null,
  "the identity provider": ({ idp }) => ({ idp, sp: { entityId: "", acsUrl: "" } }),
  "the application": ({ sp }) => ({ idp: NONE, sp }),
  "the certificates": ({ idp }) => ({ idp: { ...NONE, certificates: idp.certificates }, sp: { entityId: "", acsUrl: "" } }),
};

export const assumedTests = {
  ...Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [`with ${name} alone, no accepted login fails, and none is accepted`, async ({ vectors }) => {
    for (const vector of logins(vectors, "accept")) {
      const { report, assumed } = await judged(vector, part(vector.connection));
      ok(assumed.length > 0, "something is missing");
      equal(failed(report), [], vector.name);
      equal([report.accepted, report.authenticated], [false, false], vector.name);
    }
  }])),

  // Which of two values that contradict each other is wrong, only the connection knows: the rule may be another one.
  "what is refused with a part of the connection is refused with the whole": async ({ vectors }) => {
    let some = 0;
    for (const vector of logins(vectors, "refuse")) {
      const whole = failed((await judged(vector, vector.connection)).report);
      for (const part of Object.values(PARTS)) {
        const found = failed((await judged(vector, part(vector.connection))).report);
        some += found.length;
        ok(found.length === 0 || whole.length > 0, `${vector.name}: ${found.join()}`);
      }
    }
    ok(some > 1000, `failures: ${some}`);
  },

  "no key that was assumed is called trusted": async ({ vectors }) => {
    const vector = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const { report } = await judged(vector, null);
    equal(report.signatures.map(({ verifiedBy }) => verifiedBy), [null]);
    equal(report.checks.find(({ rule }) => rule === "K01").reason, "needs its certificate");
  },

  "settings that cannot work are left out by name, and the rest is judged": async ({ vectors }) => {
    const vector = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    const { report, complaints, assumed } = await judged(vector, { ...vector.connection, sp: { ...vector.connection.sp, acsUrl: "http://sp.example.com/acs" } });
    ok(complaints.length === 1 && complaints[0].startsWith("The ACS URL must be https"), complaints.join());
    equal(assumed, ["acsUrl"]);
    equal(report.checks.find(({ rule }) => rule === "C06").outcome, "pass");
  },
};

/** Of the strict policy, whatever request they answer. */
function logins(vectors, verdict) {
  const found = vectors.filter((vector) => vector.message === "login" && vector.encoding === "xml" && vector.expect === verdict && Object.keys(vector.connection.policy ?? {}).length === 0);
  ok(found.length > 20, `vectors: ${found.length}`);
  return found;
}

const judged = async ({ body, now, decrypt }, connection) => await judge({ xml: octetsOf(body), kind: "Response" }, { connection, inResponseTo: undefined, now: new Date(now), decrypt: decrypt ?? null });

const failed = ({ checks }) => checks.filter(({ outcome }) => outcome === "fail").map(({ rule }) => rule);
