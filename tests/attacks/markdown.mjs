// The results as the README and docs/attacks.md have them.
import { FAULTS } from "../../attacks/lib/judge.mjs";
import { countsOf, faultsOf, scoreOf, sumOf } from "../../attacks/lib/report.mjs";
import { runsOf } from "./results.mjs";

const WORDS = {
  other: "accepted as another user",
  accepted: "accepted, and must be refused",
  refused: "refused, and must be accepted",
  crash: "the process died",
  hang: "no answer in ten seconds",
  tolerated: "accepted, where refusing is a choice (not counted)",
  optional: "refused, where a library need not know it (not counted)",
};

export function summary(corpus, results) {
  const runs = runsOf(corpus, results);
  const counts = runs.map((run) => countsOf(corpus.cases, run));
  const groups = Object.entries(corpus.groups).map(([group, title]) => {
    const names = corpus.classes.filter((one) => one.group === group).map((one) => one.class);
    return [title, ...counts.map((count) => held(sumOf(names.map((name) => count.get(name)))))];
  });
  const sums = counts.map((count) => sumOf([...count.values()]));
  const words = ["other", "accepted", "refused", "tolerated", "optional"].map((word) => [WORDS[word], ...sums.map((sum) => String(sum[word]))]);
  const broken = ["crashed or hung", ...sums.map((sum) => String(sum.crash + sum.hang))];
  return `${table([["cases held, of all", ...runs.map(({ name }) => name)], ...groups, ["**all**", ...sums.map((sum) => `**${held(sum)}**`)], ...words.slice(0, 3), broken, ...words.slice(3)])}

Made by \`cargo xtask attacks --write\` with ${runs.map(({ name, version }) => `${name} ${version}`).join(", ")}; Node ${results.node}. Each with what its own documents offer to verify more.
Every case by name: [docs/attacks.md](docs/attacks.md). What a library leaves to the application is its result here; an application that compares it is stricter than this table:

${remarks(corpus, runs).join("\n")}
`;
}

/** What the adapters say that their libraries leave open; and who is taken for whom else, by name, because it sounds worse than it may be. */
function remarks(corpus, runs) {
  const left = runs.filter(({ leaves }) => leaves !== "").map(({ name, leaves }) => `- ${name}: ${leaves}.`);
  const others = runs.flatMap(({ name, results }) =>
    corpus.classes.flatMap((one) => {
      const found = results.filter(({ id, verdict }) => verdict === "other" && one.cases.some((of) => of.id === id));
      return found.length === 0 ? [] : [`- ${name}, ${WORDS.other}: ${found.map(({ id }) => `\`${id}\``).join(", ")} (${lowered(one.title)}).`];
    }),
  );
  return [...left, ...others];
}

const lowered = (title) => title[0].toLowerCase() + title.slice(1);

export function detail(corpus, results) {
  const runs = runsOf(corpus, results);
  const counts = runs.map((run) => countsOf(corpus.cases, run));
  const wrong = new Map(corpus.classes.map((one) => [one.class, wrongOf(one, runs)]));
  const row = (one) => {
    const name = wrong.get(one.class).length > 0 ? `[${one.class}](#${one.class})` : one.class;
    return [name, [one.title, one.references.join(", ")].filter((text) => text !== "").join("<br>"), ...counts.map((count) => cell(count.get(one.class)))];
  };
  return `<!-- Written by \`cargo xtask attacks --write\`, and held by \`cargo xtask test\`. -->
# The attack corpus, class by class

${corpus.cases.length} messages of ${corpus.classes.length} classes: [attacks](../attacks/README.md) has them, says how a case is judged, and how to run them against any other library.
A cell says how many cases were held, of all. **Bold**: accepted as another user than the good message names.

${runs.map(({ name, version, configuration, leaves }) => `- **${name} ${version}**: ${configuration}.${leaves === "" ? "" : ` ${leaves}.`}`).join("\n")}

What a library leaves to the application is its result here; it is no verdict on applications, which may compare it.

${table([["class", "what is tried", ...runs.map(({ name }) => name)], ...corpus.classes.map(row)])}

## What each gets wrong

${corpus.classes.filter((one) => wrong.get(one.class).length > 0).map((one) => `### ${one.class}\n\n${one.title}.\n\n${wrong.get(one.class).join("\n")}`).join("\n\n")}
`;
}

/** A line for each library and each way in which it is wrong about cases of this class. */
function wrongOf(one, runs) {
  return runs.flatMap(({ name, results }) => {
    const wrong = FAULTS.map((word) => [word, results.filter(({ id, verdict }) => verdict === word && one.cases.some((of) => of.id === id))]);
    return wrong.filter(([, of]) => of.length > 0).map(([word, of]) => `- ${name}: ${WORDS[word]}: ${of.map(({ id }) => `\`${id.split("/")[1]}\``).join(", ")}`);
  });
}

function cell(count) {
  const text = held(count);
  return faultsOf(count).some(([word]) => word === "other") ? `**${text}**` : text;
}

function held(count) {
  const { held, all } = scoreOf(count);
  return `${held} of ${all}`;
}

function table([head, ...rows]) {
  const rule = head.map((_, at) => (at === 0 || head[at] === "what is tried" ? "---" : "--:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
