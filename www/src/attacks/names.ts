// Namespaces and algorithms, by the documents that define them.
export const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
export const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
export const DSIG = "http://www.w3.org/2000/09/xmldsig#";
export const XMLENC = "http://www.w3.org/2001/04/xmlenc#";
export const XML = "http://www.w3.org/XML/1998/namespace";

export const ENVELOPED = `${DSIG}enveloped-signature`;
export const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
export const HMAC_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
export const XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
export const XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116";
