import { ask } from "./ask.js";
import { SamlError } from "./error.js";
import { explain as explainInCore } from "./glue.js";
import { readInput } from "./input.js";
import { type ExplainOptions, readExplainOptions } from "./options.js";
import { MAX_BYTES_CEILING, readConnection } from "./settings.js";
import type { Connection, Input, Report } from "./types.js";

/**
 * Every check of `verifyLogin` and what became of it, for whoever has to find out why a login fails. It asks no store and never
 * gives a `Login`; without a connection it judges what can be judged without one.
 */
export async function explain(input: Input, connection?: Connection, options: ExplainOptions = {}): Promise<Report> {
  const { inResponseTo, now } = readExplainOptions(options);
  const settings = connection === undefined ? undefined : readConnection(connection);
  try {
    const { octets, kind } = await readInput(input, settings?.maxBytes ?? MAX_BYTES_CEILING);
    return ask<Report>(() => explainInCore(octets, kind, settings?.text, inResponseTo, now()));
  } catch (error) {
    if (error instanceof SamlError && error.rule in REFUSED_BEFORE) return reportOf(error);
    throw error;
  }
}

/** Where the request around the message was refused, that is the only finding. */
function reportOf(error: SamlError): Report {
  const [title, spec] = REFUSED_BEFORE[error.rule] ?? ["", ""];
  const check = { rule: error.rule, title, spec, outcome: "fail", error: error.toJSON() } as const;
  return { authenticated: false, accepted: false, checks: [check], signatures: [], warnings: [] };
}

/** Rules that refuse before the core is asked: title and source. */
const REFUSED_BEFORE: Record<string, readonly [title: string, spec: string]> = {
  X01: ["The message is no larger than the limit", "CVE-2025-54572"],
  B02: ["The form carries exactly one SAMLResponse", "bindings 3.5.4"],
  B10: ["The request is a POST of a URL-encoded form", "bindings 3.5.4"],
};
