// All cases through one adapter.
import { AdapterProcess } from "./adapter-process.mjs";
import { deliveries } from "./corpus.mjs";
import { judge, judgeFirst } from "./judge.mjs";

export async function runAdapter(corpus, cases, program, { timeout = 10_000, progress = () => {} } = {}) {
  const adapter = new AdapterProcess(program, { timeout });
  try {
    const about = await adapter.about();
    const results = [];
    for (const one of cases) {
      results.push({ id: one.id, ...(await runCase(corpus, one, adapter)) });
      progress(results.length, cases.length);
    }
    return { ...about, results };
  } finally {
    await adapter.stop();
  }
}

async function runCase(corpus, one, adapter) {
  const lines = deliveries(corpus, one);
  for (const line of lines.slice(0, -1)) {
    const answer = await adapter.ask(line);
    const verdict = judgeFirst(one, answer);
    if (verdict !== null) return told(verdict, { ...answer, reason: `the first time: ${answer.reason ?? answer.outcome}` });
  }
  const answer = await adapter.ask(lines.at(-1));
  return told(judge(one, answer), answer);
}

function told(verdict, { outcome, reason, nameId }) {
  return { verdict, ...(outcome === "accept" ? { nameId } : { reason: String(reason ?? "") }) };
}
