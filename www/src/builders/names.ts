/** The usual formats of the NameID (core 8.3). */
export const NAME_ID_FORMATS: Readonly<Record<string, string>> = {
  "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress": "E-mail address",
  "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent": "Persistent",
  "urn:oasis:names:tc:SAML:2.0:nameid-format:transient": "Transient",
  "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified": "Unspecified",
};
