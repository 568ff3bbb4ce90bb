// The package as production has it, its WebAssembly inside the script.
export { explain } from "../../pkg/dist/entries/inlined-debug.js";
export { connectionFromMetadata, createLogin, readCertificates, SamlError, spMetadata, verifyLogin, verifyLogout } from "../../pkg/dist/entries/inlined.js";
export type { CertificateDetails, Check, Connection, LoginOptions, MetadataConnection, OutgoingRequest, Policy, Position, Refusal, Report, SignatureReport, SigningKey, SpContact, SpMetadataOptions } from "../../pkg/dist/types.js";
