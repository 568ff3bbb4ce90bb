//! The test keys, and how each signs. All of these signatures are deterministic.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use ed25519_dalek::pkcs8::DecodePrivateKey as _;
use rsa::Pkcs1v15Sign;
use sha2::{Digest as _, Sha256};

/// Which key signs; SHA-256 is the digest of all but Ed25519, which has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    Rsa2048,
    Rsa4096,
    P256,
    Ed25519,
}

impl Signer {
    pub const ALL: [Self; 4] = [Self::Rsa2048, Self::Rsa4096, Self::P256, Self::Ed25519];

    /// The certificate that a connection trusts, as PEM.
    pub fn certificate(self) -> String {
        certificate(self.key_name())
    }

    pub(crate) fn uri(self) -> &'static str {
        match self {
            Self::Rsa2048 | Self::Rsa4096 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            Self::P256 => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            Self::Ed25519 => "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519",
        }
    }

    pub(crate) fn sign(self, octets: &[u8]) -> Vec<u8> {
        let key = der(&private_key(self.key_name()));
        match self {
            Self::Rsa2048 | Self::Rsa4096 => {
                let digest_info = [DIGEST_INFO_SHA256, &Sha256::digest(octets)].concat();
                rsa::PrivateKey::from_pkcs8_der(&key).unwrap().sign(Pkcs1v15Sign::new_unprefixed(), &digest_info).unwrap()
            }
            // XML Signature has r and s side by side (xmldsig-core1 6.4.3).
            Self::P256 => {
                let signature: p256::ecdsa::Signature = p256::ecdsa::SigningKey::from_pkcs8_der(&key).unwrap().sign(octets);
                signature.to_bytes().to_vec()
            }
            Self::Ed25519 => ed25519_dalek::SigningKey::from_pkcs8_der(&key).unwrap().sign(octets).to_bytes().to_vec(),
        }
    }

    fn key_name(self) -> &'static str {
        match self {
            Self::Rsa2048 => "idp",
            Self::Rsa4096 => "rsa-4096",
            Self::P256 => "ec-p256",
            Self::Ed25519 => "ed25519",
        }
    }
}

/// The certificate of this name in `tests/vectors/keys`, as PEM.
pub fn certificate(name: &str) -> String {
    read(&format!("{name}.crt.pem"))
}

/// The private key of this name, as PEM. `sp` is the service provider's, to decrypt by.
pub fn private_key(name: &str) -> String {
    read(&format!("{name}.key.pem"))
}

/// What is in the armour of a PEM text.
pub(crate) fn der(pem: &str) -> Vec<u8> {
    STANDARD.decode(base64_of(pem)).unwrap()
}

pub(crate) fn base64_of(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

fn read(file: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/keys").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// RFC 8017, 9.2, note 1.
const DIGEST_INFO_SHA256: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
