import { equal } from "../../../tests/js/lib/check.mjs";

const differing = (source, one, other) => source.parted(one, other).map((part) => part.differing);

export const valueTests = {
  "the differing part": ({ source }) => {
    equal(differing(source, "urn:a:b", "urn:c:b"), ["a", "c"]);
    equal(differing(source, "aa", "a"), ["a", ""]);
    equal(differing(source, "aba", "aa"), ["b", ""]);
    equal(differing(source, "", "a"), ["", "a"]);
    equal(differing(source, "a", "a"), ["", ""]);
    for (const [one, other] of [["\u{1f600}", "\u{1f601}"], ["x\u{1f600}y", "x\u{1f640}y"], ["\u{10000}", "\u{10400}"], ["a\u{1f600}", "a"]]) {
      for (const [at, text] of [one, other].entries()) {
        const { before, differing: between, after } = source.parted(one, other)[at];
        equal(before + between + after, text);
        for (const piece of [before, between, after]) equal(/\p{Surrogate}/u.test(piece), false, `half of a character in ${JSON.stringify(piece)}`);
      }
    }
  },
  "trifles, and what is none": ({ source }) => {
    const { nearMiss } = source;
    equal(nearMiss("https://sp/acs", "https://sp/acs/"), "Only a slash at the end differs.");
    equal(nearMiss("http://sp", "https://sp"), "Only http and https differ.");
    equal(nearMiss("Email", "email"), "Only capital and small letters differ.");
    equal(nearMiss("a b", "a  b "), "Only white space differs.");
    equal(nearMiss("\u00e9", "e\u0301"), "They look alike: the same characters are composed differently.");
    equal(nearMiss("admin", "adm\u200bin")?.slice(0, 16), "They look alike:");
    for (const other of ["https://sp/acs2", "https://SP/other", "", "https://sp/acs"]) equal(nearMiss("https://sp/acs", other), null, other);
  },
  "values of a list": ({ source }) => {
    equal(source.onlyIn(["a", "b", "b"], ["b", "c"]), { only: ["a", "b"], common: 1 });
    equal(source.onlyIn([], ["b"]), { only: [], common: 0 });
  },
  "checks that differ": ({ source }) => {
    const check = (rule, outcome, message) => ({ rule, title: rule, spec: "", outcome, ...(message === undefined ? {} : { error: { message } }) });
    const ones = [check("A", "pass"), check("B", "fail", "x"), check("C", "fail", "x"), check("D", "skip"), check("E", "skip"), check("F", "skip")];
    const others = [check("A", "fail", "y"), check("B", "fail", "y"), check("C", "fail", "x"), check("D", "pass"), check("E", "skip"), check("F", "fail", "z")];
    const { failed, skipped } = source.differingChecks(ones, others);
    equal([failed.map(({ one }) => one.rule), skipped.map(({ one }) => one.rule)], [["A", "B", "F"], ["D"]]);
  },
};
