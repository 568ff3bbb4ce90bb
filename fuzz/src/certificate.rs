//! Whatever is read as a certificate, x509-parser reads, with the same number, names, dates and key; and what is handed out is read again as the same.

mod name;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use saml_edge::{CertificateDetails, Connection, DecryptionKey, IdentityProvider, Policy, ServiceProvider, read_certificates};
use sha2::{Digest as _, Sha256};
use x509_parser::prelude::{FromDer as _, SubjectPublicKeyInfo, X509Certificate};
use x509_parser::public_key::PublicKey;

/// The text that somebody pasted, or DER.
pub fn hold(octets: &[u8]) {
    let of_der = STANDARD.encode(octets);
    let pasted = [std::str::from_utf8(octets).ok(), Some(of_der.as_str())];
    for text in pasted.into_iter().flatten() {
        // A key, or a sentence that does not repeat it.
        if let Err(error) = DecryptionKey::parse(text) {
            assert!(!error.message().is_empty());
        }
        match read_certificates(text) {
            Err(error) => assert!(!error.message().is_empty()),
            Ok(read) => {
                assert!(!read.is_empty(), "nothing was read, and nothing was refused");
                read.iter().for_each(hold_read);
                drop(connection(text));
            }
        }
    }
}

/// What a connection makes of it.
fn connection(text: &str) -> Option<Connection> {
    let idp = IdentityProvider { entity_id: "https://idp.example.com".into(), certificates: vec![text.into()] };
    let sp = ServiceProvider { entity_id: "https://sp.example.com".into(), acs_url: "https://sp.example.com/acs".into(), slo_url: None };
    Connection::new(idp, sp, Policy::strict()).ok()
}

fn hold_read(details: &CertificateDetails) {
    let der = STANDARD.decode(&details.certificate).expect("base64 of DER");
    let again = read_certificates(&details.certificate).expect("what was handed out is read");
    assert_eq!(again, std::slice::from_ref(details), "it is read as something else");
    let Some(names) = &details.names else {
        let Ok((rest, key)) = SubjectPublicKeyInfo::from_der(&der) else { return hold_unread(details) };
        assert!(rest.is_empty(), "something follows the key");
        return hold_key(details, &key);
    };
    assert_eq!(details.sha256, hex(&Sha256::digest(&der)));
    let (rest, certificate) = match X509Certificate::from_der(&der) {
        Ok(read) => read,
        // What surrounds the key is held to nothing: a certificate is its envelope. The key is there all the same.
        Err(_) => return hold_key_anywhere(details, &der),
    };
    assert!(rest.is_empty(), "something follows the certificate");
    assert_eq!(names.serial, hex(certificate.raw_serial()));
    name::hold(&names.subject, certificate.subject());
    name::hold(&names.issuer, certificate.issuer());
    if let Some((from, to)) = details.validity {
        let seconds = |timestamp: saml_edge::Timestamp| timestamp.unix_milliseconds() / 1000;
        assert_eq!(seconds(from), certificate.validity().not_before.timestamp());
        assert_eq!(seconds(to), certificate.validity().not_after.timestamp());
    }
    hold_key(details, certificate.public_key());
}

/// Any: another key may stand inside a modulus that x509-parser does not read.
fn hold_key_anywhere(details: &CertificateDetails, der: &[u8]) {
    let mut keys = (0..der.len()).filter_map(|at| SubjectPublicKeyInfo::from_der(&der[at..]).ok());
    if !keys.any(|(_, key)| is_of(details, &key) == Some(true)) {
        hold_unread(details);
    }
}

/// Of an RSA key modulus and exponent count. The parameters beside it, and more leading zeros of an INTEGER than DER allows, x509-parser refuses and OpenSSL may;
/// here they are read: the key is in the settings, and nobody else wrote it.
fn hold_unread(details: &CertificateDetails) {
    assert!(details.key.starts_with("RSA "), "x509-parser finds no key, and here it is {}", details.key);
}

fn hold_key(details: &CertificateDetails, key: &SubjectPublicKeyInfo<'_>) {
    match is_of(details, key) {
        Some(is_same) => assert!(is_same, "x509-parser reads another key than {}", details.key),
        None => hold_unread(details),
    }
}

/// Whether it has this kind and size; none where x509-parser does not read it.
fn is_of(details: &CertificateDetails, key: &SubjectPublicKeyInfo<'_>) -> Option<bool> {
    Some(match key.parsed().ok()? {
        PublicKey::RSA(rsa) => {
            let first = rsa.modulus.iter().position(|octet| *octet != 0)?;
            let modulus = &rsa.modulus[first..];
            let bits = modulus.len() * 8 - modulus[0].leading_zeros() as usize;
            details.key == format!("RSA {bits}")
        }
        PublicKey::EC(_) => details.key.starts_with("EC P-"),
        _ => details.key == "Ed25519",
    })
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
