// A form for an AuthnRequest, as the settings of `createLogin`.
import type { Connection, LoginOptions, SigningKey } from "../library.js";
import { given, linesIn, momentIn, textIn } from "./values.js";

/** The fields, by the names of the settings. */
export const LOGIN_SETTINGS = [
  "idp.ssoUrl",
  "idp.ssoBinding",
  "idp.entityId",
  "idp.wantAuthnRequestsSigned",
  "idp.signatureAlgorithms",
  "sp.entityId",
  "sp.acsUrl",
  "allowHttp",
  "forceAuthn",
  "isPassive",
  "nameIdFormat",
  "authnContext",
  "subject",
  "relayState",
  "now",
  "sign",
  "certificate",
] as const;

/** What was typed; of a switch `yes` or nothing. */
export type LoginValues = Readonly<Record<(typeof LOGIN_SETTINGS)[number], string>>;

/** What cannot work is for the package to refuse. */
export function loginSettings(values: LoginValues): { readonly connection: Connection; readonly options: LoginOptions } {
  const format = values["nameIdFormat"];
  const context = linesIn(values["authnContext"]);
  return {
    connection: {
      idp: {
        entityId: values["idp.entityId"].trim(),
        certificates: [NO_ONES_KEY],
        ...given("ssoUrl", textIn(values["idp.ssoUrl"])),
        ssoBinding: values["idp.ssoBinding"] === "post" ? "post" : "redirect",
        ...given("wantAuthnRequestsSigned", values["idp.wantAuthnRequestsSigned"] === "yes" || undefined),
        ...(values["idp.signatureAlgorithms"] === "" ? {} : { signatureAlgorithms: [values["idp.signatureAlgorithms"]] }),
      },
      sp: { entityId: values["sp.entityId"].trim(), acsUrl: values["sp.acsUrl"].trim() },
      policy: values["allowHttp"] === "yes" ? { allowHttpAcs: true, allowHttpIdp: true } : {},
    },
    options: {
      ...given("forceAuthn", values["forceAuthn"] === "yes" || undefined),
      ...given("isPassive", values["isPassive"] === "yes" || undefined),
      ...given("nameIdFormat", format === "" ? undefined : format.trim()),
      ...given("authnContext", context.length === 0 ? undefined : context),
      ...given("subject", values["subject"] === "" ? undefined : values["subject"]),
      ...given("relayState", values["relayState"] === "" ? undefined : values["relayState"]),
      ...given("now", momentIn(values["now"])),
      ...given("sign", signingKey(values)),
    },
  };
}

/** The key, with the certificate that messages are to name. */
export function signingKey({ sign, certificate }: { readonly sign: string; readonly certificate: string }): SigningKey | undefined {
  if (textIn(sign) !== undefined) return textIn(certificate) === undefined ? sign : { privateKey: sign, certificate };
  if (textIn(certificate) !== undefined) throw new TypeError("options.certificate needs the key that it belongs to: without it nothing is signed, and no certificate is named.");
  return undefined;
}

/** A connection needs a key of the IdP, to which a request says nothing: this one was made for this place, and its private half thrown away. */
export const NO_ONES_KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMWOM6c66Lntv7oipInmj6k+65zzYh9hNUQK0+kc9N23Xr8NOCmOZFbcWbFMkdXc35R3nWsOS17y0VHiigvjApA==";
