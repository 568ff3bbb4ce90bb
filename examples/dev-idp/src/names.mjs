// URIs of the standards.
const SAML_2_0 = "urn:oasis:names:tc:SAML:2.0:";
const FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:";

export const SAML = `${SAML_2_0}assertion`;
export const SAMLP = `${SAML_2_0}protocol`;
export const MD = `${SAML_2_0}metadata`;
export const DS = "http://www.w3.org/2000/09/xmldsig#";
export const XENC = "http://www.w3.org/2001/04/xmlenc#";

export const STATUS = `${SAML_2_0}status:`;
export const BEARER = `${SAML_2_0}cm:bearer`;
export const PASSWORD = `${SAML_2_0}ac:classes:PasswordProtectedTransport`;
export const HTTP_REDIRECT = `${SAML_2_0}bindings:HTTP-Redirect`;
export const HTTP_POST = `${SAML_2_0}bindings:HTTP-POST`;
export const BASIC = `${SAML_2_0}attrname-format:basic`;

export const EMAIL = `${FORMAT}emailAddress`;
export const UNSPECIFIED = `${FORMAT}unspecified`;
export const PERSISTENT = `${SAML_2_0}nameid-format:persistent`;
export const TRANSIENT = `${SAML_2_0}nameid-format:transient`;

export const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
export const ENVELOPED = `${DS}enveloped-signature`;
export const SHA256 = `${XENC}sha256`;
export const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
