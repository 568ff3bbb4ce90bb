// The package as production has it, its WebAssembly inside the script.
export { explain } from "../../pkg/dist/entries/inlined-debug.js";
export { connectionFromMetadata, readCertificates, SamlError, verifyLogout } from "../../pkg/dist/entries/inlined.js";
export type { CertificateDetails, Check, Connection, MetadataConnection, Policy, Position, Refusal, Report, SignatureReport } from "../../pkg/dist/types.js";
