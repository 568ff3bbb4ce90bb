// The package as production has it, its WebAssembly inside the script.
export { explain } from "../../pkg/dist/entries/inlined-debug.js";
export { connectionFromMetadata, readCertificates, SamlError, verifyLogin } from "../../pkg/dist/entries/inlined.js";
export type { CertificateDetails, Check, Connection, Policy, Position, Refusal, Report, SignatureReport } from "../../pkg/dist/types.js";
