import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const pingFederate: Guide = {
  slug: "ping-federate",
  product: "PingFederate",
  names: { issuer: "SAML 2.0 Entity ID", ssoUrl: "<base URL>/idp/SSO.saml2", certificate: "Signing certificate" },

  steps: ({ entityId, acsUrl, sloUrl, metadataUrl, certificateUrl }) => [
    {
      title: "Create an SP connection",
      content: html`<p>In the administrative console, go to ${way("Applications", "Integration", "SP Connections")} and click <b>Create Connection</b>.</p>
${fields(
  choice("Connection Template", "Do not use a template for this connection"),
  choice("Connection Type", "Browser SSO Profiles"),
  choice("Protocol", "SAML 2.0"),
  choice("Connection Options", "Browser SSO"),
)}`,
    },
    {
      title: "Import Metadata and General Info",
      content: html`<p>On <b>Import Metadata</b>, choose the URL, or a file that you have downloaded from there. The next steps are then filled in and need only be compared.</p>
${fields(field("Metadata URL", metadataUrl))}
<p>Without metadata, go on to <b>General Info</b>:</p>
${fields(field("Partner's Entity ID", entityId), choice("Connection Name", "a name of your choice"))}`,
    },
    {
      title: "Browser SSO: profiles and assertion",
      content: html`<p>On <b>Browser SSO</b>, click <b>Configure Browser SSO</b>.</p>
${fields(choice("SAML Profiles", "SP-Initiated SSO"), choice("Assertion Lifetime", "leave as it is"))}
<p>Select <b>IdP-Initiated SSO</b> too only if this profile allows it. On <b>Assertion Creation</b>, click <b>Configure Assertion Creation</b>.</p>
${fields(
  choice("Identity Mapping", "Standard"),
  choice("Attribute Contract", "SAML_SUBJECT"),
  field("Subject name format", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"),
)}
<p>On <b>Authentication Source Mapping</b>, map your adapter or policy. On <b>Attribute Contract Fulfillment</b>, fulfil <b>SAML_SUBJECT</b> with the e-mail address of the person, not with the user name.</p>`,
    },
    {
      title: "Browser SSO: protocol settings",
      content: html`<p>On <b>Protocol Settings</b>, click <b>Configure Protocol Settings</b>.</p>
${fields(
  choice("Assertion Consumer Service URL: binding", "POST"),
  field("Assertion Consumer Service URL: endpoint", acsUrl),
  field("Logout endpoint, if you selected a logout profile", sloUrl),
  choice("Allowable SAML Bindings", "POST and Redirect; clear Artifact and SOAP"),
)}
<p>On <b>Signature Policy</b>, have the assertion signed always and the response as well. Require signed requests only if this profile signs its requests. On the tab for encryption, choose none, or the whole assertion.</p>`,
    },
    {
      title: "Credentials",
      content: html`<p>On <b>Credentials</b>, click <b>Configure Credentials</b>. On <b>Digital Signature Settings</b>:</p>
${fields(choice("Signing Certificate", "yours"), choice("Signing algorithm", "RSA SHA256"))}
<p>Our certificate is needed here in two cases only: to verify our requests, if you require them signed, and to encrypt. For encryption choose AES in GCM mode and RSA-OAEP. RSA 1.5 is refused.</p>
${fields(field("Our certificate", certificateUrl))}
<p>On the last page, make the connection active and click <b>Save</b>.</p>`,
    },
    {
      title: "Copy PingFederate's values into this profile",
      content: html`<p>Export the metadata of this connection from the list of SP connections, and upload it to this profile. It has the entity ID, the URL and the certificate that this connection uses.</p>
<p>By hand: the entity ID is on the <b>Federation Info</b> tab of the protocol settings, the sign-on URL is your base URL with <code>/idp/SSO.saml2</code>, and the certificate is the one chosen under <b>Digital Signature Settings</b>.</p>`,
    },
    {
      title: "Test",
      content: html`<p>Test the connection from this profile. Before you change the signing certificate later, add the new one to this profile.</p>`,
    },
  ],

  pitfalls: [
    {
      sign: "PingFederate shows an error page as soon as the sign-in begins, and its log says that the partner or connection is unknown.",
      remedy: "The entity ID of the connection differs from ours, or the connection is not active. Compare it letter by letter, and activate the connection in the list.",
    },
    {
      sign: "The sign-in is refused because the issuer is not the expected one.",
      remedy: "The connection uses a virtual server ID, which replaces the entity ID of the server. Enter that ID here as the issuer, or upload the metadata that was exported for this connection.",
    },
    {
      sign: "The sign-in is refused because the Name ID is not an e-mail address.",
      remedy: "SAML_SUBJECT is fulfilled with the user name of the adapter. Choose the e-mail attribute; it may need a look-up in the directory.",
    },
    {
      sign: "PingFederate refuses the request because it is not signed.",
      remedy: "Switch on signed requests in this profile and give PingFederate our certificate, or stop requiring them on the Signature Policy tab.",
    },
  ],
};
