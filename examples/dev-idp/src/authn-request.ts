// What an AuthnRequest asks for (core 3.4.1).
import { NAME_ID_FORMATS, type ServiceProvider } from "./identity-provider.mjs";
import type { Incoming } from "./incoming.js";
import { HTTP_POST, PASSWORD, SAML, SAMLP, UNSPECIFIED } from "./names.mjs";
import { attributeOf, booleanOf, childOf, childrenOf, type Element, textOf } from "./parsed-xml.js";
import { Refusal } from "./refusal.js";

export interface AuthnRequest {
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  /** Whose session is asked for, if somebody's. */
  readonly subject: string;
  /** "" for that of the application. */
  readonly nameIdFormat: string;
  readonly classRef: string;
  /** Why it cannot be granted: status codes, and why in words. */
  readonly obstacle: { readonly codes: readonly string[]; readonly message: string } | undefined;
}

export function readAuthnRequest({ root }: Incoming, sp: ServiceProvider): AuthnRequest {
  requireAcsUrl(root, sp);
  const policy = childOf(root, SAMLP, "NameIDPolicy");
  const context = childOf(root, SAMLP, "RequestedAuthnContext");
  const format = attributeOf(policy, "Format") ?? UNSPECIFIED;
  return {
    forceAuthn: booleanOf(root, "ForceAuthn"),
    isPassive: booleanOf(root, "IsPassive"),
    subject: textOf(childOf(childOf(root, SAML, "Subject"), SAML, "NameID")),
    nameIdFormat: format === UNSPECIFIED ? "" : format,
    classRef: textOf(childrenOf(context, SAML, "AuthnContextClassRef")[0]) || PASSWORD,
    obstacle: obstacleOf(format, attributeOf(policy, "SPNameQualifier") ?? sp.entityId, attributeOf(context, "Comparison"), sp),
  };
}

/** Only the configured address is answered: whoever could choose it would be signed in as others (core 3.4.1, 5.1 of the security considerations). */
function requireAcsUrl(root: Element, { acsUrl }: ServiceProvider): void {
  const asked = attributeOf(root, "AssertionConsumerServiceURL");
  if (asked !== undefined && asked !== acsUrl)
    throw new Refusal(400, `The request wants its answer at ${asked}, and the application's Single sign-on URL (ACS) is ${acsUrl}. Answers go nowhere else.`);
  const binding = attributeOf(root, "ProtocolBinding") ?? HTTP_POST;
  if (binding !== HTTP_POST) throw new Refusal(400, `The request wants its answer by ${binding}; it can only be had by ${HTTP_POST}.`);
}

function obstacleOf(format: string, qualifier: string, comparison: string | undefined, { entityId }: ServiceProvider): AuthnRequest["obstacle"] {
  if (!NAME_ID_FORMATS.includes(format)) return { codes: ["Requester", "InvalidNameIDPolicy"], message: `This identity provider has no NameID of the format ${format}.` };
  if (qualifier !== entityId) return { codes: ["Requester", "InvalidNameIDPolicy"], message: `This identity provider has no names for ${qualifier}.` };
  // Any class can be asserted by whoever asks nobody for a password, but none is better than itself.
  if (comparison === "better") return { codes: ["Responder", "NoAuthnContext"], message: "This identity provider has no better way to sign in." };
  return undefined;
}
