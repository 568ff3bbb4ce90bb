// The identifiers of SAML, and of what it is made of, by the documents that define them. What they mean in words is for those who say it.

export const ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
export const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
export const METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
export const SHIBBOLETH_METADATA = "urn:mace:shibboleth:metadata:1.0";
export const DSIG = "http://www.w3.org/2000/09/xmldsig#";
export const DSIG11 = "http://www.w3.org/2009/xmldsig11#";
export const XMLENC = "http://www.w3.org/2001/04/xmlenc#";
export const XMLENC11 = "http://www.w3.org/2009/xmlenc11#";
/** Exclusive canonicalisation, whose elements have the namespace that is also its algorithm. */
export const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
export const XML = "http://www.w3.org/XML/1998/namespace";
export const XS = "http://www.w3.org/2001/XMLSchema";
export const XSI = "http://www.w3.org/2001/XMLSchema-instance";

export const ENVELOPED = `${DSIG}enveloped-signature`;
/** Algorithms of RFC 6931. */
export const DSIG_MORE = "http://www.w3.org/2001/04/xmldsig-more#";
/** Algorithms and elements of RFC 6931 too, with the namespace of a later year. */
export const DSIG_MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#";
export const RSA_SHA256 = `${DSIG_MORE}rsa-sha256`;
export const HMAC_SHA256 = `${DSIG_MORE}hmac-sha256`;
export const XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
export const XSLT = "http://www.w3.org/TR/1999/REC-xslt-19991116";

/** Formats of names (core 8.3). */
export const EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
export const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
export const ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
export const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
export const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

/** Ends in one of SAML's own bindings. */
export const BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:";
export const HTTP_POST = `${BINDING}HTTP-POST`;
export const HTTP_REDIRECT = `${BINDING}HTTP-Redirect`;
export const HTTP_ARTIFACT = `${BINDING}HTTP-Artifact`;
export const DEFLATE = `${BINDING}URL-Encoding:DEFLATE`;

export const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/** Ends in the name of a way to sign in (SAML authentication context 3.4). */
export const CONTEXT = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
export const UNSPECIFIED_CONTEXT = `${CONTEXT}unspecified`;

/** Ends in a status (core 3.2.2.2). */
export const STATUS = "urn:oasis:names:tc:SAML:2.0:status:";
