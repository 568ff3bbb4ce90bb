import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const adFs: Guide = {
  slug: "ad-fs",
  product: "AD FS",
  names: { issuer: "Federation Service identifier", ssoUrl: "https://<host>/adfs/ls/", certificate: "Token-signing certificate" },

  steps: ({ entityId, acsUrl, metadataUrl, certificateUrl }) => [
    {
      title: "Add a relying party trust from our metadata",
      content: html`<p>In Server Manager, open ${way("Tools", "AD FS Management")}. Under <b>Actions</b>, click <b>Add Relying Party Trust</b>. Choose <b>Claims aware</b> and click <b>Start</b>.</p>
<p>Choose <b>Import data about the relying party published online or on a local network</b>.</p>
${fields(field("Federation metadata address (host name or URL)", metadataUrl))}
<p>If the server may not reach the internet, download that address as a file elsewhere and import the file, or do the next step. Then enter a display name, choose an access control policy, and finish.</p>`,
    },
    {
      title: "Or enter it by hand",
      content: html`<p>Choose <b>Enter data about the relying party manually</b> instead. On <b>Configure Certificate</b>, leave the encryption certificate out, unless you want encryption.</p>
${fields(
  choice("Enable support for the SAML 2.0 WebSSO protocol", "selected"),
  field("Relying party SAML 2.0 SSO service URL", acsUrl),
  field("Relying party trust identifier", entityId),
  field("Certificate, for encryption only", certificateUrl),
)}`,
    },
    {
      title: "Claim rule 1: read the e-mail address",
      content: html`<p>Under <b>Relying Party Trusts</b>, right-click the new trust and click <b>Edit Claim Issuance Policy</b>, then <b>Add Rule</b>.</p>
${fields(
  choice("Claim rule template", "Send LDAP Attributes as Claims"),
  choice("Attribute store", "Active Directory"),
  choice("LDAP Attribute", "E-Mail-Addresses"),
  choice("Outgoing Claim Type", "E-Mail Address"),
)}`,
    },
    {
      title: "Claim rule 2: send it as the Name ID",
      content: html`<p>Click <b>Add Rule</b> again. This rule has to come after the first.</p>
${fields(
  choice("Claim rule template", "Transform an Incoming Claim"),
  choice("Incoming claim type", "E-Mail Address"),
  choice("Outgoing claim type", "Name ID"),
  choice("Outgoing name ID format", "Email"),
  choice("Pass through all claim values", "selected"),
)}`,
    },
    {
      title: "Signatures",
      content: html`<p>Open <b>Properties</b> of the trust, tab <b>Advanced</b>.</p>
${fields(choice("Secure hash algorithm", "SHA-256"))}
<p>AD FS signs the assertion only. Let it sign the response as well, in PowerShell on the primary server. It is required when AD FS encrypts, and AD FS does encrypt as soon as the trust has an encryption certificate, as it does after an import of metadata:</p>
<pre><code>Set-AdfsRelyingPartyTrust -TargetIdentifier "${entityId}" -SamlResponseSignature MessageAndAssertion</code></pre>`,
    },
    {
      title: "Copy the values of AD FS into this profile",
      content: html`<p>The simplest way is the metadata of AD FS, if it can be reached from the internet: <code>https://&lt;your AD FS host&gt;/FederationMetadata/2007-06/FederationMetadata.xml</code>. Otherwise open that address inside your network, save the file and upload it here.</p>
<p>By hand: the <b>Federation Service identifier</b> is in the federation service properties (usually <code>http://&lt;your AD FS host&gt;/adfs/services/trust</code>, with http), the sign-on URL is <code>https://&lt;your AD FS host&gt;/adfs/ls/</code>, and the certificate is the primary one for token-signing under ${way("Service", "Certificates")}. Export it as Base-64 encoded X.509.</p>`,
    },
    {
      title: "Test, and plan for the yearly change of the certificate",
      content: html`<p>Test the connection from this profile.</p>
<p>AD FS renews its token-signing certificate by itself every year. It makes the new one some days before the old one expires and soon begins to sign with it. A profile with a metadata address follows. Without one, watch the dates with <code>Get-AdfsCertificate -CertificateType Token-Signing</code> and add the new certificate here as soon as it exists.</p>`,
    },
  ],

  pitfalls: [
    {
      sign: "Once a year every sign-in fails, because the signature cannot be verified.",
      remedy: "AD FS has begun to use its new token-signing certificate. Add it to this profile, and give the profile the metadata address if AD FS can be reached from the internet.",
    },
    {
      sign: "AD FS shows “An error occurred” after the password, and the event log has a line about a NameIDPolicy that was not satisfied.",
      remedy: "The trust sends no Name ID in the format Email. Check both claim rules and their order, and that the person has an e-mail address in Active Directory.",
    },
    {
      sign: "The sign-in is refused here because the assertion is encrypted in a way that is not safe without a signed response.",
      remedy: "Run the PowerShell command above, or remove the certificate on the Encryption tab of the trust.",
    },
    {
      sign: "The sign-in is refused because it is not valid yet.",
      remedy: "The clock of the AD FS server is fast. Correct it; as a stopgap, set -NotBeforeSkew 1 on the trust with Set-AdfsRelyingPartyTrust.",
    },
    {
      sign: "The sign-in is refused because of SHA-1.",
      remedy: "Set Secure hash algorithm to SHA-256 on the Advanced tab of the trust.",
    },
  ],
};
