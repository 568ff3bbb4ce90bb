import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const okta: Guide = {
  slug: "okta",
  product: "Okta",
  names: { issuer: "Identity Provider Issuer", ssoUrl: "Identity Provider Single Sign-On URL", certificate: "X.509 Certificate" },

  steps: ({ connectionId, entityId, acsUrl, sloUrl, certificateUrl }) => [
    {
      title: "Before you begin",
      content: html`<p>You need an Okta administrator role that may manage apps, and this profile open in a second tab.</p>
<p>This console is not in Okta's app catalogue, so there is no form that asks for the Connection ID alone. You create a custom SAML 2.0 app instead. The Connection ID of this profile, <code>${connectionId}</code>, is already part of the values below: copy them whole.</p>`,
    },
    {
      title: "Create the app integration",
      content: html`<p>In the Okta Admin Console, go to ${way("Applications", "Applications")} and click <b>Create App Integration</b>. Do not use <b>Browse App Catalog</b>.</p>
${fields(choice("Sign-in method", "SAML 2.0"))}
<p>Click <b>Next</b>.</p>`,
    },
    {
      title: "General Settings",
      content: html`<p>Enter an <b>App name</b> that your people will recognise on their Okta dashboard. <b>App logo</b> and <b>App visibility</b> are up to you. Click <b>Next</b>.</p>`,
    },
    {
      title: "SAML Settings: General",
      content: html`${fields(
        field("Single sign-on URL", acsUrl),
        choice("Use this for Recipient URL and Destination URL", "selected"),
        field("Audience URI (SP Entity ID)", entityId),
        choice("Default RelayState", "leave blank"),
        choice("Name ID format", "EmailAddress"),
        choice("Application username", "Email"),
        choice("Update application username on", "Create and update"),
      )}
<p>The Name ID has to be the person's e-mail address. If Okta cannot send it there, add it under the attribute statements and enter the name of that attribute in this profile.</p>`,
    },
    {
      title: "SAML Settings: signatures",
      content: html`<p>Click <b>Show Advanced Settings</b>.</p>
${fields(
  choice("Response", "Signed"),
  choice("Assertion Signature", "Signed"),
  choice("Signature Algorithm", "RSA-SHA256"),
  choice("Digest Algorithm", "SHA256"),
  choice("Assertion Encryption", "Unencrypted, unless you do the next step"),
)}
<p>One of the two signatures is enough for this profile. Keep both.</p>`,
    },
    {
      title: "Optional: encrypt the assertion",
      content: html`<p>Skip this unless your rules ask for it. Download our certificate first and save it as a <code>.cer</code> file.</p>
${fields(
  choice("Assertion Encryption", "Encrypted"),
  choice("Encryption Algorithm", "AES256-GCM"),
  choice("Key Transport Algorithm", "RSA-OAEP"),
  field("Encryption Certificate", certificateUrl),
)}
<p>AES in CBC mode is accepted only while <b>Response</b> is <b>Signed</b>. Key transport by RSA 1.5 is refused.</p>`,
    },
    {
      title: "Optional: Single Logout and signed requests",
      content: html`<p>Upload our certificate first. The checkboxes appear after that.</p>
${fields(
  field("Signature Certificate", certificateUrl),
  choice("Enable Single Logout", "selected"),
  field("Single Logout URL", sloUrl),
  field("SP Issuer", entityId),
  choice("Signed Requests", "selected only if this profile signs its requests"),
)}
<p>Some Okta orgs show the logout settings in a section of their own, with other words. The values are the same.</p>`,
    },
    {
      title: "Finish the wizard",
      content: html`<p>Click <b>Preview the SAML Assertion</b> if you want to see what Okta will send. Click <b>Next</b>.</p>
${fields(choice("I'm an Okta customer adding an internal app", "selected"), choice("This is an internal app that we have created", "selected"))}
<p>Click <b>Finish</b>.</p>`,
    },
    {
      title: "Copy Okta's values into this profile",
      content: html`<p>Open the ${way("Sign On")} tab of the app and click <b>View SAML setup instructions</b>. Copy three values into this profile:</p>
<ul><li><b>Identity Provider Issuer</b>: it starts with <code>http://www.okta.com/</code>. It is a name, not an address to open. Copy it as it is.</li>
<li><b>Identity Provider Single Sign-On URL</b></li>
<li><b>X.509 Certificate</b>: all of it, with the lines <code>BEGIN CERTIFICATE</code> and <code>END CERTIFICATE</code>.</li></ul>
<p>With Single Logout, also copy <b>Identity Provider Single Logout URL</b>.</p>
<p>Or let this profile read them: copy <b>Metadata URL</b> from <b>Metadata details</b> on the same tab. It names the active certificate only.</p>`,
    },
    {
      title: "Assign people",
      content: html`<p>Open the ${way("Assignments")} tab. Click ${way("Assign", "Assign to People")} or ${way("Assign", "Assign to Groups")}, select who may sign in, and save. In the list, check that the user name of each person is the e-mail address that they have here.</p>`,
    },
    {
      title: "Test",
      content: html`<p>Test the connection from this profile, as someone who is assigned to the app. Then try the tile on the Okta dashboard, if this profile allows sign-in that begins there.</p>`,
    },
    {
      title: "Later: change the certificate",
      content: html`<p>Okta's certificates last ten years. To change one without an interruption:</p>
<ol><li>On the ${way("Sign On")} tab, under <b>SAML Signing Certificates</b>, click <b>Generate new certificate</b>. It is inactive at first.</li>
<li>Under <b>Actions</b> of the new one, click <b>Download certificate</b>. Add it to this profile next to the old one, unless the profile reads Okta's metadata.</li>
<li>In Okta, open <b>Actions</b> of the new one and click <b>Activate</b>.</li>
<li>Let the profile read the metadata again, or sign in once and remove the old certificate from it.</li></ol>`,
    },
  ],

  pitfalls: [
    {
      sign: "Okta shows “403 App Not Assigned” or “you are not assigned this app in Okta”.",
      remedy: "Assign the person, or one of their groups, on the Assignments tab of the app.",
    },
    {
      sign: "Okta shows a “404” or “Page not found” instead of its sign-in page.",
      remedy: "The sign-on URL in this profile is wrong, or the app was deleted or deactivated. Copy Identity Provider Single Sign-On URL again.",
    },
    {
      sign: "The sign-in comes back here and is refused because of the audience, the recipient or the destination.",
      remedy:
        "Compare Audience URI (SP Entity ID) and Single sign-on URL with the values above, letter by letter; a slash at the end counts. Select “Use this for Recipient URL and Destination URL”.",
    },
    {
      sign: "The sign-in is refused because the Name ID is not an e-mail address, or some people are not found.",
      remedy:
        "Okta sends the Application username. Set Name ID format to EmailAddress and Application username to Email. People who were assigned before that keep their old user name: correct it on the Assignments tab.",
    },
    {
      sign: "Every sign-in fails from one moment on, because the signature cannot be verified.",
      remedy: "Another certificate was activated in Okta. Copy the active one from the Sign On tab into this profile.",
    },
  ],
};
