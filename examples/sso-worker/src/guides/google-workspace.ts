import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const googleWorkspace: Guide = {
  slug: "google-workspace",
  product: "Google Workspace",
  names: { issuer: "Entity ID", ssoUrl: "SSO URL", certificate: "Certificate" },

  steps: ({ entityId, acsUrl }) => [
    {
      title: "Add a custom SAML app",
      content: html`<p>In the Google Admin console, go to ${way("Apps", "Web and mobile apps")}. Click ${way("Add app", "Add custom SAML app")}. Enter a name and click <b>Continue</b>.</p>`,
    },
    {
      title: "Google Identity Provider details",
      content: html`<p>Download the IdP metadata and upload it to this profile. Or copy <b>SSO URL</b> and <b>Entity ID</b> and download the <b>Certificate</b>.</p>
<p>This <b>Entity ID</b> is Google's own. It goes into this profile as the issuer. The field of the same name in the next step is for ours. Click <b>Continue</b>.</p>`,
    },
    {
      title: "Service provider details",
      content: html`${fields(
        field("ACS URL", acsUrl),
        field("Entity ID", entityId),
        choice("Start URL", "leave blank"),
        choice("Signed response", "selected"),
        choice("Name ID format", "EMAIL"),
        choice("Name ID", "Basic Information > Primary email"),
      )}
<p>Without <b>Signed response</b>, Google signs the assertion only. This profile accepts that too. Click <b>Continue</b>.</p>`,
    },
    {
      title: "Attribute mapping",
      content: html`<p>None is needed. Click <b>Finish</b>.</p>`,
    },
    {
      title: "Switch the app on and test",
      content: html`<p>Click <b>User access</b> of the app. Choose <b>ON for everyone</b>, or switch it on for organisational units or groups, and save. It can take a while until this has reached everyone, up to a day. Then test the connection from this profile.</p>`,
    },
    {
      title: "Later: change the certificate",
      content: html`<p>Google's certificates last five years. All SAML apps share one until you say otherwise. As a super administrator, go to ${way("Security", "Authentication", "SSO with SAML applications")} and add a second certificate. Add it to this profile, next to the old one. Then choose it in the service provider details of the app and save. Remove the old one last.</p>`,
    },
  ],

  pitfalls: [
    {
      sign: "Google shows “403 app_not_configured” or “403 app_not_configured_for_user”.",
      remedy:
        "The Entity ID in the service provider details differs from ours (upper and lower case count), or the browser is signed in to a private or another company's Google account. Compare the Entity ID, then try in a private window.",
    },
    {
      sign: "Google shows “403 app_not_enabled_for_user”.",
      remedy: "Switch the app on for the person's organisational unit under User access. If you have just done so, wait: it may take up to a day.",
    },
    {
      sign: "The sign-in is refused because the issuer is not the expected one.",
      remedy: "The two Entity IDs were exchanged. Google's begins with https://accounts.google.com/ and belongs in this profile; ours begins with urn:console: and belongs in Google's form.",
    },
    {
      sign: "A person with an alias is not found here.",
      remedy: "Google sends the primary e-mail address, never an alias. Use the primary address here as well.",
    },
  ],
};
