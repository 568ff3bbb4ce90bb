// Reads the corpus, and makes of a case what an adapter is told: never what is expected of it.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const CASES = join(import.meta.dirname, "../cases");

export function readCorpus(folder = CASES) {
  const index = read(folder, "index");
  const classes = index.classes.map((name) => read(folder, name));
  return { ...index, classes, cases: classes.flatMap(({ class: name, group, cases }) => cases.map((one) => ({ ...one, class: name, group }))) };
}

const read = (folder, name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

/** The lines of one case, in order: a login that comes twice is two of them, of which the last counts. */
export function deliveries(corpus, one) {
  const { idp, sp } = corpus.parties[one.parties];
  const line = {
    now: one.now,
    clockSkewSeconds: corpus.clockSkewSeconds,
    sp,
    idp: { ...idp, signs: one.signs, encrypts: one.encrypts },
    request: one.request,
    decryptionKeys: (one.decryptionKeys ?? []).map((name) => corpus.decryptionKeys[name]),
    samlResponse: one.samlResponse ?? Buffer.from(one.xml, "utf8").toString("base64"),
  };
  return Array.from({ length: one.deliveries ?? 1 }, (_, at) => ({ fresh: at === 0, ...line }));
}
