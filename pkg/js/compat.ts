export { betterAuthExecutor, type BetterAuthExecutorOptions } from "./compat/better-auth.js";
export type { BetterAuthExecutor } from "./compat/better-auth-types.js";
export { generateServiceProviderMetadata, type GenerateServiceProviderMetadataParams } from "./compat/metadata.js";
export { SAML } from "./compat/saml.js";
export {
  type AuthOptions,
  type Browser,
  type IdpCertCallback,
  type LogoutUser,
  type Profile,
  type RacComparison,
  type SamlConfig,
  type SamlOptions,
  type SignatureAlgorithm,
  type Validated,
  ValidateInResponseTo,
} from "./compat/types.js";
export { SamlError } from "./error.js";
export { memoryStore, type MemoryStoreOptions } from "./stores/memory.js";
