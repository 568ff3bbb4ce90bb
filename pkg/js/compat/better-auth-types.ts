// The shape that better-auth/better-auth#10347 proposes for `saml.executor` of @better-auth/sso. Released versions, up to 1.7.5, have no such option yet.

export interface BetterAuthExecutor {
  createLoginRequest(input: CreateLoginRequestInput): Promise<LoginRequestResult>;
  parseLoginResponse(input: ParseLoginResponseInput): Promise<ParseLoginResponseResult>;
}

export interface CreateLoginRequestInput {
  readonly providerId: string;
  readonly samlConfig: BetterAuthSamlConfig;
  readonly baseURL: string;
  readonly relayState: string;
}

export interface LoginRequestResult {
  redirectUrl: string;
  id: string;
}

export interface ParseLoginResponseInput {
  readonly providerId: string;
  readonly samlConfig: BetterAuthSamlConfig;
  readonly baseURL: string;
  readonly SAMLResponse: string;
  readonly RelayState?: string | undefined;
  /** Milliseconds. */
  readonly clockSkew?: number | undefined;
  /** better-auth applies this itself to what `crypto` says. */
  readonly algorithms?: unknown;
}

export interface ParseLoginResponseResult {
  extract: {
    nameID: string;
    attributes: Record<string, string | string[]>;
    issuer: string;
    audience: string;
    /** Where releases look for it, and where the proposal does. */
    response: { inResponseTo?: string; destination: string };
    inResponseTo?: string;
    conditions: { notOnOrAfter: string };
    sessionIndex: { authnInstant: string; sessionNotOnOrAfter?: string; sessionIndex?: string };
  };
  /** Written anew from what was verified, and never encrypted: no other reader is given the message. */
  samlContent: string;
  entityId: string;
  assertionConsumerServiceUrl: string;
  idpEntityId: string;
  crypto: {
    signatureVerified: true;
    signatureAlgorithm: string;
    encryption: { keyTransportAlgorithm: string; dataEncryptionAlgorithm: string } | null;
  };
}

/** Of a provider's `samlConfig` what is read. */
export interface BetterAuthSamlConfig {
  readonly issuer: string;
  readonly entryPoint?: string | undefined;
  readonly cert?: string | readonly string[] | undefined;
  readonly audience?: string | undefined;
  readonly idpMetadata?: {
    readonly metadata?: string | undefined;
    readonly entityID?: string | undefined;
    readonly cert?: string | readonly string[] | undefined;
    readonly singleSignOnService?: readonly { readonly Binding: string; readonly Location: string }[] | undefined;
  } | undefined;
  readonly spMetadata?: {
    readonly metadata?: string | undefined;
    readonly entityID?: string | undefined;
    readonly privateKey?: string | undefined;
    readonly privateKeyPass?: string | undefined;
    readonly encPrivateKey?: string | undefined;
    readonly encPrivateKeyPass?: string | undefined;
  } | undefined;
  readonly wantAssertionsSigned?: boolean | undefined;
  readonly authnRequestsSigned?: boolean | undefined;
  readonly signatureAlgorithm?: string | undefined;
  readonly identifierFormat?: string | undefined;
  readonly privateKey?: string | undefined;
}
