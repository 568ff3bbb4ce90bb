// The form for an AuthnRequest.
import { element } from "../dom.js";
import { choiceField, type Field, switchField, textField } from "../fields.js";
import { createLogin } from "../library.js";
import { CONTEXT, DSIG_MORE } from "../names.js";
import { type Form, makerForm, type Page, requireCryptography } from "./card.js";
import { fieldset, fileField, folded, listField, openChoice, valuesOf } from "./fields.js";
import { NAME_ID_FORMATS } from "./formats.js";
import { type LOGIN_SETTINGS, loginSettings } from "./login-settings.js";
import { type Made, showLogin } from "./made-login.js";

type LoginFields = Record<(typeof LOGIN_SETTINGS)[number], Field>;

export function loginForm(page: Page): Form {
  return makerForm((changed, say) => {
    const fields = makeFields(changed);
    return {
      about: "Nothing is sent: you open the address, or the page that posts, yourself.",
      parts: [arrange(fields)],
      take: () => takeFromConnection(fields, page),
      action: "Make the request",
      fields: () => fields,
      async make() {
        const made = await makeLogin(fields);
        return { shown: showLogin(made, page, say), sentence: sentenceOn(made) };
      },
    };
  });
}

async function makeLogin(fields: LoginFields): Promise<Made> {
  const { connection, options } = loginSettings(valuesOf(fields));
  if (options.sign !== undefined) requireCryptography();
  const request = await createLogin(connection, options);
  const binding = connection.idp.ssoBinding ?? "redirect";
  return { request, binding, isSigned: options.sign !== undefined, relayState: options.relayState, page: binding === "post" ? await request.toResponse().text() : null };
}

const sentenceOn = ({ request, binding, isSigned }: Made): string =>
  `Made the request ${request.id}, ${isSigned ? "signed" : "not signed"}, ${binding === "post" ? "to be posted (HTTP-POST)" : "in an address (HTTP-Redirect)"}.`;

/** Says what was there to take. */
function takeFromConnection(fields: LoginFields, { connection }: Page): string {
  const known = connection.read().connection;
  if (known === null) return "The connection is empty: there is nothing to take from it.";
  const take = (field: Field, value: string | undefined) => {
    if (value !== undefined && value !== "") field.value = value;
  };
  take(fields["idp.entityId"], known.idp.entityId);
  take(fields["sp.entityId"], known.sp.entityId);
  take(fields["sp.acsUrl"], known.sp.acsUrl);
  take(fields["idp.ssoUrl"], known.idp.ssoUrl);
  take(fields["idp.ssoBinding"], known.idp.ssoBinding);
  fields["idp.wantAuthnRequestsSigned"].value = known.idp.wantAuthnRequestsSigned === true ? "yes" : "";
  return known.idp.ssoUrl === undefined ? "Taken. The connection does not know the SSO URL: that is in the metadata of the identity provider." : "Taken from the connection.";
}

function makeFields(changed: () => void): LoginFields {
  return {
    "idp.ssoUrl": textField("SSO URL", "Where the identity provider takes requests", changed),
    "idp.ssoBinding": choiceField("Binding", { redirect: "HTTP-Redirect", post: "HTTP-POST" }, changed),
    "idp.entityId": textField("Entity ID of the identity provider", "Not a part of the request, but needed to make one", changed),
    "idp.wantAuthnRequestsSigned": switchField("It takes signed requests only", changed),
    "idp.signatureAlgorithms": choiceField("Signature algorithm", ALGORITHMS, changed),
    "sp.entityId": textField("Entity ID", "Issuer of the request", changed),
    "sp.acsUrl": textField("ACS URL", "Where the answer is posted to", changed),
    allowHttp: switchField("A test network: http will do", changed),
    forceAuthn: switchField("The user has to sign in again (ForceAuthn)", changed),
    isPassive: switchField("Nothing may be shown to the user (IsPassive)", changed),
    nameIdFormat: openChoice("Format of the NameID", { "": "Not asked for", ...NAME_ID_FORMATS }, changed),
    authnContext: listField("Authentication context classes", "One a line; one of them has to be met exactly", AUTHN_CONTEXTS, changed),
    subject: textField("Subject", "Name of the user, if known; not every identity provider takes it", changed),
    relayState: textField("RelayState", "At most 80 octets; comes back beside the answer", changed),
    now: textField("IssueInstant", "In UTC, such as 2026-11-24T10:00:00Z; empty: now", changed),
    sign: fileField("Signing key", "PEM: PKCS#8, PKCS#1 or SEC1, not encrypted. It is used in this page only, and is never saved.", changed),
    certificate: fileField("Certificate of the key", "Named in a request that is posted", changed),
  };
}

function arrange(fields: LoginFields): HTMLElement {
  const rows = (...names: readonly (keyof LoginFields)[]) => names.map((name) => fields[name].row);
  return element("div", { class: "columns" },
    fieldset("Identity provider", ...rows("idp.ssoUrl", "idp.ssoBinding", "idp.entityId", "idp.wantAuthnRequestsSigned")),
    fieldset("This application", ...rows("sp.entityId", "sp.acsUrl")),
    fieldset("What is asked for", ...rows("forceAuthn", "nameIdFormat", "relayState")),
    folded("Signature", ...rows("sign", "certificate", "idp.signatureAlgorithms")),
    folded("Seldom used", ...rows("isPassive", "authnContext", "subject", "now", "allowHttp")));
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  "": "By the key",
  ...Object.fromEntries(["RSA", "ECDSA"].flatMap((kind) => ["256", "384", "512"].map((length) => [`${DSIG_MORE}${kind.toLowerCase()}-sha${length}`, `${kind} with SHA-${length}`]))),
};

const AUTHN_CONTEXTS: Readonly<Record<string, string>> = {
  [`${CONTEXT}PasswordProtectedTransport`]: "Password over TLS",
  [`${CONTEXT}X509`]: "Certificate",
  [`${CONTEXT}Kerberos`]: "Kerberos",
  "https://refeds.org/profile/mfa": "MFA (REFEDS)",
};
