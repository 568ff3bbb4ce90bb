import { type Guidance, saidBy, unverified } from "../advice.js";

const setUp = saidBy("Set up your own custom SAML app", "https://support.google.com/a/answer/6087519");
const certificates = saidBy("Maintain SAML certificates", "https://support.google.com/a/answer/7394709");
const errors = saidBy("SAML app error messages", "https://support.google.com/a/answer/6301076");
const events = saidBy("SAML log events", "https://support.google.com/a/answer/7007375");
const walkthrough = saidBy("Google Workspace SAML set-up (Workstars)", "https://support.workstars.com/hc/en-gb/articles/8169751344145");
const noLogout = saidBy("Set up Google Workspace (Aranda)", "https://docs.arandasoft.com/common/en/pages/modulo_autenticacion_externa/obtener_datos_google.html");

// In the Admin console: Apps › Web and mobile apps › the app.
const DETAILS = "In *Apps › Web and mobile apps*, open the app's *Service provider details*";

export const googleWorkspace: Guidance = {
  acsUrl: setUp(`${DETAILS} and set *ACS URL* to {expected}, which must begin with https.`),
  assignment: errors("In *Apps › Web and mobile apps*, open the app, click *User access*, and turn it on for everyone or for the user's organisational unit."),
  attributes: setUp("In *Apps › Web and mobile apps*, open the app's attribute mapping and map a field of the directory to {expected}."),
  audience: setUp(`${DETAILS} and set *Entity ID* to {expected}; upper and lower case count.`),
  authnContext: unverified("No page of Google's was found that names a setting for the authentication context, so ask for none, or list the one that Google sends in the application's connection."),
  authnStatement: unverified("Use Google's single sign-on for SAML apps; no page of Google's was found that names a setting for the AuthnStatement."),
  canonicalisation: unverified("No page of Google's was found that names a setting for the canonicalisation, so ask its support."),
  certificateExpired: certificates("In *Security › Authentication › SSO with SAML applications*, add a second certificate, configure it in the application, and then choose it for the app; this needs a super administrator."),
  clock: unverified("Google runs as a service, with no clock that you could set: correct the clock of the application's server."),
  encryptAssertion: unverified("No page of Google's was found that names a setting for encryption, so do not ask Google for encrypted assertions."),
  encryptionAlgorithm: unverified("No page of Google's was found that names a setting for encryption: look at what really sent this message."),
  encryptionCertificate: unverified("No page of Google's was found that names a setting for encryption: look at what really sent this message."),
  fewerAttributes: setUp("In *Apps › Web and mobile apps*, open the app's attribute mapping and take out what the application does not need, above all groups."),
  forceAuthn: unverified("No page of Google's was found that names a setting for ForceAuthn, so do not ask Google for it."),
  idpInitiated: unverified("Let people start at the application, not at Google's app launcher: the tile there starts the login at Google."),
  issuer: setUp("Where the app is set up, on *Google Identity Provider details*, copy the *Entity ID* into the application's connection: it is Google's own and not that of the service provider."),
  keyTransport: unverified("No page of Google's was found that names a setting for encryption: look at what really sent this message."),
  lifetime: unverified("No page of Google's was found that names a setting for how long an assertion is valid, so allow more in the application."),
  log: events("Look for this login in *Reporting › Audit and investigation › SAML log events*, which have a failure type for it; it may take an hour to be there."),
  logoutUrl: noLogout("Google does not support single logout for SAML apps, so leave it out of the application's connection."),
  metadata: setUp("Where the app is set up, on *Google Identity Provider details*, download the IdP metadata."),
  nameId: walkthrough(`${DETAILS} and set *Name ID* to *Basic Information > Primary email*.`),
  nameIdFormat: walkthrough(`${DETAILS} and set *Name ID format* to the one for {expected}.`),
  protocol: setUp("In *Apps › Web and mobile apps*, click *Add app* and then *Add custom SAML app*: it speaks SAML 2.0."),
  relayState: setUp(`${DETAILS} and leave *Start URL* blank: Google sends it as RelayState.`),
  session: unverified("Let the user sign in to Google again; no page of Google's was found that names a setting for the end of the session in assertions."),
  signAnything: setUp(`${DETAILS} and select *Signed response*; without it Google signs the assertion only.`),
  signAssertion: setUp(`${DETAILS} and clear *Signed response*: then Google signs the assertion; whether it signs both otherwise is not documented.`),
  signatureAlgorithm: unverified("No page of Google's was found that names a setting for the signature algorithm, so ask its support."),
  signedRequests: unverified("No page of Google's was found that names a setting for signed requests, so send them unsigned."),
  signingCertificate: certificates("In *Security › Authentication › SSO with SAML applications*, download the certificate that the app uses and configure that one in the application."),
  signLogout: noLogout("Google does not support single logout for SAML apps: look at what really sent this message."),
  signResponse: setUp(`${DETAILS} and select *Signed response*.`),
};
