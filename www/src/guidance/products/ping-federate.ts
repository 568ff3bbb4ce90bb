import { type Guidance, saidBy, unverified } from "../advice.js";

const GUIDE = "https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide";
const acs = saidBy("Setting Assertion Consumer Service URLs", `${GUIDE}/help_spprotocolsettingstasklet_assertionconsumerservicestate.html`);
const signature = saidBy("Defining signature policy (SAML)", `${GUIDE}/help_spprotocolsettingstasklet_spsignaturepolicystate.html`);
const encryption = saidBy("Configuring XML encryption policy (SAML 2.0)", `${GUIDE}/help_spprotocolsettingstasklet_selectspxmlassertionencryptionstate.html`);
const encryptionCertificate = saidBy("Selecting an encryption certificate", `${GUIDE}/help_sp_credentialstasklet_selectxmlencryptioncertstate.html`);
const signing = saidBy("Configuring digital signatures for service provider connections", `${GUIDE}/pf_configuring_digital_signatures_service_provider_connections.html`);
const verification = saidBy("Signature verification settings", `${GUIDE}/help_sp_credentialstasklet_signatureverificationsettingsstate.html`);
const contract = saidBy("Setting up an attribute contract", `${GUIDE}/help_assertioncreationtasklet_createattributecontractstate.html`);
const stsContract = saidBy("Defining an attribute contract for IdP STS", `${GUIDE}/help_wstrustsptokencreationtasklet_wstrustattributecontractstate.html`);
const lifetime = saidBy("Setting an SSO token lifetime", `${GUIDE}/help_spbrowserssotasklet_configassertionlifetimestate.html`);
const logout = saidBy("Specifying SLO service URLs (SAML 2.0)", `${GUIDE}/help_spprotocolsettingstasklet_sloserviceurlconfigstate.html`);
const criteria = saidBy("Defining issuance criteria for IdP Browser SSO", `${GUIDE}/pf_defining_issuance_criteria_idp_browser_sso.html`);
const browserSso = saidBy("Configure IdP Browser SSO", `${GUIDE}/help_spconnectionconfigtasklet_spbrowserssostate.html`);
const profiles = saidBy("Selecting SAML profiles", `${GUIDE}/help_idpbrowserssotasklet_selectsamlprofilesstate.html`);
const general = saidBy("Identifying the SP", "https://docs.pingidentity.com/pingfederate/12.0/administrators_reference_guide/help_spconnectionconfigtasklet_generalinfostate.html");
const logs = saidBy("PingFederate log files", `${GUIDE}/pf_pf_log_files.html`);
const endpoints = saidBy("IdP protocol endpoints", `${GUIDE}/help_idp_protocol_endpoints.html`);

// Everything is under Applications › Integration › SP Connections › the connection.
const PROTOCOL = "In the SP connection, in *Protocol Settings*";
const CREDENTIALS = "In the SP connection, in *Credentials*";
const CONTRACT = "In the SP connection, in *Assertion Creation*, on the *Attribute Contract* tab";

export const pingFederate: Guidance = {
  acsUrl: acs(`${PROTOCOL}, on the *Assertion Consumer Service URL* tab, set the endpoint of the POST binding to {expected}.`),
  assignment: criteria("In the SP connection, look at the *Issuance Criteria*: they say who may sign in, and one of them may refuse this user."),
  attributes: contract(`${CONTRACT}, add {expected}, whose upper and lower case count, and then say where its value comes from.`),
  audience: general("In the SP connection, on the *General Info* tab, set *Partner's Entity ID* to {expected}."),
  authnContext: stsContract("Map the attribute SAML_AUTHN_CTX of the contract to {expected}; the page describes it for WS-Trust, so try it for this connection first."),
  authnStatement: browserSso("In *Applications › Integration › SP Connections*, use *Browser SSO* for the application."),
  canonicalisation: unverified("No page of Ping Identity's was found that names a setting for the canonicalisation, so ask its support."),
  certificateExpired: signing(`${CREDENTIALS}, on the *Digital Signature Settings* tab, choose a new *Signing Certificate*, after the application has it too.`),
  clock: lifetime("Set the clock of the PingFederate server by NTP; *Minutes Before* and *Minutes After* of the SSO token lifetime bridge small differences."),
  encryptAssertion: encryption(`${PROTOCOL}, on the *Encryption Policy* tab, choose *The entire assertion*.`),
  encryptionAlgorithm: encryptionCertificate(`${CREDENTIALS}, on the *Select XML Encryption Certificate* tab, set *Block Encryption Algorithm* to AES in GCM mode, if your version offers it; otherwise sign the Response too.`),
  encryptionCertificate: encryptionCertificate(`${CREDENTIALS}, on the *Select XML Encryption Certificate* tab, choose the certificate of the application's decryption key.`),
  fewerAttributes: contract(`${CONTRACT}, take out what the application does not need, above all groups.`),
  forceAuthn: unverified("Look at the adapter or authentication policy of the connection: it must ask for the password again when the request says so."),
  idpInitiated: profiles("In the SP connection, in *Browser SSO*, on the *SAML Profiles* tab, leave IdP-initiated SSO out, and let people start at the application."),
  issuer: general("Copy the entity ID from *System › Server › Protocol Settings › Federation Info* into the application's connection, or the virtual server ID if the SP connection has one on its *General Info* tab."),
  keyTransport: encryptionCertificate(`${CREDENTIALS}, on the *Select XML Encryption Certificate* tab, set *Key Transport Algorithm* to *RSA-OAEP*.`),
  lifetime: lifetime("In the SP connection, on the *Assertion Lifetime* tab, lower *Minutes After*; both fields are 5 by default."),
  log: logs("Look for this login in server.log, in the folder for logs of the PingFederate server."),
  logoutUrl: logout(`${PROTOCOL}, on the *SLO Service URLs* tab, set *Endpoint URL* to {expected}.`),
  metadata: endpoints("Export the metadata of the SP connection: it holds the endpoints that are configured for it."),
  nameId: contract(`${CONTRACT}, look at SAML_SUBJECT, and let it be fulfilled with a value that every user has, such as the e-mail address.`),
  nameIdFormat: contract(`${CONTRACT}, set the subject name format of SAML_SUBJECT to {expected}.`),
  protocol: browserSso("In *Applications › Integration › SP Connections*, make the connection with *Browser SSO* and SAML 2.0."),
  relayState: unverified("Look at the link that starts the login: what it gives as target comes to the application as RelayState."),
  session: acs("SessionNotOnOrAfter is written by a message customisation of the connection, if there is one: look at it, and let the user sign in again."),
  signAnything: signature(`${PROTOCOL}, on the *Signature Policy* tab, select *Always Sign Assertion* and *Sign Response As Required*.`),
  signAssertion: signature(`${PROTOCOL}, on the *Signature Policy* tab, select *Always Sign Assertion*.`),
  signatureAlgorithm: signing(`${CREDENTIALS}, on the *Digital Signature Settings* tab, set the signing algorithm to RSA SHA256.`),
  signedRequests: verification("If *Require Authn Requests to be Signed* is selected on the *Signature Policy* tab, configure the application's certificate in *Signature Verification Settings*."),
  signingCertificate: signing(`${CREDENTIALS}, on the *Digital Signature Settings* tab, look which *Signing Certificate* is chosen, and configure that one in the application.`),
  signLogout: signing("PingFederate signs logout messages by POST and redirect with the *Signing Certificate* of the connection, so look at what was sent, and by which binding."),
  signResponse: signature(`${PROTOCOL}, on the *Signature Policy* tab, select *Sign Response As Required*.`),
};
