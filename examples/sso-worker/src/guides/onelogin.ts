import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const oneLogin: Guide = {
  slug: "onelogin",
  product: "OneLogin",
  names: { issuer: "Issuer URL", ssoUrl: "SAML 2.0 Endpoint (HTTP)", certificate: "X.509 Certificate" },

  steps: ({ entityId, acsUrl, sloUrl, certificateUrl }) => [
    {
      title: "Add the connector",
      content: html`<p>In the OneLogin administration, go to ${way("Applications", "Applications")} and click <b>Add App</b>. Search for <b>SAML Custom Connector (Advanced)</b> and select it. Enter a <b>Display Name</b> and click <b>Save</b>.</p>`,
    },
    {
      title: "Configuration",
      content: html`<p>Open the ${way("Configuration")} tab. The validator is a regular expression, so it is not the same text as the URL: copy it from here.</p>
${fields(
  choice("RelayState", "leave blank"),
  field("Audience (EntityID)", entityId),
  field("Recipient", acsUrl),
  field("ACS (Consumer) URL Validator", onlyMatching(acsUrl)),
  field("ACS (Consumer) URL", acsUrl),
  field("Single Logout URL (optional)", sloUrl),
  choice("SAML initiator", "Service Provider"),
  choice("SAML nameID format", "Email"),
  choice("SAML signature element", "Both"),
)}
<p>Leave the assertion unencrypted, or encrypt it with our certificate, AES and RSA-OAEP. Triple DES is refused, and AES in CBC mode needs the signed response of the setting above.</p>
${fields(field("Certificate, for encryption only", certificateUrl))}`,
    },
    {
      title: "Parameters",
      content: html`<p>On the ${way("Parameters")} tab, check that the value of the NameID is <b>Email</b>. Nothing else is needed.</p>`,
    },
    {
      title: "Copy OneLogin's values into this profile",
      content: html`<p>Open the ${way("SSO")} tab.</p>
${fields(choice("SAML Signature Algorithm", "SHA-256"))}
<p>Save. Then click ${way("More Actions", "SAML Metadata")} and upload the file to this profile. Or copy <b>Issuer URL</b> and <b>SAML 2.0 Endpoint (HTTP)</b>, and the certificate under <b>X.509 Certificate</b>, <b>View Details</b>.</p>`,
    },
    {
      title: "Give people access and test",
      content: html`<p>Give the app to people by their roles or one by one. Then test the connection from this profile.</p>
<p>When you choose another certificate on the <b>SSO</b> tab later, add it to this profile first.</p>`,
    },
  ],

  pitfalls: [
    {
      sign: "OneLogin shows an error about the ACS URL, and never returns to this console.",
      remedy: "The ACS (Consumer) URL Validator does not match. It is a regular expression: dots and slashes are escaped with a backslash. Copy it from above.",
    },
    {
      sign: "The sign-in is refused because of SHA-1.",
      remedy: "Set SAML Signature Algorithm on the SSO tab to SHA-256.",
    },
    {
      sign: "The sign-in is refused because of the recipient or the audience.",
      remedy: "Recipient and Audience (EntityID) are blank or differ. Fill in both from above.",
    },
    {
      sign: "OneLogin says that the person has no access to the app.",
      remedy: "Give the person a role that has the app, or add the app to the person.",
    },
  ],
};

/** A regular expression for this URL and no other. */
const onlyMatching = (url: string): string => `^${url.replace(/[\\/.*+?^${}()|[\]]/g, "\\$&")}$`;
