import { createLogin } from "../create-login.js";
import { SamlError } from "../error.js";
import type { Login } from "../login.js";
import { peek } from "../peek.js";
import { element, write } from "../send/xml.js";
import { requireKnown } from "../settings.js";
import type { Connection, OneTimeStore, Policy } from "../types.js";
import { verifyLogin } from "../verify-login.js";
import { connectionOf, decryptionKeyOf, signingKeyOf, spEntityIdOf } from "./better-auth-connection.js";
import { BetterAuthRefusal, refusalOf } from "./better-auth-refusal.js";
import type { BetterAuthExecutor, BetterAuthSamlConfig, ParseLoginResponseInput, ParseLoginResponseResult } from "./better-auth-types.js";
import { encryptionOf } from "./encryption-of.js";
import { attributesOf } from "./profile.js";

export interface BetterAuthExecutorOptions {
  /** Logins that no request asked for. Default `refuse`; to accept them, say so here and by `allowIdpInitiated` of better-auth. */
  readonly idpInitiated?: "refuse" | "accept" | undefined;
  /** A second guard against a login that is used again, beside better-auth's own. */
  readonly store?: OneTimeStore | undefined;
  /** Where logins are posted to, if not to better-auth's own address. */
  readonly acsUrl?: ((provider: { readonly providerId: string; readonly baseURL: string }) => string) | undefined;
  /** What else is asked of logins. */
  readonly policy?: Omit<Policy, (typeof OWN_POLICY)[number]> | undefined;
  /** Is told in full why a login was refused. The browser is not. */
  readonly onRefusal?: ((error: SamlError) => void) | undefined;
}

/**
 * Makes the requests and verifies the logins of better-auth's SSO plugin, where samlify does it otherwise.
 *
 * It has the shape of `saml.executor` that better-auth/better-auth#10347 proposes: released versions of @better-auth/sso, up to 1.7.5, do not have that option.
 * better-auth keeps the requests and the used assertions, provisions users and makes sessions. Without it, what this accepts can be used again. A login that is
 * refused is an `APIError` of better-auth's, with one of its codes where it has one for the reason.
 *
 * @example
 * sso({ saml: { executor: betterAuthExecutor({ onRefusal: (error) => console.warn(error.code, error.hint) }) } });
 */
export function betterAuthExecutor(options: BetterAuthExecutorOptions = {}): BetterAuthExecutor {
  const { idpInitiated = "refuse", policy = {}, store = "none-accept-replay", onRefusal, acsUrl } = requireKnown("options", options, OPTIONS);
  if (idpInitiated !== "refuse" && idpInitiated !== "accept") throw new TypeError("options.idpInitiated is neither refuse nor accept.");
  for (const name of OWN_POLICY)
    if (Object.hasOwn(policy, name)) throw new TypeError(`options.policy.${name} is decided by the provider's samlConfig and by options.idpInitiated.`);
  const acsUrlOf = ({ providerId, baseURL }: { readonly providerId: string; readonly baseURL: string }) =>
    acsUrl?.({ providerId, baseURL }) ?? `${baseURL}/sso/saml2/sp/acs/${providerId}`;
  return {
    async createLoginRequest(input) {
      const { samlConfig, relayState } = input;
      const connection = await connectionOf(samlConfig, { entityId: spEntityIdOf(samlConfig), acsUrl: acsUrlOf(input) }, {});
      if (connection.idp.ssoBinding === "post") throw new TypeError("The IdP takes requests by HTTP-POST alone, and better-auth can only redirect.");
      const { url, id } = await createLogin(connection, {
        relayState,
        ...(samlConfig.identifierFormat ? { nameIdFormat: samlConfig.identifierFormat } : {}),
        ...(samlConfig.authnRequestsSigned === true ? { sign: signingKeyOf(samlConfig) } : {}),
      });
      return { redirectUrl: url.href, id };
    },

    async parseLoginResponse(input) {
      const { samlConfig, SAMLResponse } = input;
      // What is verified has to name the audience that better-auth asks for.
      const sp = { entityId: samlConfig.audience ?? spEntityIdOf(samlConfig), acsUrl: acsUrlOf(input) };
      const connection = await connectionOf(samlConfig, sp, { ...policy, idpInitiated, ...policyOf(samlConfig, input) });
      const decrypt = decryptionKeyOf(samlConfig);
      try {
        // Of which request it has to be the answer, better-auth knows; here every place of the message has to name the same.
        const inResponseTo = (await peek(SAMLResponse)).unverifiedInResponseTo || null;
        return resultOf(await verifyLogin(SAMLResponse, connection, { store, inResponseTo, decrypt }), connection, SAMLResponse);
      } catch (error) {
        if (!(error instanceof SamlError)) throw error;
        onRefusal?.(error);
        throw refusalOf(error);
      }
    },
  };
}

const OPTIONS: Record<keyof BetterAuthExecutorOptions, true> = { idpInitiated: true, store: true, acsUrl: true, policy: true, onRefusal: true };

/** better-auth takes the NameID for the account, so that no attribute can stand in for it. */
const OWN_POLICY = ["requireSigned", "idpInitiated", "clockSkewSeconds", "identifierAttribute"] as const;

function policyOf({ wantAssertionsSigned }: BetterAuthSamlConfig, { clockSkew }: ParseLoginResponseInput): Policy {
  return {
    requireSigned: wantAssertionsSigned === true ? "assertion" : "either",
    // Of what better-auth allows beyond that, nothing is allowed here.
    ...(clockSkew === undefined ? {} : { clockSkewSeconds: Math.min(300, Math.ceil(clockSkew / 1000)) }),
  };
}

function resultOf(login: Login, { sp, idp }: Connection, message: string): ParseLoginResponseResult {
  const { inResponseTo, sessionIndex, sessionNotOnOrAfter, evidence } = login;
  const answered = inResponseTo === null ? {} : { inResponseTo };
  return {
    extract: {
      // Only with an identifierAttribute is there a login without a NameID.
      nameID: login.nameId as string,
      attributes: attributesOf(login),
      issuer: login.issuer,
      audience: sp.entityId,
      response: { ...answered, destination: sp.acsUrl },
      ...answered,
      conditions: { notOnOrAfter: login.expiresAt.toISOString() },
      sessionIndex: {
        authnInstant: login.authnInstant.toISOString(),
        ...(sessionNotOnOrAfter === null ? {} : { sessionNotOnOrAfter: sessionNotOnOrAfter.toISOString() }),
        ...(sessionIndex === null ? {} : { sessionIndex }),
      },
    },
    samlContent: contentOf(login, sp),
    entityId: sp.entityId,
    assertionConsumerServiceUrl: sp.acsUrl,
    idpEntityId: idp.entityId,
    crypto: {
      signatureVerified: true,
      signatureAlgorithm: evidence.algorithm,
      encryption: evidence.encrypted ? requireEncryptionOf(message) : null,
    },
  };
}

/** The lists of algorithms that better-auth may have are not gone round by saying nothing. */
function requireEncryptionOf(message: string): NonNullable<ParseLoginResponseResult["crypto"]["encryption"]> {
  const encryption = encryptionOf(message);
  if (encryption !== undefined) return encryption;
  throw new BetterAuthRefusal("SAML_ENCRYPTION_METADATA_INCOMPLETE", "SAML response does not say plainly how it is encrypted");
}

/** What better-auth looks up in the XML: audience, recipient, destination and the assertion's ID. Each was verified to be what stands here. */
function contentOf(login: Login, { entityId, acsUrl }: Connection["sp"]): string {
  const InResponseTo = login.inResponseTo ?? undefined;
  const NotOnOrAfter = login.expiresAt.toISOString();
  const issuer = element("saml:Issuer", {}, login.issuer);
  const data = element("saml:SubjectConfirmationData", { InResponseTo, NotOnOrAfter, Recipient: acsUrl });
  const assertion = element(
    "saml:Assertion",
    { ID: login.assertionId, Version: "2.0" },
    issuer,
    element(
      "saml:Subject",
      {},
      element("saml:NameID", { Format: login.nameIdFormat ?? undefined }, login.nameId ?? undefined),
      element("saml:SubjectConfirmation", { Method: "urn:oasis:names:tc:SAML:2.0:cm:bearer" }, data),
    ),
    element("saml:Conditions", { NotOnOrAfter }, element("saml:AudienceRestriction", {}, element("saml:Audience", {}, entityId))),
  );
  return write(element("samlp:Response", { Destination: acsUrl, InResponseTo, Version: "2.0" }, issuer, assertion));
}
