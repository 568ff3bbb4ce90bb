//! What a certificate says about itself, for people who compare, rotate and recognise certificates. Nothing here decides anything.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use x509_cert::der::asn1::ObjectIdentifier;

use crate::base64::encode;
use crate::error::ConnectionError;
use crate::time::Timestamp;

use super::der::{Certificate, Name, dotted};
use super::digest::{DigestAlgorithm, hex};
use super::pasted;
use super::trusted_key::TrustedKey;

/// A certificate or public key as somebody configured it. Its names are its own words, and may hold anything: escape them before they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateDetails {
    /// The certificate or key by itself: base64 of its DER, without line breaks.
    pub certificate: String,
    /// SHA-256 of the DER in lower-case hexadecimal; of a bare key, that of its SubjectPublicKeyInfo.
    pub sha256: String,
    /// SHA-1 of the DER likewise: what some IdPs show as thumbprint.
    pub sha1: String,
    /// Kind and size: `RSA 2048`, `EC P-256`, `Ed25519`.
    pub key: String,
    /// First and last moment; absent for a bare key, and where a date is not one that RFC 5280 4.1.2.5 allows.
    pub validity: Option<(Timestamp, Timestamp)>,
    /// Absent for a bare key.
    pub names: Option<CertificateNames>,
}

/// Whose certificate it is by its own account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateNames {
    /// As RFC 4514 writes names, with `emailAddress` named.
    pub subject: String,
    /// Likewise; equal to the subject where it is self-signed, as those of IdPs mostly are.
    pub issuer: String,
    /// Lower-case hexadecimal.
    pub serial: String,
}

/// Reads what an administrator pasted: PEM blocks with anything around them, or the base64 of one certificate or public key.
///
/// # Errors
///
/// A sentence that says what it is instead, where it is not a certificate or a key that signatures can be verified with; a private key is never repeated.
pub fn read_certificates(text: &str) -> Result<Vec<CertificateDetails>, ConnectionError> {
    pasted::read(text)?.iter().map(|der| details_of(der)).collect()
}

fn details_of(der: &[u8]) -> Result<CertificateDetails, ConnectionError> {
    let key = TrustedKey::from_der(der)?;
    let names = Certificate::read(der).map(|certificate| CertificateNames {
        subject: text_of(&certificate.subject),
        issuer: text_of(&certificate.issuer),
        serial: hex(certificate.serial),
    });
    Ok(CertificateDetails {
        certificate: encode(der),
        sha256: key.sha256().to_string(),
        sha1: hex(DigestAlgorithm::Sha1.digest(der).as_ref()),
        key: key.kind(),
        validity: key.validity(),
        names,
    })
}

/// RFC 4514, 2: the last and most specific part first.
fn text_of(name: &Name<'_>) -> String {
    let parts: Vec<String> = name
        .parts()
        .into_iter()
        .rev()
        .map(|values| {
            let values: Vec<String> = values.into_iter().map(|(kind, value)| [&label(kind), "=", &escaped(&value)].concat()).collect();
            values.join("+")
        })
        .collect();
    parts.join(",")
}

/// RFC 4514, 3, and RFC 5280, A.1; of others the number.
fn label(kind: &[u8]) -> String {
    let known = LABELS.iter().find(|(octets, _)| *octets == kind).map(|(_, label)| (*label).to_string());
    known.or_else(|| ObjectIdentifier::from_bytes(kind).ok().map(dotted)).unwrap_or_else(|| "?".to_string())
}

const LABELS: &[(&[u8], &str)] = &[
    (b"\x55\x04\x03", "CN"),
    (b"\x55\x04\x06", "C"),
    (b"\x55\x04\x07", "L"),
    (b"\x55\x04\x08", "ST"),
    (b"\x55\x04\x09", "STREET"),
    (b"\x55\x04\x0a", "O"),
    (b"\x55\x04\x0b", "OU"),
    (b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", "UID"),
    (b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "DC"),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "emailAddress"),
];

/// RFC 4514, 2.4. Control characters, which could break a line of whoever prints it, become question marks.
fn escaped(value: &str) -> String {
    let mut text = String::new();
    let last = value.chars().count().saturating_sub(1);
    for (at, character) in value.chars().enumerate() {
        let at_edge = (at == 0 && matches!(character, ' ' | '#')) || (at == last && character == ' ');
        if at_edge || matches!(character, ',' | '+' | '"' | '\\' | '<' | '>' | ';') {
            text.push('\\');
        }
        text.push(if character.is_control() { '?' } else { character });
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{format, fs, vec};

    use x509_cert::der::Decode as _;

    use super::*;
    use crate::crypto::der::element;

    fn keys() -> impl Iterator<Item = (String, String)> {
        let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/keys")).expect("keys of the vectors");
        let named = folder.map(|entry| entry.expect("a file").path()).filter(|path| path.to_string_lossy().ends_with(".crt.pem"));
        named.map(|path| (path.display().to_string(), fs::read_to_string(path).expect("text")))
    }

    /// What the library of the whole of X.509 reads.
    #[test]
    fn details_are_those_of_x509_cert() {
        let mut count = 0;
        for (name, pem) in keys() {
            let [details] = &read_certificates(&pem).expect(&name)[..] else { panic!("{name}") };
            let der = crate::base64::decode_xml(&details.certificate).expect("base64");
            let other = x509_cert::Certificate::from_der(&der).expect("a certificate");
            let other = other.tbs_certificate();
            let names = details.names.as_ref().expect("names");
            assert_eq!(names.subject, other.subject().to_string(), "{name}");
            assert_eq!(names.issuer, other.issuer().to_string(), "{name}");
            assert_eq!(names.serial, hex(other.serial_number().as_bytes()), "{name}");
            let (start, end) = details.validity.expect("dates");
            assert_eq!(start.unix_milliseconds() / 1000, other.validity().not_before.to_unix_duration().as_secs() as i64, "{name}");
            assert_eq!(end.unix_milliseconds() / 1000, other.validity().not_after.to_unix_duration().as_secs() as i64, "{name}");
            count += 1;
        }
        assert!(count > 10, "{count}");
    }

    #[test]
    fn kinds_and_fingerprints() {
        let found: Vec<_> = keys().map(|(name, pem)| (name, read_certificates(&pem).expect("a certificate").remove(0))).collect();
        let of = |file: &str| {
            found.iter().find(|(name, _)| name.ends_with(&format!("/{file}.crt.pem"))).map(|(_, details)| details).expect(file)
        };
        let kinds = ["idp", "rsa-3072", "ec-p256", "ec-p384", "ec-p521", "ed25519"].map(|file| of(file).key.as_str());
        assert_eq!(kinds, ["RSA 2048", "RSA 3072", "EC P-256", "EC P-384", "EC P-521", "Ed25519"]);
        // By `openssl x509 -fingerprint`.
        assert_eq!(of("idp").sha1, "92328f040aae47c84a6400ffa9108abf9ba2466b");
        assert_eq!(of("idp").sha256, "1cd2434febd986075edb8da1b2e9d6fd1df1fa11f2904c79f5d75b99b02a76ef");
    }

    #[test]
    fn a_bare_key_has_no_names_and_a_private_key_is_refused() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/keys");
        let read = |file: &str| read_certificates(&fs::read_to_string(format!("{folder}/{file}")).expect("a file"));
        let bare = read("idp.pub.pem").expect("a key").remove(0);
        assert_eq!((bare.key.as_str(), bare.names, bare.validity), ("RSA 2048", None, None));
        assert_eq!(read("idp.key.pem").map_err(|error| error.to_string()), Err(crate::error::sentences::PRIVATE_KEY.plain().to_string()));
    }

    fn part(kind: &[u8], tag: u8, value: &[u8]) -> Vec<u8> {
        element(0x30, &[element(0x06, kind).expect("short"), element(tag, value).expect("short")].concat()).expect("short")
    }

    fn written(parts: &[Vec<Vec<u8>>]) -> String {
        let sets: Vec<u8> = parts.iter().flat_map(|part| element(0x31, &part.concat()).expect("short")).collect();
        let name = element(0x30, &sets).expect("short");
        text_of(&Name::sample(&name))
    }

    #[test]
    fn names_are_written_as_rfc_4514_has_them() {
        const CN: &[u8] = b"\x55\x04\x03";
        let utf8 = |value: &str| vec![part(CN, 0x0C, value.as_bytes())];
        assert_eq!(written(&[utf8("A"), utf8("B")]), "CN=B,CN=A");
        assert_eq!(written(&[vec![part(CN, 0x0C, b"A"), part(b"\x55\x04\x0a", 0x13, b"B")]]), "CN=A+O=B");
        assert_eq!(written(&[utf8(" #a,b+c\"d\\e<f>g;h ")]), "CN=\\ #a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h\\ ");
        assert_eq!(written(&[utf8("# a")]), "CN=\\# a");
        assert_eq!(written(&[utf8("one\nline\u{0}")]), "CN=one?line?");
        assert_eq!(written(&[vec![part(CN, 0x1E, b"\x00B\x00\xFC")]]), "CN=B\u{FC}");
        assert_eq!(written(&[vec![part(CN, 0x14, b"B\xFC")]]), "CN=B\u{FC}");
        assert_eq!(written(&[vec![part(CN, 0x0C, b"B\xFF")]]), "CN=B\u{FFFD}");
        assert_eq!(written(&[vec![part(b"\x2a\x03\x04", 0x0C, b"x")]]), "1.2.3.4=x");
        assert_eq!(written(&[]), "");
    }

    #[test]
    fn what_is_no_name_has_no_parts() {
        for octets in [&b"\x05\x00"[..], b"\x30\x02\x31\x00", b"\x30\x03\x31\x01\x00", b"\x30\x02\x05\x00"] {
            assert_eq!(text_of(&Name::sample(octets)).trim_matches(|c| c == ',' || c == ' '), "", "{octets:?}");
        }
    }
}
