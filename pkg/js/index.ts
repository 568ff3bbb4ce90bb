export type { Attributes } from "./attributes.js";
export { type ErrorPageInit, SamlError } from "./error.js";
export type { Login } from "./login.js";
export { createLogin } from "./create-login.js";
export { createLogout } from "./create-logout.js";
export type { IncomingLogoutRequest, IncomingLogoutResponse } from "./logout.js";
export { peek } from "./peek.js";
export { requestKey } from "./request-key.js";
export { memoryStore, type MemoryStoreOptions } from "./stores/memory.js";
export type {
  Connection,
  Evidence,
  Input,
  LoginOptions,
  LogoutEvidence,
  LogoutInput,
  LogoutOptions,
  OneTimeStore,
  OutgoingRequest,
  Peek,
  Policy,
  Position,
  PrivateKey,
  Refusal,
  RespondOptions,
  SamlErrorCode,
  Secret,
  SendOptions,
  SignedIn,
  SigningKey,
  VerifyOptions,
  Warning,
} from "./types.js";
export { verifyLogin } from "./verify-login.js";
export { verifyLogout } from "./verify-logout.js";
