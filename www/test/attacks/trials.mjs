// What is made of a variant that is not refused: told apart by a court that accepts.
import { equal } from "../../../tests/js/lib/check.mjs";

const REFUSED = { accepted: false, checks: [{ rule: "S15", title: "Signature value and digest verify", outcome: "fail", error: { message: "No." } }], signatures: [] };
const ACCEPTED = { accepted: true, checks: [{ rule: "S15", outcome: "pass" }], signatures: [] };
const UNDECIDED = { accepted: false, checks: [{ rule: "S15", outcome: "skip" }], signatures: [] };

const courtWith = (report, identity) => ({ report: async () => report, identify: async () => identity });

export const trialTests = {
  async "trials/refused, by the first rule that failed"({ trialOf }) {
    equal(await trialOf("", courtWith(REFUSED, null), "jane"), { outcome: "refused", rule: "S15", title: "Signature value and digest verify", message: "No." });
  },
  async "trials/accepted as somebody else, or where nobody was: forged"({ trialOf }) {
    equal(await trialOf("", courtWith(ACCEPTED, "attacker"), "jane"), { outcome: "forged" });
    equal(await trialOf("", courtWith(ACCEPTED, "attacker"), null), { outcome: "forged" });
    equal(await trialOf("", courtWith(ACCEPTED, null), null), { outcome: "forged" }, "and what cannot be told counts as forged");
  },
  async "trials/accepted as the same: nothing was won"({ trialOf }) {
    equal(await trialOf("", courtWith(ACCEPTED, "jane"), "jane"), { outcome: "same" });
  },
  async "trials/not decided is no refusal"({ trialOf }) {
    equal(await trialOf("", courtWith(UNDECIDED, null), null), { outcome: "open" });
  },
  async "trials/a run ends where nobody waits for it"({ runOf, response }) {
    const judged = [];
    const court = { ...courtWith(REFUSED, null), report: async (text) => (judged.push(text), REFUSED) };
    const whole = await runOf(response, court, async () => true);
    equal(whole.tried.every(({ trial }) => trial.outcome === "refused"), true);
    const all = judged.length;
    judged.length = 0;
    equal(await runOf(response, court, async (done) => done < 3), null);
    equal(judged.length, all - whole.tried.length + 3, "judged until then");
  },
  "trials/for what was altered: by a rule that is asked before the first that the message itself fails"({ isForAlteration }) {
    const report = (...outcomes) => ({ checks: outcomes.map((outcome, at) => ({ rule: `R${at}`, outcome })) });
    equal([0, 1, 2, 3].map((at) => isForAlteration(report("pass", "skip", "fail", "skip"), `R${at}`)), [true, true, false, false]);
    equal([0, 1].map((at) => isForAlteration(report("pass", "pass"), `R${at}`)), [true, true], "accepted");
    equal(isForAlteration(report("pass", "fail"), "X99"), false, "a rule that was not asked");
  },
};
