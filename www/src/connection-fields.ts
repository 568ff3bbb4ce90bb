// The fields of a connection, and their values as the package's settings.
import { choiceField, type Field, switchField, textField } from "./fields.js";
import type { Connection, Policy } from "./library.js";
import { pem } from "./pem.js";

export type Fields = ReturnType<typeof makeFields>;

export function makeFields(edited: () => void, pasted: () => void) {
  const fields = {
    issuer: textField("Issuer", "Entity ID of the identity provider", edited),
    certificates: textField("Certificates or public keys", "PEM or base64, one or several", pasted, 4),
    ssoUrl: textField("Sign-in URL", "Where AuthnRequests go. Only they are compared with it", edited),
    idpSloUrl: textField("Logout URL", "Where logout messages of this application go", edited),
    entityId: textField("Entity ID", "Audience, as the identity provider knows this application", edited),
    acsUrl: textField("ACS URL", "Where the login is posted to", edited),
    sloUrl: textField("Single logout URL", "Where logout messages of the identity provider go", edited),
    awaited: choiceField("Expected InResponseTo", { any: "Any", none: "None: the login was not asked for", id: "The ID of a request" }, edited),
    requestId: textField("ID of the request", "", edited),
    idpInitiated: choiceField("Logins that no request asked for", { refuse: "Refuse", convert: "Turn into a request", accept: "Accept" }, edited),
    requireSigned: choiceField("What has to be signed", { either: "Either", assertion: "The Assertion", response: "The Response", both: "Both" }, edited),
    clockSkew: textField("Clock skew, in seconds", "0 to 300; default 180", edited),
    requireEncrypted: switchField("The assertion has to be encrypted", edited),
    allowSha1: switchField("Accept SHA-1", edited),
  };
  fillPolicy(fields, {});
  return fields;
}

/** A setting that is left out, where the field is empty. */
export const optional = <Name extends string>(name: Name, { value }: Field): { readonly [Key in Name]?: string } => (value.trim() === "" ? {} : ({ [name]: value.trim() } as { readonly [Key in Name]: string }));

export function fillIdp(fields: Fields, { entityId, certificates, ssoUrl = "", sloUrl = "" }: Connection["idp"]): void {
  fields.issuer.value = entityId;
  fields.certificates.value = certificates.map(pem).join("\n");
  fields.ssoUrl.value = ssoUrl;
  fields.idpSloUrl.value = sloUrl;
}

export function fillSp(fields: Fields, { entityId, acsUrl, sloUrl = "" }: Connection["sp"]): void {
  fields.entityId.value = entityId;
  fields.acsUrl.value = acsUrl;
  fields.sloUrl.value = sloUrl;
}

export function fillPolicy(fields: Pick<Fields, "idpInitiated" | "requireSigned" | "clockSkew" | "requireEncrypted" | "allowSha1">, policy: Policy): void {
  fields.idpInitiated.value = policy.idpInitiated ?? "refuse";
  fields.requireSigned.value = policy.requireSigned ?? "either";
  fields.clockSkew.value = policy.clockSkewSeconds === undefined ? "" : String(policy.clockSkewSeconds);
  fields.requireEncrypted.value = policy.requireEncrypted === true ? "yes" : "";
  fields.allowSha1.value = policy.allowSha1 === true ? "yes" : "";
}

export function policyOf({ idpInitiated, requireSigned, clockSkew, requireEncrypted, allowSha1 }: Fields): Policy {
  return {
    idpInitiated: idpInitiated.value as NonNullable<Policy["idpInitiated"]>,
    requireSigned: requireSigned.value as NonNullable<Policy["requireSigned"]>,
    ...(clockSkew.value.trim() === "" ? {} : { clockSkewSeconds: Number(clockSkew.value) }),
    ...(requireEncrypted.value === "" ? {} : { requireEncrypted: true }),
    ...(allowSha1.value === "" ? {} : { allowSha1: true }),
  };
}
