import { type Guidance, saidBy, unverified } from "../advice.js";

const client = saidBy("Server Administration Guide: Creating a SAML client", "https://www.keycloak.org/docs/latest/server_admin/#_client-saml-configuration");
const keys = saidBy("Server Administration Guide: Configuring realm keys", "https://www.keycloak.org/docs/latest/server_admin/#realm_keys");
const events = saidBy("Server Administration Guide: Auditing user events", "https://www.keycloak.org/docs/latest/server_admin/#_auditing_user_events");

const SETTINGS = "On the client's *Settings* tab";
const ADVANCED = "On the client's *Advanced* tab";
const KEYS = "On the client's *Keys* tab";

export const keycloak: Guidance = {
  acsUrl: client(`${ADVANCED}, set *Assertion Consumer Service POST Binding URL* to {expected}.`),
  assignment: unverified("Keycloak lets every user of the realm use a client, unless an authentication flow of the client asks for a role: look at that flow, and at the event log."),
  attributes: unverified("In the client's scopes, add a mapper that sends {expected}."),
  audience: client(`${SETTINGS}, set *Client ID* to {expected}.`),
  authnContext: unverified("No page of Keycloak's was found that says how a SAML client chooses the authentication context, so ask for none, or list the found one in the application's connection."),
  authnStatement: client(`${SETTINGS}, switch *Include AuthnStatement* on.`),
  canonicalisation: client(`${SETTINGS}, set *Canonicalization Method* to an exclusive one.`),
  certificateExpired: keys("In *Realm settings › Keys*, on the *Providers* tab, add a provider with a higher *Priority*, and configure its certificate in the application first: Keycloak signs with it at once."),
  clock: unverified("Set the clock of the Keycloak server by NTP."),
  encryptAssertion: client(`${KEYS}, switch *Encrypt Assertions* on and import the application's certificate.`),
  encryptionAlgorithm: client(`${SETTINGS}, switch *Sign Documents* on, so that what Keycloak encrypts in CBC mode is accepted, or choose AES in GCM mode where your version offers it.`),
  encryptionCertificate: client(`${KEYS}, import the certificate of the application's decryption key below *Encrypt Assertions*, or switch that off.`),
  fewerAttributes: unverified("In the client's scopes, take out mappers that the application does not need, above all those that send roles and groups."),
  forceAuthn: unverified("No page of Keycloak's was found that names a setting for ForceAuthn of a client, so make sure that the request of the application really carries it."),
  idpInitiated: client(`${SETTINGS}, leave *IDP-Initiated SSO URL name* empty: that switches it off.`),
  issuer: unverified("The Issuer is the address of the realm, such as https://keycloak.example.com/realms/name, without a slash at its end: write it so into the application's connection."),
  keyTransport: unverified("Choose RSA-OAEP where your version of Keycloak offers the choice, or switch *Encrypt Assertions* off on the client's *Keys* tab."),
  lifetime: unverified("Lower how long assertions are valid, in the advanced settings of the client or for the whole realm."),
  log: events("Look for this login in the server's log, or in *Events* of the realm, where errors of users are shown."),
  logoutUrl: client(`${ADVANCED}, set *Logout Service Redirect Binding URL*, or the one for POST, to {expected}.`),
  metadata: unverified("Take it from /protocol/saml/descriptor below the address of the realm; the settings of the realm have a link to it."),
  nameId: client(`${SETTINGS}, set *Name ID Format* to email, switch *Force Name ID Format* on, and see that every user has an e-mail address.`),
  nameIdFormat: client(`${SETTINGS}, set *Name ID Format* to the one for {expected}, and switch *Force Name ID Format* on.`),
  protocol: client("In *Clients › Create client*, set *Client type* to *SAML*."),
  relayState: client(`${SETTINGS}, leave *IDP Initiated SSO Relay State* empty.`),
  session: client("Let the user sign in to Keycloak again; *Include AuthnStatement* on the client's *Settings* tab sends the end of the session, which the realm sets."),
  signAnything: client(`${SETTINGS}, switch *Sign Documents* and *Sign Assertions* on.`),
  signAssertion: client(`${SETTINGS}, switch *Sign Assertions* on.`),
  signatureAlgorithm: client(`${SETTINGS}, set *Signature Algorithm* to RSA_SHA256: those with SHA1 are deprecated.`),
  signedRequests: client("If *Client Signature Required* is on, on the client's *Keys* tab, import the certificate that the application signs with there, or switch it off."),
  signingCertificate: keys("In *Realm settings › Keys*, click *Certificate* of the active RSA key, and configure that one in the application."),
  signLogout: client(`${SETTINGS}, switch *Sign Documents* on.`),
  signResponse: client(`${SETTINGS}, switch *Sign Documents* on.`),
};
