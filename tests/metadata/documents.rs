//! Metadata as text: in canonical form, as long as nothing is done to it.

use crate::support;

pub(crate) const ID: &str = "https://idp.example.com";
pub(crate) const NS: &str = " xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"";
pub(crate) const SAML2: &str = " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"";
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";

pub(crate) fn pem(name: &str) -> String {
    std::fs::read_to_string(support::vector::folder().join("keys").join(name)).unwrap()
}

/// The base64 in a PEM file.
pub(crate) fn der(name: &str) -> String {
    pem(name).lines().filter(|line| !line.starts_with('-')).collect()
}

pub(crate) fn key_info(inside: &str) -> String {
    format!("<ds:KeyInfo xmlns:ds=\"{DS}\">{inside}</ds:KeyInfo>")
}

pub(crate) fn x509(certificate: &str) -> String {
    key_info(&format!("<ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>"))
}

pub(crate) fn key(attributes: &str, key_info: &str) -> String {
    format!("<md:KeyDescriptor{attributes}>{key_info}</md:KeyDescriptor>")
}

pub(crate) fn signing(certificate: &str) -> String {
    key(" use=\"signing\"", &x509(&der(certificate)))
}

pub(crate) fn endpoint(service: &str, binding: &str, location: &str) -> String {
    format!("<md:{service} Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"{location}\"></md:{service}>")
}

pub(crate) fn sso(location: &str) -> String {
    endpoint("SingleSignOnService", "HTTP-Redirect", location)
}

pub(crate) fn role(attributes: &str, inside: &str) -> String {
    format!("<md:IDPSSODescriptor{attributes}>{inside}</md:IDPSSODescriptor>")
}

/// What an identity provider needs.
pub(crate) fn idp() -> String {
    role(SAML2, &(signing("idp.crt.pem") + &sso("https://idp.example.com/sso")))
}

/// With other parts than these.
pub(crate) fn idp_with(inside: &str) -> String {
    role(SAML2, &format!("{}{}{inside}", signing("idp.crt.pem"), sso("https://idp.example.com/sso")))
}

pub(crate) fn sp() -> String {
    format!("<md:SPSSODescriptor{SAML2}></md:SPSSODescriptor>")
}

pub(crate) fn entity(attributes: &str, inside: &str) -> String {
    format!("<md:EntityDescriptor{attributes}>{inside}</md:EntityDescriptor>")
}

pub(crate) fn named(id: &str, inside: &str) -> String {
    entity(&format!(" entityID=\"{id}\""), inside)
}

/// One entity of its own.
pub(crate) fn alone(inside: &str) -> String {
    entity(&format!("{NS} entityID=\"{ID}\""), inside)
}

pub(crate) fn group(attributes: &str, inside: &str) -> String {
    format!("<md:EntitiesDescriptor{attributes}>{inside}</md:EntitiesDescriptor>")
}

/// With other keys than these.
pub(crate) fn keys(descriptors: &str) -> String {
    alone(&role(SAML2, &(descriptors.to_owned() + &sso("https://idp.example.com/sso"))))
}
