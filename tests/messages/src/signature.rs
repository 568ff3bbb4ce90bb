//! A Signature over text in canonical form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::names::{EXCLUSIVE, SIGNATURE_NS};
use crate::signer::{Signer, base64_of};

/// The Signature of an element with this ID, whose canonical form without it is `canonical`.
pub(crate) fn signature(canonical: &str, id: &str, signer: Signer) -> String {
    let digest = STANDARD.encode(Sha256::digest(canonical));
    // By itself it declares its namespace, and inside the Signature it does not.
    let signed_info = |declaration: &str| {
        format!(
            "<ds:SignedInfo{declaration}><ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"></ds:CanonicalizationMethod>\
             <ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod><ds:Reference URI=\"#{id}\"><ds:Transforms>\
             <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>\
             <ds:Transform Algorithm=\"{EXCLUSIVE}\"></ds:Transform></ds:Transforms>\
             <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>\
             <ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>",
            signer.uri(),
        )
    };
    let value = STANDARD.encode(signer.sign(signed_info(&format!(" {SIGNATURE_NS}")).as_bytes()));
    let certificate = base64_of(&signer.certificate());
    format!(
        "<ds:Signature {SIGNATURE_NS}>{}<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>\
         <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>",
        signed_info(""),
    )
}
