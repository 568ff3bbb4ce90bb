// A provider's `samlConfig` of better-auth as a connection: each setting from where better-auth itself looks for it, and no guess where there is none.
import { connectionFromMetadata } from "../connection-from-metadata.js";
import type { Connection, Policy } from "../types.js";
import type { BetterAuthSamlConfig } from "./better-auth-types.js";

export async function connectionOf(samlConfig: BetterAuthSamlConfig, sp: Connection["sp"], policy: Policy): Promise<Connection> {
  const { idpMetadata = {}, cert = [] } = samlConfig;
  const signatureAlgorithms = signatureAlgorithmsOf(samlConfig);
  if (idpMetadata.metadata) {
    const { connection } = await connectionFromMetadata(idpMetadata.metadata, sp, { policy, entityId: idpMetadata.entityID });
    return { ...connection, idp: { ...connection.idp, ...signatureAlgorithms } };
  }
  if (!idpMetadata.entityID)
    throw new TypeError("samlConfig.idpMetadata.entityID is missing: without it the messages of this IdP could not be told from those of others.");
  const certificates = idpMetadata.cert ?? cert;
  const ssoUrl = ssoUrlOf(samlConfig);
  return {
    idp: {
      entityId: idpMetadata.entityID,
      certificates: typeof certificates === "string" ? [certificates] : certificates,
      ...(ssoUrl === undefined ? {} : { ssoUrl }),
      ...signatureAlgorithms,
    },
    sp,
    policy,
  };
}

export function spEntityIdOf({ spMetadata = {}, issuer }: BetterAuthSamlConfig): string {
  if (spMetadata.metadata && !spMetadata.entityID)
    throw new TypeError("samlConfig.spMetadata.metadata is not read: give spMetadata.entityID, and acsUrl where that is not better-auth's own address.");
  return spMetadata.entityID ?? issuer;
}

function ssoUrlOf({ idpMetadata, entryPoint }: BetterAuthSamlConfig): string | undefined {
  const services = idpMetadata?.singleSignOnService;
  if (services === undefined) return entryPoint;
  return services.find(({ Binding }) => Binding === "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")?.Location;
}

export function signingKeyOf({ spMetadata, privateKey }: BetterAuthSamlConfig): string {
  const key = spMetadata?.privateKey ?? privateKey;
  if (!key) throw new TypeError("samlConfig.authnRequestsSigned needs spMetadata.privateKey or privateKey.");
  if (spMetadata?.privateKeyPass) throw withPassphrase("privateKey");
  return key;
}

export function decryptionKeyOf({ spMetadata }: BetterAuthSamlConfig): string | undefined {
  if (spMetadata?.encPrivateKeyPass) throw withPassphrase("encPrivateKey");
  return spMetadata?.encPrivateKey;
}

const withPassphrase = (name: string) =>
  new TypeError(`samlConfig.spMetadata.${name} has a passphrase. Give the key without one, as \`openssl pkey -in FILE\` prints it.`);

/** By its URI, or by one of better-auth's short names. */
function signatureAlgorithmsOf({ signatureAlgorithm }: BetterAuthSamlConfig): Pick<Connection["idp"], "signatureAlgorithms"> {
  if (signatureAlgorithm === undefined) return {};
  const short = signatureAlgorithm.toLowerCase().replace(/^http:\/\/www\.w3\.org\/2001\/04\/xmldsig-more#/, "");
  const [, kind, bits] = /^(?:(rsa|ecdsa)-)?sha(256|384|512)$/.exec(short) ?? [];
  if (bits === undefined)
    throw new TypeError(`samlConfig.signatureAlgorithm is ${signatureAlgorithm}: RSA and ECDSA sign here, with SHA-256, SHA-384 or SHA-512.`);
  const kinds = kind === undefined ? ["rsa", "ecdsa"] : [kind];
  return { signatureAlgorithms: kinds.map((name) => `http://www.w3.org/2001/04/xmldsig-more#${name}-sha${bits}`) };
}
