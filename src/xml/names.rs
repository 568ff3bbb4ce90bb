//! The names and URIs of the standards, each once.

/// An expanded name: namespace URI and local name. Prefixes never decide anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) namespace: &'static str,
    pub(crate) local: &'static str,
}

pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
pub(crate) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
pub(crate) const SAMLP: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
pub(crate) const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(crate) const EC: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(crate) const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
pub(crate) const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";

/// `shibmd:Scope` (SDP-SP17).
pub(crate) const SCOPE: Name = Name { namespace: "urn:mace:shibboleth:metadata:1.0", local: "Scope" };
/// `xml:lang`.
pub(crate) const LANG: Name = Name { namespace: XML, local: "lang" };

/// `samlp:` names (core 3).
pub(crate) const fn samlp(local: &'static str) -> Name {
    Name { namespace: SAMLP, local }
}

/// `saml:` names (core 2).
pub(crate) const fn saml(local: &'static str) -> Name {
    Name { namespace: SAML, local }
}

/// `ds:` names (XML Signature).
pub(crate) const fn ds(local: &'static str) -> Name {
    Name { namespace: DS, local }
}

/// `xenc:` names (XML Encryption).
pub(crate) const fn xenc(local: &'static str) -> Name {
    Name { namespace: XENC, local }
}

/// `dsig11:` names (XML Signature 1.1).
pub(crate) const fn dsig11(local: &'static str) -> Name {
    Name { namespace: "http://www.w3.org/2009/xmldsig11#", local }
}

/// `md:` names (metadata 2).
pub(crate) const fn md(local: &'static str) -> Name {
    Name { namespace: "urn:oasis:names:tc:SAML:2.0:metadata", local }
}

/// `mdui:` names (metadata extensions for login user interfaces).
pub(crate) const fn mdui(local: &'static str) -> Name {
    Name { namespace: "urn:oasis:names:tc:SAML:metadata:ui", local }
}

/// `alg:` names (metadata profile for algorithm support).
pub(crate) const fn alg(local: &'static str) -> Name {
    Name { namespace: "urn:oasis:names:tc:SAML:metadata:algsupport", local }
}
