import { type Guidance, saidBy, unverified } from "../advice.js";

const LEARN = "https://learn.microsoft.com/en-us";
const cmdlet = saidBy("Set-AdfsRelyingPartyTrust", `${LEARN}/powershell/module/adfs/set-adfsrelyingpartytrust`);
const endpoint = saidBy("New-AdfsSamlEndpoint", `${LEARN}/powershell/module/adfs/new-adfssamlendpoint`);
const trust = saidBy("Create a Relying Party Trust", `${LEARN}/windows-server/identity/ad-fs/operations/create-a-relying-party-trust`);
const transform = saidBy("Create a Rule to Transform an Incoming Claim", `${LEARN}/windows-server/identity/ad-fs/operations/create-a-rule-to-transform-an-incoming-claim`);
const hash = saidBy("Change signature hash algorithm for Microsoft 365 relying party trust", `${LEARN}/azure/active-directory/active-directory-federation-sha256-guidance`);
const certificates = saidBy("Obtain and configure token signing and token decryption certificates for AD FS", `${LEARN}/windows-server/identity/ad-fs/operations/configure-ts-td-certs-ad-fs`);
const logging = saidBy("Troubleshoot Active Directory Federation Services with events and logging", `${LEARN}/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-logging`);
const access = saidBy("Add Access Control Policy to a Relying Party Application", "https://help.okta.com/en-us/Content/topics/integrations/adfs-okta-int-access-control.htm");

const SET = "In PowerShell, run ~Set-AdfsRelyingPartyTrust~ for the trust";
const CLAIMS = "Under *Relying Party Trusts*, right-click the trust, click *Edit Claim Issuance Policy*";

export const adFs: Guidance = {
  acsUrl: endpoint("In PowerShell, make an endpoint with ~New-AdfsSamlEndpoint -Binding POST -Protocol SAMLAssertionConsumer -Uri~ {expected}, and give it to the trust, together with its other endpoints, with ~Set-AdfsRelyingPartyTrust -SamlEndpoint~."),
  assignment: access("Under *Relying Party Trusts*, right-click the trust, click *Edit Access Control Policy*, and choose a policy that permits the user."),
  attributes: transform(`${CLAIMS}, and under *Issuance Transform Rules* click *Add Rule* to send {expected}.`),
  audience: cmdlet(`${SET} with ~-Identifier~ {expected}.`),
  authnContext: unverified("Look at which authentication methods AD FS offers for the trust, or list the found class in the application's connection."),
  authnStatement: trust("In the relying party trust, *Enable support for the SAML 2.0 WebSSO protocol* is what signs users in; use that."),
  canonicalisation: cmdlet("~Set-AdfsRelyingPartyTrust~ has no parameter for the canonicalisation, so ask Microsoft's support."),
  certificateExpired: certificates("Look at the dates with ~Get-AdfsCertificate -CertificateType Token-Signing~, and configure the new certificate in the application: AD FS renews it by itself unless AutoCertificateRollover is off."),
  clock: cmdlet("Set the clock of the AD FS server by NTP; until then, ~Set-AdfsRelyingPartyTrust -NotBeforeSkew~ lets assertions of the trust begin earlier."),
  encryptAssertion: cmdlet(`${SET} with ~-EncryptionCertificate~ and the application's certificate, and with ~-EncryptClaims $True~.`),
  encryptionAlgorithm: cmdlet(`${SET} with ~-SamlResponseSignature MessageAndAssertion~, so that AES in CBC mode is accepted: the cmdlet has no parameter for the cipher.`),
  encryptionCertificate: cmdlet(`${SET} with ~-EncryptionCertificate~ and the certificate of the application's decryption key, or with ~-EncryptClaims $False~.`),
  fewerAttributes: transform(`${CLAIMS}, and take out rules that the application does not need, above all those that send groups.`),
  forceAuthn: cmdlet(`${SET} with ~-AlwaysRequireAuthentication $True~, if AD FS does not ask again by itself.`),
  idpInitiated: unverified("Let people start at the application, not at the sign-in page of AD FS."),
  issuer: unverified("Copy the Federation Service identifier from the properties of the federation service into the application's connection; it usually begins with http, not https."),
  keyTransport: cmdlet("~Set-AdfsRelyingPartyTrust~ has no parameter for the key transport, so ask Microsoft's support, or switch the encryption off with ~-EncryptClaims $False~."),
  lifetime: cmdlet(`${SET} with ~-TokenLifetime~ and the minutes that the application allows; by default it is 60.`),
  log: logging("Look for this login in the Event Viewer, in *Applications and Services Log › AD FS › Admin*."),
  logoutUrl: endpoint("In PowerShell, make an endpoint with ~New-AdfsSamlEndpoint -Binding Redirect -Protocol SAMLLogout -Uri~ {expected}, and give it to the trust, together with its other endpoints, with ~Set-AdfsRelyingPartyTrust -SamlEndpoint~."),
  metadata: unverified("Take it from /FederationMetadata/2007-06/FederationMetadata.xml on the AD FS server."),
  nameId: transform(`${CLAIMS}, and add a rule from the template *Transform an Incoming Claim* whose *Outgoing claim type* is Name ID, after a rule that reads a value which every user has.`),
  nameIdFormat: transform(`${CLAIMS}, and in the rule of the template *Transform an Incoming Claim* whose *Outgoing claim type* is Name ID choose the format for {expected}.`),
  protocol: trust("In the relying party trust, use *Enable support for the SAML 2.0 WebSSO protocol* and not WS-Federation."),
  relayState: unverified("Start the login at the application: AD FS sends a RelayState of its own only where a link asks for it."),
  session: unverified("Let the user sign in to AD FS again, and look at how long its sessions last."),
  signAnything: cmdlet(`${SET} with ~-SamlResponseSignature MessageAndAssertion~.`),
  signAssertion: cmdlet(`${SET} with ~-SamlResponseSignature AssertionOnly~ or MessageAndAssertion.`),
  signatureAlgorithm: hash("Under *Relying Party Trusts*, right-click the trust, choose *Properties*, and on the *Advanced* tab set the secure hash algorithm to SHA-256."),
  signedRequests: cmdlet("If the trust requires signed requests, run ~Set-AdfsRelyingPartyTrust~ for it with ~-RequestSigningCertificate~ and the certificate that the application signs with, or with ~-SignedSamlRequestsRequired $False~."),
  signingCertificate: certificates("Look at the token-signing certificates with ~Get-AdfsCertificate -CertificateType Token-Signing~, and configure the primary one in the application: AD FS changes it by itself."),
  signLogout: unverified("No page of Microsoft's was found that names a setting for the signature of logout messages, so look at the event log of AD FS."),
  signResponse: cmdlet(`${SET} with ~-SamlResponseSignature MessageAndAssertion~.`),
};
