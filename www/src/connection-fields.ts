// The fields of a connection, and their values as the package's settings.
import { element } from "./dom.js";
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
    idpInitiated: telling(choiceField("IdP-initiated logins (no request asked for them)", { refuse: "Refuse", convert: "Turn into a request", accept: "Accept" }, edited)),
    requireSigned: telling(choiceField("What has to be signed", { either: "Either", assertion: "The Assertion", response: "The Response", both: "Both" }, edited)),
    clockSkew: telling(textField("Clock skew, in seconds", "0 to 300; default 180", edited)),
    requireEncrypted: telling(switchField("The assertion has to be encrypted", edited)),
    allowSha1: telling(switchField("Accept SHA-1", edited)),
  };
  for (const [name, { row }] of Object.entries<Field>(fields)) row.dataset["field"] = name;
  fillPolicy(fields, {});
  return fields;
}

/** What few readers need stands folded: the policy with what differs from the strict one beside it, and addresses that no check of a login looks at. */
export function foldFields(section: HTMLElement): void {
  const row = (name: keyof Fields) => section.querySelector<HTMLElement>(`[data-field="${name}"]`);
  for (const [title, names] of [["More addresses (for requests and logout)", ["ssoUrl", "idpSloUrl"]], ["More addresses (for logout)", ["sloUrl"]]] as const) {
    const rows = names.map(row).filter((found) => found !== null);
    const fold = element("details", { class: "fold" }, element("summary", {}, title));
    rows[0]?.before(fold);
    fold.append(...rows);
  }
  const policy = row("idpInitiated")?.closest("fieldset");
  if (policy == null) return;
  const state = element("span", { class: "quiet" });
  const fold = element("details", { class: "fold policy" }, element("summary", {}, "Policy", state));
  policy.replaceWith(fold);
  policy.querySelector("legend")?.classList.add("unseen");
  fold.append(policy);
  // Values are also set by what fills the form in, of which no event tells.
  const describe = () => {
    const differing = Object.entries(DIFFERENCES).flatMap(([name, said]) => said(controlIn(row(name as keyof Fields))));
    state.textContent = differing.join(", ") || "strict";
  };
  for (const event of ["input", "change", FILLED]) policy.addEventListener(event, describe);
  describe();
}

/** What is said of a setting of the policy, where it is another than the strict one. */
const DIFFERENCES: Readonly<Partial<Record<keyof Fields, (value: string) => string[]>>> = {
  idpInitiated: (value) => (value === "refuse" ? [] : [`IdP-initiated logins: ${value}`]),
  requireSigned: (value) => (value === "either" ? [] : [`signed: ${value}`]),
  clockSkew: (value) => (value.trim() === "" ? [] : [`clock skew: ${value.trim()} s`]),
  requireEncrypted: (value) => (value === "" ? [] : ["encrypted only"]),
  allowSha1: (value) => (value === "" ? [] : ["SHA-1 accepted"]),
};

function controlIn(row: HTMLElement | null): string {
  const control = row?.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  if (control == null) return "";
  return control instanceof HTMLInputElement && control.type === "checkbox" ? (control.checked ? "yes" : "") : control.value;
}

/** A field that tells when it is filled in, and not typed into. */
const telling = (field: Field): Field => ({
  row: field.row,
  get value() {
    return field.value;
  },
  set value(value) {
    field.value = value;
    field.row.dispatchEvent(new Event(FILLED, { bubbles: true }));
  },
});

const FILLED = "filled";

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
