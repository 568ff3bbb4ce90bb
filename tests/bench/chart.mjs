// The figures as bars, for the README: readable on light and dark pages, and as text where nobody sees it. A page that is wide gets one drawing, a narrow one another.
import { columnOf, OWN } from "./lib/names.mjs";
import { amountOf, originOf, RATIOS, reasonOf, sizeOf, timesOf } from "./lib/words.mjs";
import { wrapped } from "./table.mjs";

/** The rows that are drawn, and what each is called. */
const PANELS = [
  ["node-assertion-6k", (octets) => `A login of ${sizeOf(octets)} verified in Node`, "CPU time; shorter is better"],
  ["workerd-first", () => "First login of a fresh isolate in workerd", "CPU time; shorter is better"],
  ["upload-gzip", () => "Upload of a worker that verifies logins", "minified, gzip; shorter is better"],
];

const NOT_DRAWN = ["empty", "node-crypto", "samlify-xmllint"];

/** As wide as a README is. Name, bar and figure stand in one line. */
export const WIDE = { width: 830, head: 30, line: 22, gap: 18, left: 118, letters: 116, barTop: 0, textTop: 11, besides: 120 };

/** As wide as a telephone, with letters as large: a bar stands below its name and figure. */
export const NARROW = { width: 360, head: 44, line: 36, gap: 18, left: 0, letters: 50, barTop: 18, textTop: 12, besides: 0 };

const STYLE = `
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
.head { font-weight: 600; font-size: 14px; }
.quiet { fill: #59636e; }
.own { fill: #0969da; }
.peer { fill: #a5afba; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .quiet { fill: #9198a1; }
  .own { fill: #4493f8; }
  .peer { fill: #57606a; }
}
`;

export function chart({ machine, made, subjects, rows }, shape) {
  const panels = PANELS.flatMap(([id, title, measure]) => {
    const row = rows.find((row) => row.id === id);
    return row === undefined ? [] : [{ title: title(row.octets), measure, entries: entriesOf(row, subjects) }];
  });
  const parts = [];
  let top = 6;
  for (const panel of panels) {
    parts.push(drawn(panel, top, shape));
    top += shape.head + panel.entries.length * shape.line + shape.gap;
  }
  const notes = notesOf(machine, made);
  const lines = notes.flatMap((note) => wrapped(note, shape.letters));
  parts.push(lines.map((line, index) => `<text class="quiet" x="0" y="${top + 10 + index * 17}">${escaped(line)}</text>`).join("\n"));
  const height = top + lines.length * 17;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${shape.width} ${height}" width="${shape.width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">saml-edge beside other JavaScript libraries; shorter bars are better</title>
<desc id="desc">${escaped([...panels.map(inWords), ...notes].join(" "))}</desc>
<style>${STYLE}</style>
${parts.join("\n")}
</svg>
`;
}

function notesOf({ node, workerd }, made) {
  const measured = made === undefined ? "" : `saml-edge ${originOf(made)}; `;
  return [`†: signatures only. ${RATIOS}`, `${measured}Node ${node}, workerd ${workerd}.`];
}

function entriesOf({ cells, unit }, subjects) {
  const shown = subjects.filter(({ id }) => cells[id] !== undefined && !NOT_DRAWN.includes(id));
  return shown.map((subject) => {
    const cell = cells[subject.id];
    const entry = { id: subject.id, label: columnOf(subject) };
    if (reasonOf(cell) !== undefined) return { ...entry, text: "does not run" };
    const times = timesOf(cell);
    const beside = subject.id === OWN || times === undefined ? "" : `, ${times}`;
    return { ...entry, value: cell.octets ?? cell.cpu.median, text: `${amountOf(cell, unit)}${beside}` };
  });
}

function drawn({ title, measure, entries }, top, shape) {
  const most = Math.max(...entries.map(({ value }) => value ?? 0));
  const longest = shape.width - shape.left - shape.besides;
  const lines = entries.map(({ id, label, value, text }, index) => {
    const y = top + shape.head + index * shape.line;
    const width = value === undefined ? 0 : Math.max(1, (value / most) * longest);
    const bar = `<rect class="${id === OWN ? "own" : "peer"}" x="${shape.left}" y="${y + shape.barTop}" width="${width.toFixed(1)}" height="14" rx="2"/>`;
    const quiet = value === undefined ? ' class="quiet"' : "";
    const figure = shape.besides === 0 ? `x="${shape.width}" text-anchor="end"` : `x="${(shape.left + width + 8).toFixed(1)}"`;
    const name = shape.besides === 0 ? 'x="0"' : `x="${shape.left - 10}" text-anchor="end"`;
    return `<text ${name} y="${y + shape.textTop}">${escaped(label)}</text>${value === undefined ? "" : bar}<text${quiet} ${figure} y="${y + shape.textTop}">${escaped(text)}</text>`;
  });
  const measured = shape.besides === 0 ? `x="0" y="${top + 32}"` : `x="${shape.width}" y="${top + 14}" text-anchor="end"`;
  return `<text class="head" x="0" y="${top + 14}">${escaped(title)}</text><text class="quiet" ${measured}>${escaped(measure)}</text>\n${lines.join("\n")}`;
}

const inWords = ({ title, measure, entries }) => `${title} (${measure}). ${entries.map(({ label, text }) => `${label} ${text}`).join("; ")}.`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
