// The result, as sentences and as a text to send to somebody.
import type { Lacks } from "./browser.js";
import type { Tally } from "./tally.js";

export interface Result {
  readonly tally: Tally;
  /** How many vectors there are, run or not. */
  readonly total: number;
  readonly seconds: number;
  readonly userAgent: string;
  /** What the build wrote. */
  readonly core: { readonly version: string; readonly octets: number; readonly sha256: string };
  /** What ran; `null` where the browser computes no digest, or nothing ran. */
  readonly ran: string | null;
  readonly lacks: Lacks;
}

export const headline = ({ tally, total }: Result): string =>
  `${tally.judged - tally.differing.length} of ${tally.judged} verdicts as expected${tally.judged === total ? "" : `, ${total - tally.judged} not run`}`;

export const coreOf = ({ core: { version, octets } }: Result): string => `saml-edge ${version}, WebAssembly of ${octets} bytes`;

/** Whether what ran is known to be something else than what was built. */
export const isOther = ({ ran, core }: Result): boolean => ran !== null && ran !== core.sha256;

export const ranOf = ({ ran }: Result): string => ran ?? "not computed: this browser computes digests only for pages over https, on this machine, or from a file";

export const secondsOf = ({ seconds }: Result): string => `${seconds.toFixed(1)} s`;

export function lackOf({ lacks: { other } }: Result): string | null {
  return other.length === 0 ? null : `This browser gives this page no ${other.join(", ")}. Vectors that need it could not be run.`;
}

export function resultText(result: Result): string {
  const { tally, userAgent, core } = result;
  const lack = lackOf(result);
  const differing = tally.differing.flatMap(({ name, expected, found, difference }) => ["", name, `  expected: ${expected}`, `  found: ${found}`, `  ${difference}`]);
  return [
    `Self-check of saml-edge: ${headline(result)}`,
    `Browser: ${userAgent}`,
    `Core: ${coreOf(result)}`,
    `SHA-256 of what ran: ${ranOf(result)}`,
    `SHA-256 of the build: ${core.sha256}`,
    `Time: ${secondsOf(result)}`,
    ...(lack === null ? [] : [lack]),
    ...differing,
    "",
  ].join("\n");
}
