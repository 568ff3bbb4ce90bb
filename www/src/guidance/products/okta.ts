import { type Guidance, saidBy, unverified } from "../advice.js";

const fields = saidBy("Application Integration Wizard SAML field reference", "https://help.okta.com/oie/en-us/Content/Topics/apps/aiw-saml-reference.htm");
const values = saidBy("Steps on Okta (Make)", "https://developers.make.com/white-label-documentation/manage-login/okta-saml/steps-on-okta");
const certificates = saidBy("Manage signing certificates", "https://help.okta.com/oie/en-us/Content/Topics/Apps/manage-signing-certificates.htm");
const download = saidBy("How to download Okta identity provider metadata and SAML signing certificates", "https://support.okta.com/help/s/article/how-to-download-okta-identity-provider-metadata-and-saml-signing-certificates");
const assign = saidBy("Assign app integrations", "https://help.okta.com/oie/en-us/Content/Topics/Apps/apps-assign-applications.htm");
const assignOne = saidBy("How to Assign Users to Applications", "https://support.okta.com/help/s/article/How-To-Assign-An-User-To-An-Application");

// Read in “Replace a Service Provider Signing Certificate in Okta”, support.okta.com: General › SAML Settings › Edit › Next › Show Advanced Settings.
const SETTINGS = "On the app's *General* tab, edit the *SAML Settings*";
const ADVANCED = `${SETTINGS}, click *Show Advanced Settings*`;

export const okta: Guidance = {
  acsUrl: fields(`${SETTINGS}, set *Single sign-on URL* to {expected}, and keep *Use this for Recipient URL and Destination URL* selected.`),
  assignment: assign("On the app's *Assignments* tab, click *Assign*, choose *Assign to People* or *Assign to Groups*, and assign the user."),
  attributes: fields(`${SETTINGS} and add {expected} under *Attribute Statements*, or under *Group Attribute Statements* if it carries groups.`),
  audience: fields(`${SETTINGS} and set *Audience URI (SP Entity ID)* to {expected}.`),
  authnContext: fields(`${ADVANCED}, and set *Authentication context class* to the one for {expected}.`),
  authnStatement: fields("Use a SAML 2.0 app integration: Okta's field reference has no setting that leaves the AuthnStatement out."),
  canonicalisation: fields("Okta's field reference has no setting for the canonicalisation, so ask Okta's support."),
  certificateExpired: certificates("On the app's *Sign On* tab, under *SAML Signing Certificates*, click *Generate new certificate*, configure it in the application too, and then choose *Activate* in its *Actions*."),
  clock: unverified("Okta runs as a service, with no clock that you could set: correct the clock of the application's server."),
  encryptAssertion: values(`${ADVANCED}, set *Assertion Encryption* to *Encrypted*, and upload the application's certificate as *Encryption Certificate*.`),
  encryptionAlgorithm: fields(`${ADVANCED}, and set *Encryption Algorithm* to AES256-GCM; if it stays AES256-CBC, also set *Response* to *Signed*.`),
  encryptionCertificate: fields(`${ADVANCED}, and upload the certificate of the application's decryption key as *Encryption Certificate*.`),
  fewerAttributes: fields(`${SETTINGS} and let *Group Attribute Statements* match fewer groups.`),
  forceAuthn: fields(`${ADVANCED}, and set *Honor Force Authentication* to *Yes*.`),
  idpInitiated: fields("Let people start at the application, not at Okta's dashboard: in the app's general settings, *App visibility* can hide the app from users."),
  issuer: download("On the app's *Sign On* tab, click *View SAML setup instructions* and copy *Identity Provider Issuer* into the application's connection, exactly as it stands there."),
  keyTransport: values(`${ADVANCED}, and set *Key Transport Algorithm* to *RSA-OAEP*.`),
  lifetime: fields("Okta's field reference has no setting for how long an assertion is valid, so ask Okta's support or allow more in the application."),
  log: assignOne("Look for this login in the *System Log* under *Reports*."),
  logoutUrl: fields(`${ADVANCED}, upload the application's *Signature Certificate*, select *Enable Single Logout*, and set *Single Logout URL* to {expected}.`),
  metadata: download("On the app's *Sign On* tab, under *SAML Signing Certificates*, open *Actions* of the active certificate and choose *View IdP metadata*."),
  nameId: fields(`${SETTINGS} and set *Application username* to a field that every assigned user has, such as the e-mail address with *Name ID format* EmailAddress.`),
  nameIdFormat: fields(`${SETTINGS} and set *Name ID format* to the one for {expected}.`),
  protocol: values("Create the app integration with *SAML 2.0* as its sign-in method."),
  relayState: fields(`${SETTINGS} and leave *Default RelayState* blank.`),
  session: fields("Let the user sign in to Okta again: Okta's field reference has no setting for the end of the session in assertions."),
  signAnything: values(`${ADVANCED}, and set *Response* and *Assertion Signature* to *Signed*.`),
  signAssertion: values(`${ADVANCED}, and set *Assertion Signature* to *Signed*.`),
  signatureAlgorithm: values(`${ADVANCED}, and set *Signature Algorithm* to *RSA-SHA256* and *Digest Algorithm* to *SHA256*.`),
  signedRequests: fields("If *Signed Requests* is selected in the advanced *SAML Settings* of the app, upload the certificate that the application signs with as *Signature Certificate*."),
  signingCertificate: download("On the app's *Sign On* tab, under *SAML Signing Certificates*, open *Actions* of the active certificate, click *Download certificate*, and configure that one in the application."),
  signLogout: fields("Okta's field reference has no setting for the signature of logout messages, so ask Okta's support."),
  signResponse: values(`${ADVANCED}, and set *Response* to *Signed*.`),
};
