//! Signatures over documents in canonical form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::{Pkcs1v15Sign, PrivateKey};
use saml_edge::{MetadataTrust, MetadataTrustPolicy};
use sha2::{Digest as _, Sha256};

use crate::documents::*;

pub(crate) struct Signer {
    key: PrivateKey,
    method: &'static str,
    digest_info: &'static [u8],
    digest: fn(&[u8]) -> Vec<u8>,
}

impl Signer {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            key: PrivateKey::from_pkcs8_der(&STANDARD.decode(der(name)).unwrap()).unwrap(),
            method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digest_info: b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            digest: |octets| Sha256::digest(octets).to_vec(),
        }
    }

    pub(crate) fn with_sha1(name: &str) -> Self {
        Self {
            method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            digest_info: b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            digest: |octets| sha1::Sha1::digest(octets).to_vec(),
            ..Self::new(name)
        }
    }

    /// A Signature over the canonical octets of an element with this ID.
    pub(crate) fn signature(&self, canonical: &str, id: &str, key_info: &str) -> String {
        let digest_method = match self.method.ends_with("sha1") {
            true => "http://www.w3.org/2000/09/xmldsig#sha1",
            false => "http://www.w3.org/2001/04/xmlenc#sha256",
        };
        let signed_info = format!(
            "<ds:SignedInfo xmlns:ds=\"{DS}\"><ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">\
             </ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod><ds:Reference URI=\"#{id}\"><ds:Transforms>\
             <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform><ds:Transform \
             Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"{digest_method}\">\
             </ds:DigestMethod><ds:DigestValue>{}</ds:DigestValue></ds:Reference></ds:SignedInfo>",
            self.method,
            STANDARD.encode((self.digest)(canonical.as_bytes())),
        );
        let digest_info = [self.digest_info, &(self.digest)(signed_info.as_bytes())].concat();
        let value = self.key.sign(Pkcs1v15Sign::new_unprefixed(), &digest_info).unwrap();
        format!(
            "<ds:Signature xmlns:ds=\"{DS}\">{signed_info}<ds:SignatureValue>{}</ds:SignatureValue>{key_info}</ds:Signature>",
            STANDARD.encode(value)
        )
    }

    /// The document with a Signature over it.
    pub(crate) fn sign(&self, canonical: &str, id: &str) -> String {
        into_root(canonical, &self.signature(canonical, id, ""))
    }
}

/// As the first child.
pub(crate) fn into_root(document: &str, child: &str) -> String {
    let at = document.find('>').unwrap() + 1;
    [&document[..at], child, &document[at..]].concat()
}

pub(crate) fn trust(certificate: &str) -> MetadataTrust {
    MetadataTrust::new(&[pem(certificate)], MetadataTrustPolicy::strict()).unwrap()
}

pub(crate) fn signed_document() -> String {
    entity(&format!("{NS} ID=\"_md\" entityID=\"{ID}\""), &idp())
}
