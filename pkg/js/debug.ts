export { SamlError } from "./error.js";
export { explain } from "./explain.js";
export type { ExplainOptions } from "./options.js";
export type { Check, Connection, Input, Position, PrivateKey, Refusal, Report, SamlErrorCode, SignatureReport, Warning } from "./types.js";
