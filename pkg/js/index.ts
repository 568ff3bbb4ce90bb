export type { Attributes } from "./attributes.js";
export { SamlError } from "./error.js";
export type { Login } from "./login.js";
export { peek } from "./peek.js";
export { requestKey } from "./request-key.js";
export { memoryStore, type MemoryStoreOptions } from "./stores/memory.js";
export type {
  Connection,
  Evidence,
  Input,
  OneTimeStore,
  Peek,
  Policy,
  Position,
  PrivateKey,
  Refusal,
  SamlErrorCode,
  VerifyOptions,
  Warning,
} from "./types.js";
export { verifyLogin } from "./verify-login.js";
