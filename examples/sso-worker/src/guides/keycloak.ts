import { html } from "../html/html.js";
import { choice, field, fields, type Guide, way } from "./guide.js";

export const keycloak: Guide = {
  slug: "keycloak",
  product: "Keycloak",
  names: { issuer: "https://<host>/realms/<realm>", ssoUrl: "https://<host>/realms/<realm>/protocol/saml", certificate: "Certificate of the RS256 key" },

  steps: ({ entityId, acsUrl, sloUrl, metadataUrl, certificateUrl }) => [
    {
      title: "Create the client",
      content: html`<p>In the admin console, choose your realm and go to ${way("Clients", "Create client")}.</p>
${fields(choice("Client type", "SAML"), field("Client ID", entityId))}
<p>You may use ${way("Clients", "Import client")} with our metadata as a file instead. Compare the settings below in any case.</p>
${fields(field("Metadata to download", metadataUrl))}`,
    },
    {
      title: "Settings: access",
      content: html`${fields(
        field("Valid redirect URIs", acsUrl),
        choice("IDP-Initiated SSO URL name", "leave blank, unless this profile allows sign-in that begins at the IdP"),
        field("Master SAML Processing URL", acsUrl),
      )}`,
    },
    {
      title: "Settings: SAML capabilities",
      content: html`${fields(
        choice("Name ID format", "email"),
        choice("Force name ID format", "On"),
        choice("Force POST binding", "On"),
        choice("Include AuthnStatement", "On"),
      )}`,
    },
    {
      title: "Settings: signature and encryption",
      content: html`${fields(choice("Sign documents", "On"), choice("Sign assertions", "On"), choice("Signature algorithm", "RSA_SHA256"))}`,
    },
    {
      title: "Keys",
      content: html`<p>Open the ${way("Keys")} tab of the client.</p>
${fields(
  choice("Client signature required", "Off, unless this profile signs its requests"),
  choice("Encrypt assertions", "Off, or On with our certificate"),
  field("Certificate to import, for either", certificateUrl),
)}
<p>A new client has <b>Client signature required</b> on. With <b>Encrypt assertions</b> on, recent versions of Keycloak use AES_256_GCM with RSA-OAEP, which is right. Older ones use AES in CBC mode, which is accepted while <b>Sign documents</b> is on.</p>`,
    },
    {
      title: "Advanced: the exact endpoints",
      content: html`<p>Open the ${way("Advanced")} tab of the client. The Master SAML Processing URL serves for sign-in and logout alike, so give each its own address here.</p>
${fields(field("Assertion Consumer Service POST Binding URL", acsUrl), field("Logout Service Redirect Binding URL (optional)", sloUrl))}`,
    },
    {
      title: "Copy Keycloak's values into this profile",
      content: html`<p>The simplest way is the metadata of the realm: <code>https://&lt;your Keycloak host&gt;/realms/&lt;realm&gt;/protocol/saml/descriptor</code>. <b>Realm settings</b> has a link to it.</p>
<p>By hand: the issuer is <code>https://&lt;your Keycloak host&gt;/realms/&lt;realm&gt;</code> without a slash at the end, the sign-on URL is the same with <code>/protocol/saml</code>, and the certificate is that of the active RS256 key under ${way("Realm settings", "Keys")}.</p>`,
    },
    {
      title: "Test",
      content: html`<p>Check that your test user has an e-mail address in Keycloak. Then test the connection from this profile.</p>
<p>When you add a realm key with a higher priority later, Keycloak signs with it at once. Add its certificate to this profile first, or let the profile read the metadata.</p>`,
    },
  ],

  pitfalls: [
    {
      sign: "Keycloak shows “Invalid requester”.",
      remedy: "Client signature required is on, and the request is unsigned or its certificate is not the one on the Keys tab. Switch it off, or switch on signed requests in this profile and import our certificate.",
    },
    {
      sign: "Keycloak shows “Invalid redirect uri”.",
      remedy: "Our sign-in address is missing under Valid redirect URIs, or was entered with another host. Copy it from above.",
    },
    {
      sign: "Keycloak says that the client is unknown or not found.",
      remedy: "The Client ID differs from our entity ID, or the client is in another realm than the sign-on URL of this profile.",
    },
    {
      sign: "The sign-in is refused because the Name ID is a user name or a random identifier.",
      remedy: "Set Name ID format to email and switch on Force name ID format. Fill in the e-mail address of the user in Keycloak.",
    },
    {
      sign: "Every sign-in fails after work on the realm, because the signature cannot be verified.",
      remedy: "The realm signs with a new key. Copy the certificate of the active RS256 key into this profile.",
    },
  ],
};
