//! The same message with its Assertion encrypted: AES-256-GCM, and RSA-OAEP with the key `sp`.

use std::convert::Infallible;

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::rand_core::{TryCryptoRng, TryRng};
use sha1::Sha1;

use crate::names::{ASSERTION_NS, SIGNATURE_NS};
use crate::signer::{der, private_key};

/// `xml` with its one Assertion in an EncryptedAssertion.
pub fn encrypted(xml: &str) -> String {
    let (session_key, nonce) = ([0x5a; 32], [0xa5; 12]);
    let wrapped = own_key().oaep_encrypt_with_rng::<Sha1, _>(&mut NoRandomness, &session_key).unwrap();
    in_place(xml, |assertion| (wrapped, sealed(&session_key, nonce, assertion)))
}

/// `xml` with its one Assertion exchanged for what `seal` makes of it: the octets of the EncryptedKey, and those of the EncryptedData.
pub(crate) fn in_place(xml: &str, seal: impl FnOnce(&str) -> (Vec<u8>, Vec<u8>)) -> String {
    let start = xml.find("<saml2:Assertion ").expect("an assertion");
    let end = xml.rfind("</saml2:Assertion>").expect("its end") + "</saml2:Assertion>".len();
    let (wrapped, sealed) = seal(&xml[start..end]);
    [&xml[..start], &envelope(&wrapped, &sealed), &xml[end..]].concat()
}

/// Nonce, ciphertext and tag.
pub(crate) fn sealed(session_key: &[u8; 32], nonce: [u8; 12], text: &str) -> Vec<u8> {
    let sealed = Aes256Gcm::new(session_key.into()).encrypt(&Nonce::from(nonce), text.as_bytes()).unwrap();
    [&nonce, sealed.as_slice()].concat()
}

/// The public half of the key that the service provider decrypts by.
pub(crate) fn own_key() -> rsa::PublicKey {
    rsa::PrivateKey::from_pkcs8_der(&der(&private_key("sp"))).unwrap().to_public_key()
}

fn envelope(wrapped: &[u8], sealed: &[u8]) -> String {
    let cipher_data =
        |octets: &[u8]| format!("<xenc:CipherData><xenc:CipherValue>{}</xenc:CipherValue></xenc:CipherData>", STANDARD.encode(octets));
    format!(
        "<saml2:EncryptedAssertion {ASSERTION_NS}><xenc:EncryptedData xmlns:xenc=\"{XENC}\" Type=\"{XENC}Element\">\
         <xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#aes256-gcm\"/><ds:KeyInfo {SIGNATURE_NS}><xenc:EncryptedKey>\
         <xenc:EncryptionMethod Algorithm=\"{XENC}rsa-oaep-mgf1p\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"/>\
         </xenc:EncryptionMethod>{}</xenc:EncryptedKey></ds:KeyInfo>{}</xenc:EncryptedData></saml2:EncryptedAssertion>",
        cipher_data(wrapped),
        cipher_data(sealed),
    )
}

const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";

/// The same seed for OAEP each time: nothing is kept secret here, and the octets must not change from run to run.
struct NoRandomness;

impl TryRng for NoRandomness {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0x5a5a_5a5a)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0x5a5a_5a5a_5a5a_5a5a)
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Infallible> {
        octets.fill(0x5a);
        Ok(())
    }
}

impl TryCryptoRng for NoRandomness {}
