// The figures as the README has them.
import { shownValue } from "./bars.mjs";
import { amountOf, reasonOf, significant, timesOf } from "./lib/words.mjs";

const OWN = "saml-edge";

/** Not columns: the floor is in a bar, and one peer is measured with another validator as well. */
const NO_COLUMN = [OWN, "empty", "node-crypto", "samlify-xmllint"];

const ROWS = [
  ["node-assertion-6k", "Node: 6 KB, Assertion signed"],
  ["node-both-6k", "Node: 6 KB, Response and Assertion signed"],
  ["node-20k", "Node: 20 KB"],
  ["node-154k", "Node: 154 KB"],
  ["node-encrypted", "Node: encrypted (AES-256-GCM, RSA-OAEP), the key a text"],
  ["node-encrypted-cryptokey", "Node: the same, the key a `CryptoKey`"],
  ["workerd-assertion-6k", "workerd, warm: 6 KB"],
  ["workerd-first", "workerd: first login of a fresh isolate"],
  ["cold-inside", "Node: import and first login of a fresh process"],
  ["upload-gzip", "upload of a minimal worker, gzip"],
  ["core-brotli", "`core.wasm`, brotli"],
  ["hostile", "slowest answer to a hostile message of 256 KiB"],
];

const NATIVE_ROWS = [
  ["native-assertion-6k", "6 KB, Assertion signed"],
  ["native-both-6k", "6 KB, Response and Assertion signed"],
  ["native-20k", "20 KB"],
  ["native-154k", "154 KB"],
];

export function markdown(figures) {
  const peers = figures.subjects.filter(({ id }) => !NO_COLUMN.includes(id));
  const parts = [table(figures, peers, ROWS), footnotes(figures, peers)];
  const natives = figures.native?.subjects.filter(({ id }) => id !== OWN) ?? [];
  if (natives.length > 0) parts.push(`Native, the Rust crate beside other libraries (†: signatures only):`, table(figures, natives, NATIVE_ROWS), missing(natives));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function table({ rows, bars }, peers, shown) {
  const lines = [["", OWN, ...peers.map(({ name, scope }) => (scope === "signature" ? `${name} †` : name)), "bar"], ["---", ...peers.map(() => "--:"), "--:", "---"]];
  for (const [id, title] of shown) {
    const row = rows.find((row) => row.id === id);
    if (row === undefined) continue;
    const own = row.cells[OWN];
    const beside = peers.map((peer) => besideOf(row.cells[peer.id]));
    const promised = bars.filter((bar) => bar.row === id).map((bar) => `${bar.wanted}: ${shownValue(bar)}, ${KEPT[bar.kept]}`);
    lines.push([title, reasonOf(own) ?? amountOf(own, row.unit), ...beside, promised.join("; ")]);
  }
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const KEPT = { true: "kept", false: "**not kept**", null: "not measured" };

function besideOf(cell) {
  return cell === undefined || reasonOf(cell) !== undefined ? "–" : (timesOf(cell) ?? "–");
}

function footnotes({ machine, quick, rows }, peers) {
  const floor = rows.find(({ id }) => id === "node-assertion-6k")?.cells["node-crypto"]?.cpu;
  const versions = peers.map(({ name, version }) => `${name} ${version}`).join(", ");
  const xmllint = rows.find(({ id }) => id === "cold-inside")?.cells["samlify-xmllint"]?.cpu;
  const sentences = [
    "CPU time by the median of interleaved rounds; a peer's column says how many times as much it takes.",
    "†: signatures only, none of SAML's rules.",
    "–: it does not do this, refuses the message, or does not run there; `docs/bench/figures.json` has each reason.",
    xmllint === undefined ? "" : `samlify is measured without schemas: with the validator of its README its first login takes ${significant(xmllint.median / 1000)} s.`,
    floor === undefined ? "" : `\`node:crypto\` alone takes ${significant(floor.median)} ms for that signature.`,
    `Made by \`cargo xtask bench --write${quick ? " --quick" : ""}\` with ${versions}; Node ${machine.node}, workerd ${machine.workerd}, ${machine.cores} cores of ${machine.cpu}.`,
    "What is measured and how: [tests/bench](tests/bench/README.md).",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** What could not be installed or built is named. */
function missing(natives) {
  const reasons = natives.filter((native) => native.missing !== undefined).map(({ name, missing }) => `${name} is missing: ${missing}`);
  return [`With ${natives.map(({ name, version }) => `${name} ${version}`.trim()).join(", ")}.`, ...reasons.map((reason) => `${reason}.`)].join(" ");
}
