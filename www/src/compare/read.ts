// The two messages, read and judged under the same settings.
import { judge, type Judgement } from "../judgement.js";
import { type CertificateDetails, readCertificates } from "../library.js";
import type { Loaded } from "../loaded.js";
import { sourceText } from "../offsets.js";
import type { Message } from "../recognise/index.js";
import { outline } from "../xml-outline.js";
import { type CheckDifferences, differingChecks } from "./checks.js";
import type { Difference } from "./collected.js";
import { compare, type Compared, type Comparison } from "./compare.js";
import { decryptedIn } from "./decrypted.js";

export interface Read {
  readonly comparison: Comparison;
  /** `null` where one of them is no login. */
  readonly checks: CheckDifferences | null;
  /** The connection that they were judged under lacks nothing. */
  readonly isWhole: boolean;
  /** By their base64. */
  readonly certificates: ReadonlyMap<string, CertificateDetails | null>;
}

/** `loaded` is one of them, and under its settings both are judged. */
export async function readBoth(one: Message, other: Message, loaded: Loaded): Promise<Read> {
  const [first, second] = [await judgeLogin(one, loaded), await judgeLogin(other, loaded)];
  const comparison = compare(comparedOf(one, first), comparedOf(other, second));
  return {
    comparison,
    checks: first === null || second === null ? null : differingChecks(first.report.checks, second.report.checks),
    isWhole: first?.assumed.length === 0,
    certificates: await certificatesIn(comparison.differences),
  };
}

async function judgeLogin(message: Message, loaded: Loaded): Promise<Judgement | null> {
  if (message.kind !== "Response") return null;
  return message === loaded.message ? loaded.judgement : await judge(message, loaded.question);
}

const comparedOf = (message: Message, judgement: Judgement | null): Compared => ({ message, outline: outline(sourceText(message.xml).text), decrypted: decryptedIn(judgement?.report.signatures ?? []) });

async function certificatesIn(differences: readonly Difference[]): Promise<Map<string, CertificateDetails | null>> {
  const values = new Set(differences.filter(({ kind }) => kind === "certificate").flatMap(({ one, other }) => [...(one ?? []), ...(other ?? [])]));
  const found = new Map<string, CertificateDetails | null>();
  for (const value of [...values].slice(0, MOST)) found.set(value, await certificateOf(value));
  return found;
}

/** A message names one; metadata of a large entity some dozens. */
const MOST = 40;

async function certificateOf(value: string): Promise<CertificateDetails | null> {
  try {
    return (await readCertificates(value))[0] ?? null;
  } catch {
    return null;
  }
}
