// What the page does without a page: vectors packed and unpacked, one judged, all in slices.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { packVectors } from "../../packed-vectors.mjs";
import { changed } from "./site.mjs";

const [GOOD, BAD] = ["accept/plain", "audience/another"];

export const judgingTests = {
  async "vectors come out of the page as they went in"({ unpack, vectors }) {
    const unpacked = await unpack(packVectors(vectors));
    equal(unpacked.length, vectors.length);
    for (const [at, vector] of vectors.entries()) equal(sorted(unpacked[at]), sorted(vector), vector.name);
  },

  async "a verdict as the vector demands is no difference"(context) {
    equal(await judged(context, GOOD), { name: GOOD, expected: "accepted", answer: "accepted", found: "accepted", difference: null });
    const { rule, code, at } = context.vectors.find(({ name }) => name === BAD);
    const refused = `refused: ${rule}, ${code}, at ${at}`;
    equal(await judged(context, BAD), { name: BAD, expected: refused, answer: "refused", found: refused, difference: null });
  },

  async "every demand is held: verdict, rule, code, place, sentences and what was read"(context) {
    const { sentences } = context.vectors.find(({ name }) => name === BAD);
    for (const [name, change, words] of [
      [GOOD, { expect: "refuse", rule: "C06", code: "ERR_AUDIENCE_MISMATCH" }, "accepted, and must be refused"],
      [GOOD, { identity: { nameId: "somebody else" } }, 'nameId: expected "somebody else"'],
      [BAD, { expect: "accept" }, "refused: C06 ERR_AUDIENCE_MISMATCH at "],
      [BAD, { rule: "C07" }, 'expected "C07", found "C06"'],
      [BAD, { code: "ERR_NONE" }, 'expected "ERR_NONE", found "ERR_AUDIENCE_MISMATCH"'],
      [BAD, { at: "1:1" }, 'place: expected "1:1"'],
      [BAD, { sentences: { ...sentences, hint: "Do nothing." } }, "sentences: expected"],
    ]) {
      const { difference } = await judged({ ...context, vectors: changed(context.vectors, name, change) }, name);
      ok(difference?.includes(words), `${JSON.stringify(change)}: ${difference}`);
    }
  },

  async "a package that accepts everything, and one whose report disagrees, are found out"(context) {
    const login = await context.shipped.verifyLogin(...arguments_(context, GOOD));
    const credulous = await judged({ ...context, shipped: { ...context.shipped, verifyLogin: async () => login } }, BAD);
    equal([credulous.answer, credulous.difference], ["accepted", "accepted, and must be refused"]);
    const report = { accepted: true, checks: [] };
    const disagreeing = await judged({ ...context, shipped: { ...context.shipped, explain: async () => report } }, BAD);
    equal(disagreeing.answer, "refused");
    ok(disagreeing.difference.startsWith("first failure of the report: expected"), disagreeing.difference);
  },

  async "what a browser lacks is named, and is no verdict"(context) {
    const verifyLogin = async () => undefined.digest();
    for (const name of [GOOD, BAD]) {
      const { answer, found, difference } = await judged({ ...context, shipped: { ...context.shipped, verifyLogin } }, name);
      equal([answer, found], ["none", "no answer"]);
      ok(difference.startsWith("It could not be run. TypeError: ") && difference.includes("digest"), difference);
    }
  },

  async "all are judged, in order, in slices"({ run }) {
    const slices = [];
    const items = Array.from({ length: 50 }, (_, at) => at);
    const judged = await run({ items, judge: async (item) => busyFor(5, item), onSlice: (slice) => slices.push(slice), isStopped: () => false });
    equal([judged, slices.flat()], [50, items]);
    ok(slices.length > 1 && slices.every(({ length }) => length <= 8), JSON.stringify(slices.map(({ length }) => length)));
  },

  async "a stop is heard after the slice, and before the first"({ run }) {
    for (const [after, expected] of [[2, 2], [0, 0]]) {
      const slices = [];
      const judged = await run({ items: [1, 2, 3, 4], judge: async (item) => busyFor(60, item), onSlice: (slice) => slices.push(slice), isStopped: () => slices.length >= after });
      equal([judged, slices.flat().length], [expected, expected]);
    }
  },

  "each class is counted, and what got no answer is neither accepted nor refused"({ Tally }) {
    const tally = new Tally();
    const verdict = (name, answer, difference = null) => ({ name, answer, found: "", expected: "", difference });
    for (const one of [verdict("a/1", "accepted"), verdict("a/2", "refused"), verdict("b/1", "none", "lost"), verdict("b/2", "accepted", "wrong"), verdict("a/3", "refused")]) tally.add(one);
    equal([...tally.classes.values()], [
      { name: "a", accepted: 1, refused: 2, agreed: 3, failed: 0 },
      { name: "b", accepted: 1, refused: 0, agreed: 0, failed: 2 },
    ]);
    equal([tally.judged, tally.differing.map(({ name }) => name)], [5, ["b/1", "b/2"]]);
  },
};

const judged = async ({ verdictOn, vectors, shipped }, name) => sortedAs(await verdictOn(vectors.find((vector) => vector.name === name), shipped));

const sortedAs = ({ name, expected, answer, found, difference }) => ({ name, expected, answer, found, difference });

function arguments_({ vectors, shipped }, name) {
  const { body, connection, now, inResponseTo } = vectors.find((vector) => vector.name === name);
  return [body, connection, { now: new Date(now), inResponseTo, store: shipped.memoryStore({ now: () => Date.parse(now) }), cookies: null }];
}

/** Members in one order, absent ones absent: what JSON would carry. */
const sorted = (value) => JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(value).sort())));

function busyFor(milliseconds, value) {
  for (const begun = performance.now(); performance.now() - begun < milliseconds; );
  return value;
}
