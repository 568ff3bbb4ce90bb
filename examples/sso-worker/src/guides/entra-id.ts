import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const entraId: Guide = {
  slug: "entra-id",
  product: "Microsoft Entra ID",
  names: { issuer: "Microsoft Entra Identifier", ssoUrl: "Login URL", certificate: "Certificate (Base64)" },

  steps: ({ entityId, acsUrl, sloUrl, certificateUrl }) => [
    {
      title: "Create the application",
      content: html`<p>In the Microsoft Entra admin center, go to ${way("Entra ID", "Enterprise apps", "All applications")}. You need the role Cloud Application Administrator or more. Click <b>New application</b>, then <b>Create your own application</b>. Enter a name, choose the option for an application that is not in the gallery, and create it.</p>
<p>In the new application, open <b>Single sign-on</b> and choose <b>SAML</b>.</p>`,
    },
    {
      title: "Basic SAML Configuration",
      content: html`<p>Click <b>Edit</b>.</p>
${fields(
  field("Identifier (Entity ID)", entityId),
  field("Reply URL (Assertion Consumer Service URL)", acsUrl),
  choice("Sign on URL", "leave blank"),
  choice("Relay State", "leave blank"),
  field("Logout Url (optional)", sloUrl),
)}
<p>Keep one identifier and one reply URL only. Click <b>Save</b>.</p>`,
    },
    {
      title: "Attributes & Claims",
      content: html`<p>Click <b>Edit</b> and open the required claim for the Name ID, <b>Unique User Identifier</b>.</p>
${fields(choice("Name identifier format", "Email address"), choice("Source attribute", "user.mail"))}
<p>Entra ID proposes <code>user.userprincipalname</code>. That often looks like an e-mail address and is not one: the sign-in name may differ from the mailbox. Use <code>user.mail</code> unless the two are the same for everyone.</p>`,
    },
    {
      title: "SAML certificates",
      content: html`<p>In the section with the <b>SAML Signing Certificate</b>, click the pencil.</p>
${fields(choice("Signing Option", "Sign SAML response and assertion"), choice("Signing Algorithm", "SHA-256"))}
<p>If this profile signs its requests, you may also enable <b>Verification certificates</b> in the same section and upload our certificate. Entra ID then refuses unsigned requests, and its own test button and sign-in from My Apps stop working.</p>
${fields(field("Certificate to upload", certificateUrl))}`,
    },
    {
      title: "Optional: encrypt the assertion",
      content: html`<p>This needs Entra ID P1 or P2. Save our certificate as a <code>.cer</code> file. In the application, open <b>Token encryption</b>, click <b>Import Certificate</b>, then <b>…</b> next to it and <b>Activate token encryption</b>.</p>
${fields(field("Certificate to import", certificateUrl))}
<p>Entra ID offers no choice of the cipher mode. So the response itself must be signed: keep <b>Sign SAML response and assertion</b>.</p>`,
    },
    {
      title: "Copy Entra ID's values into this profile",
      content: html`<p>The simplest way is <b>App Federation Metadata Url</b>: copy it into this profile, which then reads new certificates from there.</p>
<p>Or copy by hand <b>Login URL</b> and <b>Microsoft Entra Identifier</b> from the section that begins with “Set up”, and download <b>Certificate (Base64)</b>. The identifier ends with a slash. Keep it.</p>`,
    },
    {
      title: "Assign people and test",
      content: html`<p>Open <b>Users and groups</b> and add who may sign in. Groups inside groups do not count. Then test the connection from this profile.</p>`,
    },
    {
      title: "Later: change the certificate",
      content: html`<p>The certificate lasts three years. Entra ID writes to the notification e-mail addresses 60, 30 and 7 days before. Under <b>SAML Signing Certificate</b>, click <b>New Certificate</b> and <b>Save</b>, add it to this profile unless the profile reads the metadata, and only then choose <b>Make certificate active</b>.</p>`,
    },
  ],

  pitfalls: [
    {
      sign: "Microsoft's page shows AADSTS50105: the user is not assigned to a role for the application.",
      remedy: "Add the person under Users and groups of the application, or a group that the person is in directly.",
    },
    {
      sign: "Microsoft's page shows AADSTS700016: the application was not found in the directory.",
      remedy: "The Identifier (Entity ID) differs from the entity ID of this profile, or the Login URL is one of another tenant. Copy both again.",
    },
    {
      sign: "Microsoft's page shows AADSTS50011: the reply URL does not match.",
      remedy: "Copy the Reply URL again from above. Upper and lower case and a slash at the end count.",
    },
    {
      sign: "Some people are not found here, or the Name ID is a long string of random letters.",
      remedy: "Their mail attribute is empty or differs from the address that they have here. Fill in the e-mail address of the user in Entra ID, or choose another source attribute.",
    },
    {
      sign: "After encryption was switched on, every sign-in is refused as not safe.",
      remedy: "Set Signing Option to “Sign SAML response and assertion”. With a signed assertion alone, what Entra ID encrypts is not accepted.",
    },
  ],
};
