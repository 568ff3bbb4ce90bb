export type { Attributes } from "./attributes.js";
export { type DiscoveryOptions, discoveryUrl, emailDomain } from "./discovery.js";
export { type ErrorPageInit, SamlError } from "./error.js";
export type { Login } from "./login.js";
export { connectionFromMetadata } from "./connection-from-metadata.js";
export { createLogin } from "./create-login.js";
export { createLogout } from "./create-logout.js";
export type { IncomingLogoutRequest, IncomingLogoutResponse } from "./logout.js";
export { localPath } from "./pending.js";
export { peek } from "./peek.js";
export { readCertificates } from "./read-certificates.js";
export { refreshMetadata } from "./refresh-metadata.js";
export { requestKey } from "./request-key.js";
export { memoryStore, type MemoryStoreOptions } from "./stores/memory.js";
export type {
  CertificateDetails,
  Connection,
  Evidence,
  Input,
  LoginOptions,
  LogoutEvidence,
  LogoutInput,
  LogoutOptions,
  MetadataChange,
  MetadataConnection,
  MetadataCopy,
  MetadataOptions,
  MetadataSource,
  OneTimeStore,
  OutgoingRequest,
  Peek,
  Policy,
  Position,
  PrivateKey,
  RefreshedMetadata,
  Refusal,
  RespondOptions,
  SamlErrorCode,
  Secret,
  SendOptions,
  SignedIn,
  SigningKey,
  SpContact,
  SpMetadataOptions,
  VerifyOptions,
  Warning,
} from "./types.js";
export { type NodeResponse, sendResponse } from "./send-response.js";
export { spMetadata } from "./sp-metadata.js";
export { verifyLogin } from "./verify-login.js";
export { verifyLogout } from "./verify-logout.js";
