import { type Guidance, saidBy, unverified } from "../advice.js";

const LEARN = "https://learn.microsoft.com/en-us/entra";
const basic = saidBy("Enable single sign-on for an enterprise application", `${LEARN}/identity/enterprise-apps/add-application-portal-setup-sso`);
const signing = saidBy("Advanced certificate signing options in a SAML token", `${LEARN}/identity/enterprise-apps/certificate-signing-options`);
const encryption = saidBy("Configure Microsoft Entra SAML token encryption", `${LEARN}/identity/enterprise-apps/howto-saml-token-encryption`);
const requests = saidBy("SAML Request Signature Verification", `${LEARN}/identity/enterprise-apps/howto-enforce-signed-saml-authentication`);
const certificates = saidBy("Tutorial: Manage certificates for federated single sign-on", `${LEARN}/identity/enterprise-apps/tutorial-manage-certificates-for-federated-single-sign-on`);
const assign = saidBy("Manage users and groups assignment to an application", `${LEARN}/identity/enterprise-apps/assign-user-or-group-access-portal`);
const hide = saidBy("Hide an enterprise application", `${LEARN}/identity/enterprise-apps/hide-application-from-user-portal`);
const protocol = saidBy("Single sign-on SAML protocol", `${LEARN}/identity-platform/single-sign-on-saml-protocol`);
const logout = saidBy("Single Sign-Out SAML Protocol", `${LEARN}/identity-platform/single-sign-out-saml-protocol`);
const claims = saidBy("Customize SAML token claims", `${LEARN}/identity-platform/saml-claims-customization`);
const lifetimes = saidBy("Configurable token lifetimes in the Microsoft identity platform", `${LEARN}/identity-platform/configurable-token-lifetimes`);
const signIns = saidBy("Quickstart: Analyze sign-ins with the Microsoft Entra sign-in log", `${LEARN}/identity/monitoring-health/quickstart-analyze-sign-in`);
const relayState = saidBy("samlSingleSignOnSettings resource type", "https://learn.microsoft.com/en-us/graph/api/resources/samlsinglesignonsettings");

// Everything is under Entra ID › Enterprise apps › All applications › the app.
const BASIC = "In the app's *Single sign-on*, edit *Basic SAML Configuration*";
const CLAIMS = "In the app's *Single sign-on*, edit *Attributes & Claims*";
const SIGNING = "In the app's *Single sign-on*, edit *SAML Signing Certificate*";

export const entraId: Guidance = {
  acsUrl: basic(`${BASIC} and set *Reply URL (Assertion Consumer Service URL)* to {expected}.`),
  assignment: assign("In the app's *Users and groups*, click *Add user/group* and assign the user or a group that the user is in directly: groups inside groups do not count."),
  attributes: claims(`${CLAIMS}, click *Add new claim*, and add {expected} with the source attribute that holds its value.`),
  audience: basic(`${BASIC} and set *Identifier (Entity ID)* to {expected}.`),
  authnContext: protocol("Entra ID has no setting for this on its side: it takes a RequestedAuthnContext with Comparison “exact” only, so ask for a class that it supports, or for none."),
  authnStatement: protocol("Use the app's SAML *Single sign-on*: its answers carry an AuthnStatement, by Microsoft's description of the protocol."),
  canonicalisation: unverified("No page of Microsoft's was found that names a setting for the canonicalisation, so ask its support."),
  certificateExpired: certificates(`${SIGNING}, click *New Certificate* and *Save*, configure it in the application too, and then choose *Make certificate active*.`),
  clock: protocol("Entra ID adds no buffer to the start of an assertion, and has no clock that you could set: correct the clock of the application's server."),
  encryptAssertion: encryption("In the app's *Token encryption*, click *Import Certificate*, import the application's certificate, and choose *Activate token encryption*; this needs Entra ID P1 or P2."),
  encryptionAlgorithm: signing(`${SIGNING} and set *Signing Option* to *Sign SAML response and assertion*, because Microsoft's page on token encryption offers no choice of the cipher.`),
  encryptionCertificate: encryption("In the app's *Token encryption*, import the certificate of the application's decryption key and activate it, or choose *Deactivate token encryption*."),
  fewerAttributes: claims(`${CLAIMS} and take out claims that the application does not need, above all groups.`),
  forceAuthn: protocol("Entra ID honours ForceAuthn without a setting, so make sure that the request of the application really carries it."),
  idpInitiated: hide("Let people start at the application, not at My Apps: in the app's *Properties*, *Visible to users?* set to *No* hides it there."),
  issuer: basic("In the app's *Single sign-on*, in the section *Set up*, copy *Microsoft Entra Identifier* into the application's connection, with the slash at its end."),
  keyTransport: encryption("Microsoft's page on token encryption offers no choice of the key transport, so ask its support."),
  lifetime: lifetimes("Give the app a token lifetime policy with a shorter AccessTokenLifetime, with Microsoft Graph; Entra ID adds five minutes to it."),
  log: signIns("Look for this login in *Monitoring & health › Sign-in logs*, which have an error code for it."),
  logoutUrl: logout("Register {expected} as the logout URL of the app; Entra ID sends logout messages there by redirect only."),
  metadata: certificates("In the app's *Single sign-on*, under *SAML Signing Certificate*, take the federation metadata."),
  nameId: claims(`${CLAIMS}, open the claim for the name identifier, and choose a source attribute that every user has, such as the e-mail address.`),
  nameIdFormat: claims(`${CLAIMS}, open the claim for the name identifier, and under *Choose name identifier format* choose the one for {expected}.`),
  protocol: signing("In the app's *Single sign-on*, choose *SAML* as the single sign-on method."),
  relayState: relayState(`${BASIC} and leave the relay state blank.`),
  session: unverified("Let the user sign in to Entra ID again, and look at the sign-in frequency that Conditional Access sets for the app."),
  signAnything: signing(`${SIGNING} and set *Signing Option* to *Sign SAML response and assertion*.`),
  signAssertion: signing(`${SIGNING} and set *Signing Option* to *Sign SAML assertion*, or to *Sign SAML response and assertion*.`),
  signatureAlgorithm: signing(`${SIGNING} and set *Signing Algorithm* to *SHA-256*.`),
  signedRequests: requests("If the app's *Single sign-on* has *Verification certificates* enabled, upload the certificate that the application signs with there; only RSA-SHA256 is taken."),
  signingCertificate: certificates("In the app's *Single sign-on*, under *SAML Signing Certificate*, download the active certificate and configure that one in the application."),
  signLogout: unverified("No page of Microsoft's was found that names a setting for the signature of logout messages, so ask its support."),
  signResponse: signing(`${SIGNING} and set *Signing Option* to *Sign SAML response and assertion*.`),
};
