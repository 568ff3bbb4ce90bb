// How two messages came. What a message that was pasted by itself came with is not known, and is no difference.
import type { Message } from "../recognise/index.js";
import type { Collected } from "./collected.js";

type Sent = Pick<Message, "transport" | "steps" | "problems">;

export function compareTransport(found: Collected, one: Sent, other: Sent): void {
  const differs = (label: string, first: string | null, second: string | null) => {
    if (first !== second) found.differs(() => ({ group: "transport", label, path: "", one: first === null ? null : [first], other: second === null ? null : [second], kind: "text" }));
  };
  const both = (label: string, value: (sent: Sent) => string | null) => {
    const [first, second] = [value(one), value(other)];
    if (first !== null && second !== null) differs(label, first, second);
  };
  both("Sent to", ({ transport: { url } }) => url?.replace(/[?#].*/s, "") ?? null);
  both("Method", ({ transport: { method } }) => method);
  compareProblems(found, one, other);
  if (!isCaptured(one) || !isCaptured(other)) return noteUnknown(found, one, other);
  differs("Binding", `HTTP-${one.transport.how}`, `HTTP-${other.transport.how}`);
  differs("Parameter", one.transport.parameter, other.transport.parameter);
  differs("Compression", compression(one), compression(other));
  differs("RelayState", one.transport.relayState, other.transport.relayState);
  differs("Signature of the query", one.transport.signature === null ? null : "There", other.transport.signature === null ? null : "There");
  differs("SigAlg", one.transport.sigAlg, other.transport.sigAlg);
  const [signature, otherSignature] = [one.transport.signature, other.transport.signature];
  if (signature !== null && otherSignature !== null && signature !== otherSignature) {
    found.varies(() => ({ group: "transport", label: "Signature of the query", path: "", one: [signature], other: [otherSignature], kind: "text" }));
  }
}

const isCaptured = ({ transport: { how } }: Sent) => how === "POST" || how === "Redirect";

function noteUnknown({ notes }: Collected, one: Sent, other: Sent): void {
  const [knows, otherKnows] = [isCaptured(one), isCaptured(other)];
  if (knows !== otherKnows) notes.push(`How the ${knows ? "second" : "first"} message was sent is not known, since it was given by itself: binding and RelayState are not compared.`);
}

const compression = ({ steps }: Sent) => steps.find((step) => COMPRESSIONS.includes(step)) ?? "none";

const COMPRESSIONS = ["raw DEFLATE", "zlib", "gzip"];

function compareProblems(found: Collected, one: Sent, other: Sent): void {
  const [first, second] = [one, other].map(({ problems }) => [...new Set(problems.map(({ text }) => text))]);
  if (first === undefined || second === undefined || [...first].sort().join("\n") === [...second].sort().join("\n")) return;
  found.differs(() => ({ group: "transport", label: "What was odd on arrival", path: "", one: first.length === 0 ? null : first, other: second.length === 0 ? null : second, kind: "text" }));
}
