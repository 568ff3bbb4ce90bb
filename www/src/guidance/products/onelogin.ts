import { type Guidance, saidBy, unverified } from "../advice.js";

const connector = saidBy("OneLogin (ConfigCat)", "https://configcat.com/docs/advanced/team-management/saml/identity-providers/onelogin/");
const walkthrough = saidBy("How to setup OneLogin as an Identity Provider (Workstars)", "https://support.workstars.com/hc/en-gb/articles/8166534041873");
const parameters = saidBy("Use OneLogin for SSO authentication (Kobiton)", "https://docs.kobiton.com/organization/sso-authentication/use-onelogin");
const access = saidBy("Configuring SAML (OneLogin, KB0010780)", "https://onelogin.service-now.com/kb_view_customer.do?sysparm_article=KB0010780");
const events = saidBy("Events (OneLogin, KB0010422)", "https://onelogin.service-now.com/kb_view_customer.do?sysparm_article=KB0010422");
const metadata = saidBy("Configuring SSO with OneLogin (Aampe)", "https://kb.aampe.com/developer-guide/sso/sso_onelogin");
const logout = saidBy("Spring Security SAML demo for OneLogin", "https://github.com/yo1000/spring-boot-security-saml-onelogin-demo");

// In the administration: Applications › Applications › the app, which is a SAML Custom Connector (Advanced).
const CONFIGURATION = "On the app's *Configuration* tab";

export const oneLogin: Guidance = {
  acsUrl: walkthrough(`${CONFIGURATION}, set *ACS (Consumer) URL* and *Recipient* to {expected}, and let the regular expression *ACS (Consumer) URL Validator* match it.`),
  assignment: access("On the app's *Access* tab, select a role that the user has."),
  attributes: parameters("On the app's *Parameters* tab, add {expected}, choose its value, and select *Include in SAML assertion*."),
  audience: walkthrough(`${CONFIGURATION}, set *Audience (EntityID)* to {expected}.`),
  authnContext: unverified("No page of OneLogin's was found that names a setting for the authentication context, so ask for none, or list the found one in the application's connection."),
  authnStatement: unverified("Use the connector for SAML 2.0; no page of OneLogin's was found that names a setting for the AuthnStatement."),
  canonicalisation: unverified("No page of OneLogin's was found that names a setting for the canonicalisation, so ask its support."),
  certificateExpired: unverified("On the app's *SSO* tab, choose another *X.509 Certificate*, after the application has it too."),
  clock: unverified("OneLogin runs as a service, with no clock that you could set: correct the clock of the application's server."),
  encryptAssertion: unverified(`${CONFIGURATION}, select the encryption of the assertion and give it the application's certificate.`),
  encryptionAlgorithm: unverified(`${CONFIGURATION}, choose AES and not Triple DES to encrypt with, and set *SAML signature element* to *Both*, so that AES in CBC mode is accepted.`),
  encryptionCertificate: unverified(`${CONFIGURATION}, give the certificate of the application's decryption key to encrypt with, or switch the encryption off.`),
  fewerAttributes: parameters("On the app's *Parameters* tab, take out what the application does not need, above all roles and groups."),
  forceAuthn: unverified("No page of OneLogin's was found that names a setting for ForceAuthn, so look at the sign-in policy of the app."),
  idpInitiated: connector(`${CONFIGURATION}, set *SAML initiator* to *Service Provider*.`),
  issuer: walkthrough("On the app's *SSO* tab, copy *Issuer URL* into the application's connection, exactly as it stands there."),
  keyTransport: unverified("No page of OneLogin's was found that names a setting for the key transport, so ask its support, or switch the encryption off."),
  lifetime: unverified(`${CONFIGURATION}, lower the minutes for which an assertion is valid.`),
  log: events("Look for this login in *Activity › Events*."),
  logoutUrl: logout(`${CONFIGURATION}, set *Single Logout URL* to {expected}.`),
  metadata: metadata("In the app, open *More Actions* and click *SAML Metadata*."),
  nameId: connector("On the app's *Parameters* tab, set the value of the NameID to a field that every user has, such as *Email*."),
  nameIdFormat: connector(`${CONFIGURATION}, set *SAML nameID format* to the one for {expected}.`),
  protocol: connector("Add the app as *SAML Custom Connector (Advanced)*: it speaks SAML 2.0."),
  relayState: logout(`${CONFIGURATION}, leave *RelayState* blank.`),
  session: unverified("Let the user sign in to OneLogin again, and look at the session length on the app's *Configuration* tab."),
  signAnything: connector(`${CONFIGURATION}, set *SAML signature element* to *Both*.`),
  signAssertion: connector(`${CONFIGURATION}, set *SAML signature element* to *Assertion* or *Both*.`),
  signatureAlgorithm: walkthrough("On the app's *SSO* tab, set *SAML Signature Algorithm* to *SHA-256*."),
  signedRequests: unverified("No page of OneLogin's was found that names a setting for signed requests, so send them unsigned, or ask its support."),
  signingCertificate: walkthrough("On the app's *SSO* tab, click *View Details* below *X.509 Certificate*, download it, and configure that one in the application."),
  signLogout: unverified(`${CONFIGURATION}, select the signing of logout requests and of logout responses.`),
  signResponse: connector(`${CONFIGURATION}, set *SAML signature element* to *Both*.`),
};
