//! What everybody verifies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::names::{IDP, NAME_ID};

/// One login, in the two forms in which subjects take it.
pub struct Message {
    /// As it is called in tables and JSON.
    pub name: &'static str,
    /// What the browser posts.
    pub base64: String,
    /// The same decoded, for subjects that are given the XML.
    pub xml: String,
    /// IDs of the elements that are signed, in the order of the document.
    pub signed: &'static [&'static str],
}

impl Message {
    fn of_xml(name: &'static str, xml: String, signed: &'static [&'static str]) -> Self {
        Self { name, base64: STANDARD.encode(&xml), xml, signed }
    }

    /// The same with another name in the signed Assertion: every subject has to refuse it.
    pub fn with_another_name(&self) -> Self {
        self.altered(self.xml.replacen(NAME_ID, "jane.roe@example.com", 1))
    }

    /// The same with the first octet of the signature over the element with this ID altered.
    pub fn with_another_signature(&self, id: &str) -> Self {
        let reference = self.xml.find(&format!("URI=\"#{id}\"")).expect("a Reference to each signed element");
        let (head, tail) = self.xml.split_at(reference);
        let value = tail.find(SIGNATURE_VALUE).expect("its SignatureValue") + SIGNATURE_VALUE.len();
        let other = if tail[value..].starts_with('A') { "B" } else { "A" };
        self.altered([head, &tail[..value], other, &tail[value + 1..]].concat())
    }

    fn altered(&self, xml: String) -> Self {
        assert_ne!(xml, self.xml, "nothing was altered");
        Self::of_xml(self.name, xml, self.signed)
    }
}

/// The messages of the comparison, all signed with RSA-2048 and SHA-256; `build.rs` made them.
pub fn messages() -> Vec<Message> {
    macro_rules! message {
        ($name:literal, $signed:expr) => {
            Message::of_xml($name, include_str!(concat!(env!("OUT_DIR"), "/", $name, ".xml")).to_owned(), $signed)
        };
    }
    vec![
        message!("assertion-6k", &["_assertion"]),
        message!("both-6k", &["_response", "_assertion"]),
        message!("20k", &["_assertion"]),
        message!("154k", &["_assertion"]),
    ]
}

/// The identity provider's certificate, the only one that is trusted.
pub const CERTIFICATE: &str = include_str!("../../../vectors/keys/idp.crt.pem");

/// The identity provider as metadata, for the subjects that are configured by it.
pub fn idp_metadata() -> String {
    let certificate: String = CERTIFICATE.lines().filter(|line| !line.starts_with('-')).collect();
    format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{IDP}\"><md:IDPSSODescriptor \
         WantAuthnRequestsSigned=\"false\" protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:KeyDescriptor use=\"signing\">\
         <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate>\
         </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\
         <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat><md:SingleSignOnService \
         Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"https://idp.example.com/sso\"/></md:IDPSSODescriptor>\
         </md:EntityDescriptor>"
    )
}

const SIGNATURE_VALUE: &str = "<ds:SignatureValue>";
