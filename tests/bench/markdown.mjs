// The figures as the README has them.
import { shownValue } from "./bars.mjs";
import { columnOf, FLOOR, OWN, PEER, shortOf } from "./lib/names.mjs";
import { amountOf, originOf, quartilesOf, RATIOS, reasonOf, significant, sizeOf, timesOf } from "./lib/words.mjs";

/** Not columns: the floor is in a goal, and one peer is measured with another validator as well. */
const NO_COLUMN = [OWN, "empty", FLOOR, "samlify-xmllint"];

/** What each row is called; where that is of a message, its octets follow. */
const ROWS = [
  ["node-assertion-6k", "Node: Assertion signed"],
  ["node-both-6k", "Node: Response and Assertion signed"],
  ["node-20k", "Node: Assertion signed"],
  ["node-154k", "Node: Assertion signed"],
  ["node-rsa-4096", "Node: RSA-4096"],
  ["node-ecdsa-p-256", "Node: ECDSA P-256"],
  ["node-ecdsa-p-384", "Node: ECDSA P-384"],
  ["node-ecdsa-p-521", "Node: ECDSA P-521"],
  ["node-ed25519", "Node: Ed25519"],
  ["node-encrypted", "Node: encrypted, the key a text"],
  ["node-encrypted-cryptokey", "Node: encrypted, the key a `CryptoKey`"],
  ["workerd-assertion-6k", "workerd, warm: Assertion signed"],
  ["workerd-first", "workerd: first login of a fresh isolate", ""],
  ["cold-inside", "Node, fresh process: import and first login, after Node has started", ""],
  ["cold-whole", "Node, fresh process: the same with Node's own start", ""],
  ["upload-gzip", "minimal worker to upload: gzip"],
  ["upload-raw", "minimal worker to upload: before gzip"],
  ["inlined-gzip", "the same in one file, WebAssembly inlined: gzip"],
  ["inlined-raw", "the same in one file: before gzip"],
  ["core-brotli", "`core.wasm`, brotli"],
  ["hostile", "slowest answer to a hostile message of 256 KiB"],
];

const NATIVE_ROWS = [
  ["native-assertion-6k", "Assertion signed"],
  ["native-both-6k", "Response and Assertion signed"],
  ["native-20k", "Assertion signed, many groups"],
  ["native-154k", "Assertion signed, very many groups"],
];

export function markdown(figures, bars) {
  const peers = figures.subjects.filter(({ id }) => !NO_COLUMN.includes(id));
  const beside = ({ cells }) => peers.some(({ id }) => cells[id] !== undefined && reasonOf(cells[id]) === undefined);
  const lone = figures.rows.filter((row) => !beside(row));
  const parts = [
    table(figures.rows.filter(beside), peers, ROWS),
    notes(figures),
    versions(figures, peers),
    lone.length === 0 ? "" : `What none of the others does, or is of saml-edge alone:\n\n${table(lone, [], ROWS)}`,
    curves(figures.rows),
    ...native(figures),
    goals(bars, figures.rows),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function native({ rows, native }) {
  if (native?.missing !== undefined) return [`The crate's native peers are missing: ${native.missing}.`];
  const peers = native?.subjects.filter(({ id }) => id !== OWN) ?? [];
  if (peers.length === 0) return [];
  return ["The Rust crate beside other native libraries:", table(rows, peers, NATIVE_ROWS), nativeNotes(rows, peers)];
}

function table(rows, peers, shown) {
  const lines = [["", OWN, ...peers.map((peer) => whole(columnOf(peer)))], ["---", "--:", ...peers.map(() => "--:")]];
  for (const [id, title, size] of shown) {
    const row = rows.find((row) => row.id === id);
    if (row === undefined) continue;
    const own = row.cells[OWN];
    const beside = peers.map(({ id }) => besideOf(row.cells[id], id === PEER));
    const octets = row.octets === undefined || size === "" ? "" : `, ${sizeOf(row.octets)}`;
    lines.push([`${title}${octets}`, reasonOf(own) ?? whole(amountOf(own, row.unit)), ...beside]);
  }
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A name or a figure that a narrow column must not break in two. */
const whole = (text) => text.replaceAll(" ", "&nbsp;");

function besideOf(cell, withQuartiles) {
  if (cell === undefined || reasonOf(cell) !== undefined) return "–";
  // A line may end after a dash, but not after this hyphen.
  const quartiles = withQuartiles ? quartilesOf(cell).replace("–", "\u2011") : "";
  return `${timesOf(cell) ?? "–"} ${quartiles}`.trim();
}

function notes({ rows }) {
  const cell = (row, id) => rows.find((other) => other.id === row)?.cells[id];
  const floor = cell("node-assertion-6k", FLOOR)?.cpu;
  const xmllint = cell("cold-inside", "samlify-xmllint")?.cpu;
  return sentences([
    "CPU time, the median of interleaved rounds; a peer's column says how many times as much it takes, in brackets the quartiles.",
    RATIOS,
    "†: signatures only, none of SAML's rules.",
    "–: it does not do this, refuses the message, or does not run there; `docs/bench/figures.json` has each reason.",
    "Where nothing else is named the signatures are RSA-2048; encrypted is AES-256-GCM with RSA-OAEP.",
    rows.some(({ id }) => id === "upload-gzip") ? "What is uploaded is minified, which Wrangler does with `--minify` alone." : "",
    xmllint === undefined ? "" : `samlify is measured without schemas: with the validator of its README its first login takes ${significant(xmllint.median / 1000)} s.`,
    floor === undefined ? "" : `\`node:crypto\` alone takes ${significant(floor.median)} ms for the one RSA-2048 signature.`,
  ]);
}

/** Of the signatures that cost more, how much more. */
function curves(rows) {
  const median = (id) => rows.find((row) => row.id === id)?.cells[OWN]?.cpu?.median;
  const rsa = median("node-assertion-6k");
  const others = ["ecdsa-p-256", "ecdsa-p-384", "ecdsa-p-521", "ed25519"].map((id) => median(`node-${id}`)).filter((value) => value !== undefined);
  if (rsa === undefined || others.length === 0) return "";
  const times = others.map((value) => Math.round(value / rsa));
  return (
    `ECDSA and Ed25519 take about ${Math.min(...times)} to ${Math.max(...times)} times as long as RSA-2048: their arithmetic is a small one of the project's own, over public values only, chosen for its size ` +
    "([why](ARCHITECTURE.md#decisions-with-their-reasons)), and few identity providers sign with them."
  );
}

function versions({ machine, made, quick, failed = {} }, peers) {
  const packages = peers.map(({ id, name, version }) => (name === shortOf(id) ? `${name} ${version}` : `${shortOf(id)}: ${name} ${version}`));
  return sentences([
    `Made by \`cargo xtask bench --write${quick ? " --quick" : ""}\`${made === undefined ? "" : ` ${originOf(made)}`}, with Node ${machine.node} and workerd ${machine.workerd} on ${machine.cores} cores of ${machine.cpu}.`,
    `The packages: ${packages.join(", ")}.`,
    ...Object.entries(failed).map(([part, reason]) => `Not measured: ${part} (${reason}).`),
    "What is measured and how, and what each library checks of a login: [tests/bench](tests/bench/README.md).",
  ]);
}

/** What could not be installed or built is named. */
function nativeNotes(rows, peers) {
  const withinRounds = rows.some(({ id, cells }) => id.startsWith("native-") && Object.values(cells).some((cell) => quartilesOf(cell) !== ""));
  return sentences([
    `With ${peers.map(({ name, version }) => `${name} ${version}`.trim()).join(", ")}; †: signatures only.`,
    withinRounds ? RATIOS : "Here a ratio is that of the medians.",
    ...peers.filter(({ missing }) => missing !== undefined).map(({ name, missing }) => `${name} is missing: ${missing}.`),
  ]);
}

/** Those of one wish that came out alike stand in one line. */
function goals(bars, rows) {
  const groups = grouped(bars);
  const lines = [...groups.values()].map((bars) => {
    const where = [...new Set(bars.map(({ row }) => titleOf(row, rows)))].join("; ");
    return `- ${where}: ${bars[0].wanted}: ${bars.map(shownValue).join(", ")}, ${VERDICTS[bars[0].kept]}`;
  });
  if (lines.length === 0) return "";
  return `**Goals.** A goal is a bound that the project set itself; \`cargo xtask bench\` ends with exit code 1 as long as one is missed.\n\n${lines.join("\n")}`;
}

const keyOf = ({ wanted, kept }) => `${wanted} ${kept}`;

function grouped(bars) {
  const groups = new Map();
  for (const bar of bars) groups.set(keyOf(bar), [...(groups.get(keyOf(bar)) ?? []), bar]);
  return groups;
}

function titleOf(id, rows) {
  if (id.startsWith("native-")) return "native, each message";
  const [, title, size] = ROWS.find(([other]) => other === id) ?? [id, id];
  const { octets } = rows.find((row) => row.id === id) ?? {};
  return octets === undefined || size === "" ? title : `${title}, ${sizeOf(octets)}`;
}

const VERDICTS = { true: "kept", false: "**missed**", null: "not measured" };

/** What each refuses, for tests/bench/README.md; nothing before a run has asked. */
export function rulesTable({ rules, made, subjects }) {
  if (rules === undefined) return "";
  const ids = Object.keys(rules.verdicts);
  const head = ["", ...ids.map((id) => columnOf(subjects.find((subject) => subject.id === id) ?? { id }))];
  const lines = rules.wrongs.map((what, index) => [what, ...ids.map((id) => (rules.verdicts[id][index].accepts ? "**accepts**" : "refuses"))]);
  const rows = [head, head.map((_, index) => (index === 0 ? "---" : ":-:")), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return `${rows.join("\n")}\n\nMeasured ${originOf(made)}. \`docs/bench/figures.json\` has the words of each refusal.\n`;
}

const sentences = (list) => list.filter((sentence) => sentence !== "").join(" ");
