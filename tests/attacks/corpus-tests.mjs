// What is published is what tests/vectors makes, is fair to others, and is held by this package.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { AdapterProcess } from "../../attacks/lib/adapter-process.mjs";
import { deliveries } from "../../attacks/lib/corpus.mjs";
import { equal, ok } from "../js/lib/check.mjs";

/** @param own the run of this package's adapter through all cases. */
export function corpusTests(corpus, own) {
  const verdicts = new Map(own.results.map((result) => [result.id, result]));
  return {
    "the cases are what the vectors make": () => holds("make.mjs"),
    "the documents are what the results make, of these cases and versions": () => holds("render.mjs"),
    "this package is right in every case of every class": () => {
      const wrong = own.results.filter(({ verdict }) => verdict !== "right");
      equal(wrong, [], "not right");
    },
    ...Object.fromEntries(corpus.classes.map((one) => [`${one.class}: ${one.title}`, () => holdsClass(corpus, one, verdicts)])),
    "what the identity provider signs is what adapters are told": () => signsAsTold(corpus),
    // Else a library that wraps badly would be saved by a digest.
    "where something is wrapped, the good user's NameID stands as it was signed": () => {
      for (const { id, xml, identity } of corpus.cases.filter(({ class: name, expect }) => expect === "refuse" && (name === "xsw" || name === "xsw-park")))
        ok(xml.includes(`>${identity.nameId}</`), id);
    },
    "every refusal is named, and has a good message beside it": () => {
      for (const one of corpus.cases) {
        ok(typeof one.identity.nameId === "string", `${one.id} has no user`);
        ok((one.expect === "refuse") === (one.because !== undefined), `${one.id} has no reason`);
        ok(one.expect === "accept" || one.optional === undefined, `${one.id} is refused, and optional`);
      }
      const accepted = corpus.cases.filter(({ expect, optional }) => expect === "accept" && !optional).length;
      ok(accepted >= 100, `only ${accepted} logins must be accepted: who refuses everything would be held good`);
    },
  };
}

function holds(script) {
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, script), "--check"], { encoding: "utf8" });
  ok(status === 0, stderr);
}

function holdsClass(corpus, one, verdicts) {
  ok(one.cases.length > 0, "it has no case");
  ok(corpus.groups[one.group] !== undefined, `no group ${one.group}`);
  for (const { id } of one.cases) equal(verdicts.get(id)?.verdict, "right", id);
}

/** Libraries are configured by it, so that it must not be a guess: the library's evidence says what was signed, inside a ciphertext too. */
async function signsAsTold(corpus) {
  const adapter = new AdapterProcess(join(import.meta.dirname, "adapters/says-what-is-signed.mjs"), { timeout: 10_000 });
  try {
    for (const one of corpus.cases.filter(({ expect }) => expect === "accept")) {
      const { nameId, reason } = await adapter.ask(deliveries(corpus, one)[0]);
      equal(nameId, one.signs, `${one.id} (${reason ?? ""})`);
    }
  } finally {
    await adapter.stop();
  }
}
