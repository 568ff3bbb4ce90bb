import { askWith } from "./ask.js";
import { SamlError } from "./error.js";
import { explain as explainInCore } from "./glue.js";
import { readInput } from "./input.js";
import { type ExplainOptions, readExplainOptions } from "./options.js";
import { MAX_BYTES_CEILING, readConnection } from "./settings.js";
import type { Connection, Input, Report } from "./types.js";
import type { WireReport } from "./wire.js";
import { checkOf, signatureOf } from "./wording.js";

/**
 * Every check of `verifyLogin` and what became of it, for whoever has to find out why a login fails. It asks no store and never
 * gives a `Login`; without a connection it judges what can be judged without one.
 */
export async function explain(input: Input, connection?: Connection, options: ExplainOptions = {}): Promise<Report> {
  const { inResponseTo, now, keys, canonicalForms } = readExplainOptions(options);
  const settings = connection === undefined ? undefined : readConnection(connection);
  try {
    const { octets, kind } = await readInput(input, settings?.maxBytes ?? MAX_BYTES_CEILING);
    const moment = now();
    const report = await askWith<WireReport>(keys, (secrets) => explainInCore(octets, kind, settings?.octets, inResponseTo, moment, canonicalForms, secrets));
    return { ...report, checks: report.checks.map(checkOf), signatures: report.signatures.map(signatureOf) };
  } catch (error) {
    if (error instanceof SamlError && REFUSED_BEFORE.includes(error.rule)) return reportOf(error);
    throw error;
  }
}

/** Where the request around the message was refused, that is the only finding. */
function reportOf(error: SamlError): Report {
  const check = { ...checkOf({ rule: error.rule, outcome: "fail" }), error: error.toJSON() };
  return { authenticated: false, accepted: false, checks: [check], signatures: [], warnings: [] };
}

/** Rules that refuse before the core is asked. */
const REFUSED_BEFORE = ["X01", "B02", "B10"];
