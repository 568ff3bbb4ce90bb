// The figures as bars, for the README: readable on light and dark pages, and as text where nobody sees it.
import { amountOf, reasonOf, timesOf } from "./lib/words.mjs";

/** The rows that are drawn, and what each is called. */
const PANELS = [
  ["node-assertion-6k", "A login of 6 KB verified in Node: CPU time"],
  ["workerd-first", "The first login of a fresh isolate in workerd: CPU time"],
  ["upload-gzip", "Upload of a worker that verifies logins: gzip"],
];

const NOT_DRAWN = ["empty", "node-crypto", "samlify-xmllint"];

const WIDTH = 720;
const LEFT = 200;
/** What is left of the width is for the figure beside the longest bar. */
const LONGEST = 380;
const LINE = 22;
const HEAD = 30;
const GAP = 18;

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

export function chart({ subjects, rows }) {
  const panels = PANELS.flatMap(([id, title]) => {
    const row = rows.find((row) => row.id === id);
    return row === undefined ? [] : [{ title, entries: entriesOf(row, subjects) }];
  });
  const parts = [];
  let top = 6;
  for (const panel of panels) {
    parts.push(drawn(panel, top));
    top += HEAD + panel.entries.length * LINE + GAP;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" aria-labelledby="title desc">
<title id="title">saml-edge beside other JavaScript libraries; shorter bars are better</title>
<desc id="desc">${escaped(panels.map(inWords).join(" "))}</desc>
<style>${STYLE}</style>
${parts.join("\n")}
</svg>
`;
}

function entriesOf({ cells, unit }, subjects) {
  const shown = subjects.filter(({ id }) => cells[id] !== undefined && !NOT_DRAWN.includes(id));
  return shown.map(({ id, name, scope }) => {
    const cell = cells[id];
    const label = scope === "signature" ? `${name} (signatures)` : name;
    if (reasonOf(cell) !== undefined) return { id, label, text: "does not run" };
    const times = timesOf(cell);
    const beside = id === "saml-edge" || times === undefined ? "" : `, ${times}`;
    return { id, label, value: cell.octets ?? cell.cpu.median, text: `${amountOf(cell, unit)}${beside}` };
  });
}

function drawn({ title, entries }, top) {
  const most = Math.max(...entries.map(({ value }) => value ?? 0));
  const lines = entries.map(({ id, label, value, text }, index) => {
    const y = top + HEAD + index * LINE;
    const width = value === undefined ? 0 : Math.max(1, (value / most) * LONGEST);
    const bar = value === undefined ? "" : `<rect class="${id === "saml-edge" ? "own" : "peer"}" x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="14" rx="2"/>`;
    return (
      `<text x="${LEFT - 10}" y="${y + 11}" text-anchor="end">${escaped(label)}</text>${bar}` +
      `<text${value === undefined ? ' class="quiet"' : ""} x="${(LEFT + width + 8).toFixed(1)}" y="${y + 11}">${escaped(text)}</text>`
    );
  });
  return `<text class="head" x="0" y="${top + 14}">${escaped(title)}</text>\n${lines.join("\n")}`;
}

const inWords = ({ title, entries }) => `${title}. ${entries.map(({ label, text }) => `${label} ${text}`).join("; ")}.`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
