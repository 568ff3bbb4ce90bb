// Text of at most 96 columns, made for reading.

const WIDTH = 96;

export function printHeading(text) {
  console.log(`\n${text}\n${"=".repeat(Math.min(text.length, WIDTH))}\n`);
}

export function printAccepted({ login, checks }, where) {
  console.log(`  ACCEPTED  (${where})\n`);
  printRows([
    ["user", login.nameId ?? "(no NameID)"],
    ["format", login.nameIdFormat],
    ["identity provider", login.issuer],
    ...login.attributes.map(([name, values]) => [name, values.join(", ")]),
    ["signed in at", login.authnInstant],
    ["session index", login.sessionIndex],
    ["answers request", login.inResponseTo ?? "none: the IdP began this login"],
    ["encrypted", login.evidence.encrypted ? "yes" : "no"],
    ["signed", `${login.evidence.signed}, by the key of certificate ${login.evidence.certificateSha256}`],
    ["relaxed", login.evidence.relaxed.join(", ") || "nothing"],
    ...login.evidence.warnings.map(({ code, message }) => [code, message]),
  ]);
  printChecks(checks);
}

/** The whole list of checks for a message that should have been good; the one that refused it otherwise. */
export function printRefused({ error, checks }, xml, where, withAllChecks) {
  console.log(`  REFUSED  (${where})\n`);
  printRows([
    ["reason", error.message],
    ["rule", error.rule],
    ["code", error.code],
    ["expected", error.expected],
    ["found", error.found],
    ["hint", error.hint],
    ["who must act", ACTORS[error.actor]],
    ["place", error.position === undefined ? "the message as a whole" : placeOf(error.position)],
  ]);
  if (error.position !== undefined) printSource(xml, error.position);
  if (withAllChecks) printChecks(checks);
}

const ACTORS = {
  "idp-admin": "the administrator of the identity provider",
  "sp-admin": "the administrator of this service provider",
  user: "the person who signs in",
  attack: "nobody: no identity provider sends this; an attack, or something that alters messages",
};

const placeOf = ({ line, column, path }) => `line ${line}, column ${column}${path === undefined ? "" : `, ${path}`}`;

export function printRows(rows) {
  const shown = rows.filter(([, text]) => text !== undefined && text !== null && text !== "");
  const longest = Math.max(...shown.map(([name]) => name.length));
  const indent = Math.min(longest, 24) + 4;
  for (const [name, text] of shown) {
    const [first, ...rest] = wrap(String(text), WIDTH - indent);
    console.log(`  ${name.padEnd(indent - 2)}${first}`);
    for (const line of rest) console.log(" ".repeat(indent) + line);
  }
}

function printChecks(checks) {
  const count = (outcome) => checks.filter((check) => check.outcome === outcome).length;
  console.log(`\n  ${checks.length} checks: ${count("pass")} passed, ${count("fail")} failed, ${count("skip")} not asked\n`);
  for (const { rule, title, outcome, reason, error } of checks) {
    const more = outcome === "fail" ? error?.message : reason;
    const [first, ...rest] = wrap(more === undefined ? title : `${title}: ${more}`, WIDTH - 14);
    console.log(`  ${(outcome === "skip" ? "-" : outcome).padEnd(5)} ${rule.padEnd(5)} ${first}`);
    for (const line of rest) console.log(" ".repeat(14) + line);
  }
}

/** The part of the source line around the column, with a caret under it. */
function printSource(xml, { line, column }) {
  const source = xml.split(/\r\n|\r|\n/)[line - 1];
  if (source === undefined) return;
  const characters = Array.from(source, (character) => (character < " " ? " " : character));
  const room = WIDTH - 8;
  const offset = Math.min(column - 1, characters.length);
  const start = Math.max(0, Math.min(offset - 20, characters.length - room));
  const before = start > 0 ? "..." : "   ";
  const after = start + room < characters.length ? "..." : "";
  console.log(`\n  ${before}${characters.slice(start, start + room).join("")}${after}`);
  console.log(`  ${" ".repeat(3 + offset - start)}^`);
}

function wrap(text, width) {
  const lines = [""];
  for (const word of text.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${width}}`, "gsu")) ?? [""])) {
    const last = lines.length - 1;
    if (lines[last] === "") lines[last] = word;
    else if (lines[last].length + 1 + word.length <= width) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
