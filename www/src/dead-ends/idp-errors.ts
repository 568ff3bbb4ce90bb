// What identity providers say on their own error pages. Only what their documentation says is here.

export interface IdpError {
  readonly product: string;
  /** As the page has it. */
  readonly code: string;
  readonly meaning: string;
  /** One sentence: who changes what. */
  readonly change: string;
  /** The page that says so. */
  readonly source: string;
}

/** Each once, in the order of the text. */
export function idpErrorsIn(text: string): IdpError[] {
  const found = new Map<string, IdpError>();
  for (const { 0: written } of text.matchAll(CODE)) {
    const code = written.toLowerCase().startsWith("app_") ? written.toLowerCase() : written.toUpperCase();
    if (!found.has(code)) found.set(code, { code, ...(KNOWN[code] ?? unknown(code)) });
    if (found.size === MOST) break;
  }
  if (OKTA_NOT_ASSIGNED.test(text) && found.size === 0) found.set("Okta", { code: "App Not Assigned", ...NOT_ASSIGNED });
  return [...found.values()];
}

type Said = Omit<IdpError, "code">;

function unknown(code: string): Said {
  return code.startsWith("AADSTS")
    ? { product: ENTRA, meaning: "An error of Microsoft Entra ID.", change: `What it means stands at login.microsoftonline.com/error?code=${code.slice(6)}.`, source: ENTRA_CODES }
    : { product: "AD FS", meaning: "An error of AD FS, which tells the user no reason.", change: "The reason stands in the event log AD FS/Admin of the server, at the time of the error.", source: ADFS_TRUST };
}

const MOST = 5;
const CODE = /\bAADSTS\d{4,8}\b|\bMSIS\d{4}\b|\bapp_not_(?:configured_for_user|enabled_for_user|configured)\b/gi;
/** Also in the System Log. */
const OKTA_NOT_ASSIGNED = /\bapp[ _]not[ _]assigned\b|not assigned (?:to )?this app in Okta|User attempted unauthorized access to app/i;

const ENTRA = "Microsoft Entra ID";
const ENTRA_CODES = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
const GOOGLE_ERRORS = "https://support.google.com/a/answer/6301076";
const ADFS_TRUST = "https://learn.microsoft.com/previous-versions/dynamicsax-2012/appuser-itpro/deploy-an-enterprise-portal-site-that-uses-ad-fs-authentication";

const entra = (meaning: string, change: string, source = ENTRA_CODES): Said => ({ product: ENTRA, meaning, change, source });
const google = (meaning: string, change: string): Said => ({ product: "Google Workspace", meaning, change, source: GOOGLE_ERRORS });

const NOT_ASSIGNED: Said = {
  product: "Okta",
  meaning: "The user is not assigned to the application.",
  change: "Assign the user, or a group of the user, under Assignments of the application.",
  source: "https://support.okta.com/help/s/article/App-Sign-on-Error-403-User-attempted-unauthorized-access-to-app",
};

const KNOWN: Readonly<Record<string, Said>> = {
  AADSTS50003: entra("The application has no signing key.", "Give the application a signing certificate under Single sign-on."),
  AADSTS50011: entra("The ACS URL of the request is not a reply URL of the application.", "Add the ACS URL to the reply URLs of the application, letter for letter."),
  AADSTS50020: entra("The account is not in this tenant.", "Sign in with an account of the tenant, or invite this one as a guest."),
  AADSTS50034: entra("There is no such account in the tenant.", "Check the name and the tenant, or invite the account as a guest."),
  AADSTS50105: entra("The user is not assigned to the application.", "Assign the user to the application."),
  AADSTS501241: entra("The attribute that the NameID is made of is empty for this user.", "Choose another source of the Unique User Identifier (Name ID) under Single sign-on, Attributes & Claims."),
  AADSTS53003: entra("A Conditional Access policy blocks the login.", "Look up in the sign-in logs which policy it was, and meet it or change it."),
  AADSTS650056: entra("The application is misconfigured.", "Compare the Issuer of the request with the Identifier (Entity ID) of the application; they have to be equal."),
  AADSTS700016: entra("There is no application with this Issuer in the tenant.", "Make the Issuer of the request and the Identifier (Entity ID) of the application equal, and send the request to the right tenant."),
  AADSTS7000112: entra("The application is disabled.", "Enable the application in the tenant."),
  AADSTS75003: entra("The request asks for an answer by another binding than HTTP-POST.", "Ask for HTTP-POST in the ProtocolBinding of the request, or leave it out."),
  AADSTS75005: entra("Entra ID does not support this SAML request.", "Compare the request with what Entra ID supports: paste it here to see what it says."),
  AADSTS750054: entra("The address has no SAMLRequest.", "Let the application send the user with a SAMLRequest in the query, not to the login URL alone."),
  AADSTS75008: entra("The Destination of the request is not the address that it came to.", "Send the Destination that the metadata of the tenant has."),
  AADSTS75011: entra("The user signed in by another method than the request asks for.", "Leave RequestedAuthnContext out of the request, or send ForceAuthn=\"true\".", "https://learn.microsoft.com/troubleshoot/azure/active-directory/error-code-aadsts75011-auth-method-mismatch"),
  AADSTS75016: entra("The NameIDPolicy of the request is not valid.", "Leave NameIDPolicy out of the request, or ask for a format that Entra ID has."),
  AADSTS7500529: entra("The ID of the request is not valid.", "Begin the ID of the request with a letter or an underscore, not with a digit."),
  AADSTS76021: entra("The application requires signed requests, and this one is not signed.", "Sign the request, or do not require it under Single sign-on."),
  AADSTS76026: entra("The request is too old.", "Send a new request, and check the clock of the application."),
  AADSTS90002: entra("There is no such tenant.", "Check the tenant in the login URL."),
  AADSTS900236: entra("The request has a property that Entra ID does not support.", "Leave out of the request what the error names."),
  app_not_configured: google("There is no application with this Issuer.", "Make the Issuer of the request and the Entity ID of the application in the Admin console equal."),
  app_not_configured_for_user: google("The Issuer of the request is not the Entity ID of the application.", "Make both equal, in upper and lower case too, in the Service provider details of the application."),
  app_not_enabled_for_user: google("The application is off for this user.", "Turn it on under User access, for everyone or for the organizational unit of the user."),
  MSIS7007: { product: "AD FS", meaning: "There is no relying party trust with this identifier, or the user may not use it.", change: "Put the Issuer of the request under Identifiers of the relying party trust, in upper and lower case too.", source: ADFS_TRUST },
  MSIS7042: { product: "AD FS", meaning: "The application sent the user back again and again: it does not accept the login.", change: "Record the SAMLResponse, and paste it here to see why the application refuses it.", source: "https://learn.microsoft.com/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-loop" },
};
