// The types of saml-edge/compat as users of node-saml and better-auth meet them. Each @ts-expect-error is a mistake that must not compile.
import {
  betterAuthExecutor,
  generateServiceProviderMetadata,
  memoryStore,
  SAML,
  SamlError,
  ValidateInResponseTo,
  type BetterAuthExecutor,
  type Profile,
  type SamlConfig,
} from "saml-edge/compat";
import { SamlError as SameError } from "saml-edge";

const options: SamlConfig = {
  idpCert: ["..."],
  idpIssuer: "https://idp.example.com",
  issuer: "https://sp.example.com",
  callbackUrl: "https://sp.example.com/acs",
  store: memoryStore(),
  entryPoint: "https://idp.example.com/sso",
  validateInResponseTo: ValidateInResponseTo.ifPresent,
  privateKey: new TextEncoder().encode("..."),
  policy: { allowSha1: true, requiredAttributes: ["mail"] },
};
const saml = new SAML(options);
const url: string = await saml.getAuthorizeUrlAsync("", undefined, { samlFallback: "login-request", session: false, additionalParams: { hint: "x", tag: ["1"] } });
const form: string = await saml.getAuthorizeFormAsync("", "host");
const message: Record<string, string> = await saml.getAuthorizeMessageAsync("");
const found = await saml.validatePostResponseAsync({ SAMLResponse: "" }, { cookies: null, setCookies: (values) => void values.length });
if (!found.loggedOut) {
  const profile: Profile = found.profile;
  const name: string = profile.nameID;
  const groups: string | string[] | undefined = profile.attributes?.["groups"];
  const other: unknown = profile["urn:any"];
  const ends: Date | null = found.login.sessionNotOnOrAfter;
  await saml.getLogoutUrlAsync(profile, "", {});
} else if (found.profile !== null) {
  const indexes: readonly string[] = found.logout.sessionIndexes;
  await saml.getLogoutResponseUrlAsync(found.profile, "", {}, true);
  saml.getLogoutResponseUrl(found.profile, "", {}, true, (error: Error | null, address?: string) => void [error, address]);
} else {
  const success: boolean = found.logout.success;
}
await saml.validateRedirectAsync({ SAMLRequest: "" }, "SAMLRequest=");
const metadata: string = await saml.generateServiceProviderMetadata(null, ["..."]);
const alone: string = await generateServiceProviderMetadata({ issuer: "urn:sp", callbackUrl: "https://sp.example.com/acs" });
const isSame: boolean = new SamlError({ code: "ERR_BASE64", rule: "X02", message: "", hint: "", actor: "user" }) instanceof SameError;

for (const idpCert of [
  "...",
  ["..."] as const,
  (callback: (error: Error | null, certificates?: string | string[]) => void) => callback(null, "..."),
  async () => ["..."],
])
  new SAML({ ...options, idpCert });

const executor: BetterAuthExecutor = betterAuthExecutor({ idpInitiated: "refuse", onRefusal: (error: SamlError) => void error.code });
/** What @better-auth/sso is proposed to take. */
const plugin: {
  createLoginRequest(input: { providerId: string; samlConfig: { issuer: string; entryPoint: string; idpMetadata: { entityID: string } }; baseURL: string; relayState: string }): Promise<{ redirectUrl: string; id: string }>;
} = executor;

// @ts-expect-error: the IdP's entity ID is required
new SAML({ idpCert: "", issuer: "", callbackUrl: "", store: memoryStore() });
// @ts-expect-error: a store is required
new SAML({ idpCert: "", issuer: "", callbackUrl: "", idpIssuer: "" });
// @ts-expect-error: an audience that is not verified
new SAML({ ...options, audience: false });
// @ts-expect-error: node-saml's default
new SAML({ ...options, validateInResponseTo: ValidateInResponseTo.never });
// @ts-expect-error: a cache that is no store
new SAML({ ...options, cacheProvider: new Map() });
// @ts-expect-error: SHA-1
new SAML({ ...options, signatureAlgorithm: "sha1" });
// @ts-expect-error: what the policy is not for
new SAML({ ...options, policy: { idpInitiated: "accept" } });
// @ts-expect-error: a misspelt option
new SAML({ ...options, entrypoint: "" });
// @ts-expect-error: a promise, unlike node-saml
saml.generateServiceProviderMetadata(null).startsWith("<");
// @ts-expect-error: what nobody verified
(found.profile as Profile).getSamlResponseXml();
// @ts-expect-error: logins that the executor cannot start again
betterAuthExecutor({ idpInitiated: "convert" });
