// Reading the message to judge: a vector of the tests, or a file of the user's.
import { readFileSync } from "node:fs";

const HEADER_END = "\n---\n";

export function readVector(file) {
  const text = readFileSync(file, "utf8");
  const end = text.indexOf(HEADER_END);
  const headers = Object.fromEntries(
    text.slice(0, end).split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
  );
  return {
    xml: text.slice(end + HEADER_END.length).replace(/\n$/, ""),
    connection: headers.connection ?? "default",
    inResponseTo: headers["in-response-to"] ?? "_req1",
    now: headers.now ?? "2026-11-24T10:00:00Z",
  };
}

/** The message in a file that holds the SAMLResponse value, the XML inside it, or the form that carried it. */
export function readMessage(file) {
  const octets = readFileSync(file);
  const text = octets.toString("utf8").replace(/^\uFEFF/, "").trim();
  if (text.startsWith("<")) return { value: octets.toString("base64") };
  if (/(^|&)SAMLResponse=/.test(text)) return { form: text };
  // A value as a form has it: the same octets, still percent-encoded.
  return text.includes("%") ? { form: `SAMLResponse=${text}` } : { value: text };
}

export const valueOf = (xml) => Buffer.from(xml, "utf8").toString("base64");

/** The XML of a message, to show a line of it; where there is none there is nothing to show. */
export function xmlOf({ value, form }) {
  const base64 = value ?? new URLSearchParams(form).get("SAMLResponse") ?? "";
  return Buffer.from(base64, "base64").toString("utf8");
}
