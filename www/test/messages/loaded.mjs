// What the page knows of a message before it shows it, without the page.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { loadSource } from "../lib/source.mjs";
import { base64 } from "../lib/samples.mjs";

const { recognise } = await loadSource("recognise/index.ts");
const { outline } = await loadSource("xml-outline.ts");
const { sourceText } = await loadSource("offsets.ts");
const { signaturesIn } = await loadSource("coverage.ts");

export const NOW = new Date("2026-11-24T10:00:00Z");

export async function loadedOf(text, { connection = null, now = NOW, inResponseTo, decrypt = null } = {}) {
  const { messages } = await recognise(text);
  const [message] = messages;
  const source = sourceText(message.xml);
  const report = await explain(base64(message.xml), connection ?? undefined, { inResponseTo, now, decrypt: decrypt ?? undefined, canonicalForms: true });
  const read = outline(source.text);
  return { message, question: { connection, now, inResponseTo, decrypt }, judgement: { report, complaints: [], assumed: [] }, source, outline: read, signatures: signaturesIn(read, source, report.signatures), isEncrypted: false };
}

export const key = (name) => readFileSync(join(import.meta.dirname, "../../../tests/vectors/keys", name), "utf8");

/** `outcome id` of what is neither passed nor skipped. */
export const troubles = (findings) => findings.filter(({ outcome }) => outcome === "fail" || outcome === "note").map(({ outcome, id }) => `${outcome} ${id}`);

export const outcomeOf = (findings, id) => findings.filter((finding) => finding.id === id).map(({ outcome }) => outcome).join(" ") || "not asked";
