//! Every form that is pasted, and the sentence for everything that is pasted by mistake.

use std::string::ToString;
use std::{format, vec};

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

use super::*;
use crate::crypto::test_keys::{RSA_1024, RSA_2048, unhex};

#[test]
fn takes_a_certificate_in_every_form() {
    let der = certificate().der();
    let plain = STANDARD.encode(&der);
    let pem = armour("CERTIFICATE", &der);
    let forms = [
        ("PEM", pem.clone()),
        ("no last line break", pem.trim().to_string()),
        ("CRLF", pem.replace('\n', "\r\n")),
        ("CR", pem.replace('\n', "\r")),
        ("blank lines", pem.replace('\n', "\n\n")),
        ("indented", pem.lines().map(|line| format!("\t    {line}  \n")).collect()),
        ("one line", pem.replace('\n', "")),
        ("spaces for line breaks", pem.replace('\n', " ")),
        ("line breaks spelled out", pem.replace('\n', "\\n")),
        ("CRLF spelled out", pem.replace('\n', "\\r\\n")),
        ("one long line of base64", format!("-----BEGIN CERTIFICATE-----\n{plain}\n-----END CERTIFICATE-----\n")),
        ("text around it", format!("Bag Attributes\n    friendlyName: signing\nsubject=CN = idp\n{pem}\nRegards, Ann\n")),
        ("byte order mark", format!("\u{FEFF}{pem}")),
        ("old label", armour("X509 CERTIFICATE", &der)),
        ("base64", plain.clone()),
        ("base64 in lines", pem.lines().filter(|line| !line.starts_with('-')).map(|line| format!("   {line}\r\n")).collect()),
        ("base64 without padding", plain.trim_end_matches('=').to_string()),
        ("base64 of PEM", STANDARD.encode(&pem)),
    ];
    for (form, text) in forms {
        let keys = TrustedKey::parse(&text).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(keys.len(), 1, "{form}");
        assert_eq!(keys[0].sha256(), sha256_hex(&der), "{form}");
        assert_eq!(keys[0].rsa_bits(), Some(2048), "{form}");
    }
}

#[test]
fn takes_a_bare_key_in_every_form() {
    let forms = [
        armour("PUBLIC KEY", &spki(RSA)),
        armour("RSA PUBLIC KEY", &rsa_public_key(RSA_2048.n)),
        STANDARD.encode(spki(RSA)),
        STANDARD.encode(rsa_public_key(RSA_2048.n)),
        armour("CERTIFICATE", &spki(RSA)),
    ];
    for text in forms {
        let [key] = <[_; 1]>::try_from(TrustedKey::parse(&text).unwrap()).unwrap();
        assert_eq!(key.sha256(), sha256_hex(&spki(RSA)), "one key has one fingerprint");
        assert_eq!(key.validity(), None);
        assert_verifies(&key);
    }
}

#[test]
fn takes_every_certificate_of_a_bundle_in_order() {
    let other = Certificate { modulus: RSA_1024.n, ..certificate() }.der();
    let bundle = format!("first:\n{}second:\n{}", armour("CERTIFICATE", &certificate().der()), armour("CERTIFICATE", &other));
    let bits: Vec<usize> = TrustedKey::parse(&bundle).unwrap().iter().filter_map(TrustedKey::rsa_bits).collect();
    assert_eq!(bits, [2048, 1024]);
    let keys = TrustedKey::parse(&bundle).unwrap();
    assert_eq!(keys[1].sha256(), sha256_hex(&other));
    assert_refused(&format!("{bundle}{}", armour("PRIVATE KEY", &pkcs8())), "This is a private key. Paste the certificate.");
}

/// Rule K05: a certificate is an envelope for a key.
#[test]
fn nothing_but_the_key_decides() {
    let dated = Certificate { not_before: (0x17, "260101000000Z"), not_after: (0x18, "20510101000000Z"), ..certificate() };
    let odd = [
        ("serial 0", Certificate { serial: &[0], ..certificate() }),
        ("negative serial", Certificate { serial: &[0x80, 1, 2], ..certificate() }),
        ("serial of 40 octets", Certificate { serial: &[0x7F; 40], ..certificate() }),
        ("serial with leading zeros", Certificate { serial: &[0, 0, 1], ..certificate() }),
        ("names that are not names", Certificate { name: b"\x04\x02ab", ..certificate() }),
        ("empty names", Certificate { name: b"", ..certificate() }),
        ("version 1", Certificate { version: b"", extensions: b"", ..certificate() }),
        ("version 9", Certificate { version: b"\xA0\x03\x02\x01\x08", ..certificate() }),
        ("extensions that are not", Certificate { extensions: b"\xA3\x02\x05\x00", ..certificate() }),
        ("PSS key", Certificate { algorithm: PSS, ..certificate() }),
        ("absent parameters", Certificate { algorithm: b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", ..certificate() }),
        ("expired", Certificate { not_after: (0x17, "000101000000Z"), ..certificate() }),
        ("dates", dated),
    ];
    for (name, certificate) in odd {
        let der = certificate.der();
        let key = TrustedKey::from_der(&der).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(key.validity().is_some(), "{name}");
        assert_eq!(key.sha256(), sha256_hex(&der), "{name}");
        assert_verifies(&key);
    }
}

#[test]
fn reads_dates_in_both_forms() {
    let moment = |seconds: i64| Timestamp::from_unix_milliseconds(seconds * 1000);
    let read =
        |not_before, not_after| TrustedKey::from_der(&Certificate { not_before, not_after, ..certificate() }.der()).unwrap().validity();
    assert_eq!(read((0x17, "700101000000Z"), (0x17, "491231235959Z")), Some((moment(0), moment(2_524_607_999))));
    assert_eq!(read((0x18, "20260101000000Z"), (0x18, "99991231235959Z")), Some((moment(1_767_225_600), moment(253_402_300_799))));
    assert_eq!(read((0x17, "500101000000Z"), (0x18, "19700101000000Z")), Some((moment(-631_152_000), moment(0))));
    assert_eq!(read((0x17, "991231235959Z"), (0x17, "000101000000Z")), Some((moment(946_684_799), moment(946_684_800))));
}

/// The first is from a real certificate.
#[test]
fn dates_that_cannot_be_read_are_absent() {
    let utc =
        ["1231183000Z", "3301010000Z", "330101000000+0100", "33010100000Z ", " 30101000000Z", "33010100000éZ"].map(|text| (0x17, text));
    let general = ["20261301000000Z", "20260101000000.5Z", "202601010000 0Z", "2026010100000+Z"].map(|text| (0x18, text));
    for not_after in utc.into_iter().chain(general).chain([(0x0C, "never")]) {
        let key = TrustedKey::from_der(&Certificate { not_after, ..certificate() }.der()).unwrap();
        assert_eq!(key.validity(), None, "{not_after:?}");
        assert_verifies(&key);
    }
}

/// Rule K10.
#[test]
fn a_private_key_is_refused_and_never_repeated() {
    let pkcs1 = pkcs1();
    let sec1 = tlv(0x30, &[&integer(&[1])[..], &tlv(0x04, &unhex(RSA_2048.d)[..32])].concat());
    let encrypted = tlv(
        0x30,
        &[tlv(0x30, &[&b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d"[..], &tlv(0x30, b"")].concat()), tlv(0x04, &pkcs1)].concat(),
    );
    let openssh = [&b"openssh-key-v1\0"[..], &unhex(RSA_2048.d)].concat();
    let cut_off = &pkcs8()[..200];
    let pasted = [
        armour("PRIVATE KEY", &pkcs8()),
        armour("RSA PRIVATE KEY", &pkcs1),
        armour("EC PRIVATE KEY", &sec1),
        armour("DSA PRIVATE KEY", &pkcs1),
        armour("ENCRYPTED PRIVATE KEY", &encrypted),
        armour("OPENSSH PRIVATE KEY", &openssh),
        armour("CERTIFICATE", &pkcs8()),
        armour("CERTIFICATE", &pkcs1),
        armour("PUBLIC KEY", &sec1),
        armour("PRIVATE KEY", &pkcs8()).replace('\n', " "),
        armour("PRIVATE KEY", &pkcs8()).replace("-----", "----"),
        format!("PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 1\n{}", STANDARD.encode(&pkcs1)),
        STANDARD.encode(pkcs8()),
        STANDARD.encode(&pkcs1),
        STANDARD.encode(&sec1),
        STANDARD.encode(&encrypted),
        STANDARD.encode(cut_off),
        STANDARD.encode(armour("PRIVATE KEY", &pkcs8())),
        format!("{}{}", armour("CERTIFICATE", &certificate().der()), armour("PRIVATE KEY", &pkcs8())),
    ];
    for text in pasted {
        assert_refused(&text, "This is a private key. Paste the certificate.");
    }
    for der in [&pkcs8()[..], &pkcs1, &sec1, &encrypted, cut_off] {
        assert_eq!(TrustedKey::from_der(der).unwrap_err().to_string(), "This is a private key. Paste the certificate.");
    }
    // PKCS#12 is named as what it is.
    let pfx = tlv(0x30, &[integer(&[3]), tlv(0x30, b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"), tlv(0x30, b"")].concat());
    assert_refused(&STANDARD.encode(pfx), "This is a PKCS#12 file (.p12, .pfx), which holds a private key. Paste the certificate.");
}

/// Whatever is wrong with a key, no sentence holds any of its octets, in hex or base64.
#[test]
fn no_sentence_repeats_what_was_pasted() {
    let secret = STANDARD.encode(pkcs8());
    for text in [
        secret[4..].to_string(),
        secret[1..].to_string(),
        format!("-----BEGIN {secret}-----\nMIIB\n-----END X-----"),
        format!("-----BEGIN CERTIFICATE-----\n{secret}"),
        format!("-----BEGIN {secret}"),
        format!("-----BEGIN CERTIFICATE-----{}?-----END CERTIFICATE-----", &secret[40..]),
        format!("https://idp.example/{secret}"),
        format!("{{\"d\":\"{secret}\"}}"),
    ] {
        let sentence = TrustedKey::parse(&text).unwrap_err().to_string();
        let octets = secret.as_bytes().windows(8).map(|part| core::str::from_utf8(part).unwrap());
        assert!(octets.into_iter().all(|part| !sentence.contains(part)), "{sentence}");
    }
}

#[test]
fn other_things_get_a_sentence_of_their_own() {
    let der = certificate().der();
    let pem = armour("CERTIFICATE", &der);
    let nothing = "There is nothing here. Paste the IdP's signing certificate: it begins with -----BEGIN CERTIFICATE-----.";
    let neither = "This is neither PEM nor base64. Paste the IdP's signing certificate: it begins with -----BEGIN CERTIFICATE-----.";
    let unknown = "This is not a certificate. Paste the IdP's signing certificate, as PEM or base64.";
    let fingerprint = "This is a fingerprint. Only the certificate itself can be trusted: paste it whole.";
    let url = "This is a URL, and nothing is fetched. Paste the certificate itself.";
    let request = "This is a certificate request, which nobody has signed yet. Paste the IdP's signing certificate.";
    let bundle = "This is a PKCS#7 bundle (.p7b). Paste the IdP's signing certificate alone.";
    let damaged = "The certificate is damaged: between its first and last line is something that is not base64. Copy it once more.";
    let cut = "The certificate is cut off: its end is missing. Copy it once more, up to its last line.";
    let unreadable =
        "This is not an X.509 certificate that can be read: it is damaged, or it is a certificate request or a revocation list.";
    let hyphens =
        "The first line is damaged: it must be -----BEGIN CERTIFICATE----- with five hyphens on each side. Copy the certificate once more.";
    let ssh = "This is an SSH key. Paste the IdP's signing certificate.";
    let hex = sha256_hex(b"");
    let colons = |digits: &str| {
        digits.as_bytes().chunks(2).map(|pair| core::str::from_utf8(pair).unwrap()).collect::<Vec<_>>().join(":").to_uppercase()
    };
    let pkcs7 = tlv(0x30, &[&b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"[..], &tlv(0xA0, &tlv(0x30, b""))].concat());
    let csr_body = tlv(0x30, &[integer(&[0]), tlv(0x30, b""), spki(RSA), tlv(0xA0, b"")].concat());
    let csr = tlv(0x30, &[csr_body, tlv(0x30, RSA), tlv(0x03, b"\0sig")].concat());
    let cases = [
        ("", nothing),
        (" \r\n\t", nothing),
        ("certificate.pem", neither),
        ("MIIC*", neither),
        ("BEGIN CERTIFICATE", hyphens),
        ("\u{2014}-BEGIN CERTIFICATE\u{2014}-\nMIIC\n\u{2014}-END CERTIFICATE\u{2014}-", hyphens),
        ("-----BEGIN CERTIFICATE", hyphens),
        ("AAAA", unknown),
        ("hello world!", neither),
        ("helloworld12", unknown),
        ("https://example.okta.com/app/exk1/sso/saml/metadata", url),
        ("HTTP://idp.example/cert.pem", url),
        (
            "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>",
            "This is XML. From metadata, paste the text of the X509Certificate element of the signing key.",
        ),
        (
            "<ds:X509Certificate>MIIC</ds:X509Certificate>",
            "This is XML. From metadata, paste the text of the X509Certificate element of the signing key.",
        ),
        ("{\"kty\":\"RSA\",\"n\":\"AQAB\"}", "This is JSON. Paste the certificate: in a JWK Set, it is the first value of x5c."),
        ("ssh-rsa AAAAB3NzaC1yc2E= ann@example.com", ssh),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", ssh),
        ("ecdsa-sha2-nistp256 AAAA", ssh),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----", ssh),
        (&hex, fingerprint),
        (&hex.to_uppercase(), fingerprint),
        (&colons(&hex), fingerprint),
        (&colons(&hex[..40]), fingerprint),
        (&colons(&hex[..32]), fingerprint),
        (&colons(&hex).replace(':', " "), fingerprint),
        (&format!("SHA256 Fingerprint={}", colons(&hex)), fingerprint),
        (&format!("sha1 Fingerprint={}", colons(&hex[..40])), fingerprint),
        (&format!("SHA-1: {}", colons(&hex[..40])), fingerprint),
        (&format!("sha256:{hex}"), fingerprint),
        ("SHA256:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg", fingerprint),
        (&armour("CERTIFICATE REQUEST", &csr), request),
        (&armour("NEW CERTIFICATE REQUEST", &csr), request),
        (&STANDARD.encode(&csr), unreadable),
        (
            &armour("TRUSTED CERTIFICATE", &der),
            "This is OpenSSL's own form of a certificate. Convert it with `openssl x509 -in FILE` and paste what that prints.",
        ),
        (&armour("PKCS7", &pkcs7), bundle),
        (&armour("CMS", &pkcs7), bundle),
        (&STANDARD.encode(&pkcs7), bundle),
        (&armour("X509 CRL", &der), "This is a certificate revocation list. Paste the IdP's signing certificate."),
        (&armour("DH PARAMETERS", &der), "This PEM block is of a kind that holds no certificate. Paste the IdP's signing certificate."),
        (&armour("certificate", &der), "This PEM block is of a kind that holds no certificate. Paste the IdP's signing certificate."),
        (
            pem.split("-----END").next().unwrap(),
            "The line -----END CERTIFICATE----- is missing. Copy the certificate once more, up to that line.",
        ),
        (&pem.replace("MII", "M*I"), damaged),
        ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", damaged),
        (&armour("CERTIFICATE", &der[..der.len() - 30]), cut),
        (&STANDARD.encode(&der[..100]), cut),
        (&armour("CERTIFICATE", &[&der[..], b"\0"].concat()), unreadable),
        (
            &armour("PUBLIC KEY", &tlv(0x30, &[tlv(0x30, b""), tlv(0x03, b"\0x")].concat())),
            "This looks like a public key, but it is damaged. Copy it once more.",
        ),
        (&armour("RSA PUBLIC KEY", &tlv(0x30, &[integer(&[0x80; 256]), integer(&[3])].concat())), "The RSA key in it is damaged."),
        (
            &armour("RSA PUBLIC KEY", &tlv(0x30, &[integer(&[1]), integer(&[3])].concat())),
            "The RSA key has 1 bits; it must have 1024 to 8192.",
        ),
    ];
    for (text, sentence) in cases {
        assert_refused(text, sentence);
    }
}

#[test]
fn other_kinds_of_keys_are_recognised() {
    let not_here = |name: &str| {
        format!(
            "The key in it is of type {name}, which cannot verify here. Let the IdP sign with an RSA key of 2048 bits or more, with an EC key or with an Ed25519 key, and paste its certificate."
        )
    };
    for (algorithm, name) in [
        (&b"\x06\x03\x2b\x65\x71"[..], "Ed448"),
        (b"\x06\x03\x2b\x65\x6e", "X25519"),
        (b"\x06\x07\x2a\x86\x48\xce\x38\x04\x01", "DSA"),
        (b"\x06\x07\x2a\x86\x48\xce\x3e\x02\x01", "Diffie-Hellman"),
        (b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07", "RSA-OAEP"),
    ] {
        assert_refused(&armour("CERTIFICATE", &Certificate { algorithm, ..certificate() }.der()), &not_here(name));
        assert_refused(&armour("PUBLIC KEY", &spki(algorithm)), &not_here(name));
    }
    let gost = Certificate { algorithm: b"\x06\x06\x2a\x85\x03\x02\x02\x13", ..certificate() }.der();
    assert_refused(
        &armour("CERTIFICATE", &gost),
        "The key in it is of an unknown type (1.2.643.2.2.19), which is not supported. Let the IdP sign with an RSA key of 2048 bits or more, with an EC key or with an Ed25519 key, and paste its certificate.",
    );
}

/// CVE-2020-0601: who brings parameters along chooses his own generator.
#[test]
fn curves_go_by_name_and_keys_are_points() {
    let curve = |oid: &[u8]| [&b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"[..], oid].concat();
    let others: [&[u8]; 4] = [
        b"\x06\x05\x2b\x81\x04\x00\x0a", // secp256k1
        b"\x06\x05\x2b\x81\x04\x00\x21", // P-224
        b"\x30\x03\x02\x01\x01",         // explicit
        b"",
    ];
    for oid in others {
        let sentence = "The EC key in it is not of one of the curves that are supported, by name: P-256, P-384 and P-521. Let the IdP sign with one of them, or with RSA.";
        assert_refused(&armour("PUBLIC KEY", &spki(&curve(oid))), sentence);
    }
    let p256 = curve(b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07");
    assert_refused(&armour("PUBLIC KEY", &spki(&p256)), "The EC key in it is damaged: it is no point of its curve.");
    assert_refused(&armour("PUBLIC KEY", &spki(b"\x06\x03\x2b\x65\x70")), "The Ed25519 key in it is damaged.");
}

/// RFC 8032: a key of small order has signed everything.
#[test]
fn weak_ed25519_keys_are_refused() {
    for first in [0, 1] {
        let mut key = [0_u8; 32];
        key[0] = first;
        let der = tlv(0x30, &[&tlv(0x30, b"\x06\x03\x2b\x65\x70")[..], &tlv(0x03, &[&[0][..], &key].concat())].concat());
        assert_refused(&armour("PUBLIC KEY", &der), "The Ed25519 key in it is damaged.");
    }
}

/// Octets of an attacker reach this through the certificate that a message names.
#[test]
fn no_octets_make_it_panic() {
    let der = certificate().der();
    for length in 0..der.len() {
        assert!(TrustedKey::from_der(&der[..length]).is_err(), "{length}");
    }
    for position in 0..der.len() {
        for octet in [0, 1, 0x30, 0x7F, 0x80, 0x84, 0xFF] {
            let mut changed = der.clone();
            changed[position] = octet;
            if let Ok(key) = TrustedKey::from_der(&changed) {
                assert!(key.rsa_bits().is_none_or(|bits| (1024..=8192).contains(&bits)));
            }
        }
    }
}

/// A certificate as it may stand in the world, sound by default.
struct Certificate {
    version: &'static [u8],
    serial: &'static [u8],
    name: &'static [u8],
    not_before: (u8, &'static str),
    not_after: (u8, &'static str),
    algorithm: &'static [u8],
    modulus: &'static str,
    extensions: &'static [u8],
}

fn certificate() -> Certificate {
    Certificate {
        version: b"\xA0\x03\x02\x01\x02",
        serial: &[1],
        name: b"\x31\x0e\x30\x0c\x06\x03\x55\x04\x03\x0c\x05idp 1",
        not_before: (0x17, "260101000000Z"),
        not_after: (0x17, "360101000000Z"),
        algorithm: RSA,
        modulus: RSA_2048.n,
        extensions: b"\xA3\x13\x30\x11\x30\x0f\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x05\x30\x03\x01\x01\xff",
    }
}

impl Certificate {
    fn der(&self) -> Vec<u8> {
        let date = |(tag, text): (u8, &str)| tlv(tag, text.as_bytes());
        let key = tlv(0x03, &[&[0], &rsa_public_key(self.modulus)[..]].concat());
        let contents = [
            self.version.to_vec(),
            tlv(0x02, self.serial),
            tlv(0x30, RSA),
            tlv(0x30, self.name),
            tlv(0x30, &[date(self.not_before), date(self.not_after)].concat()),
            tlv(0x30, self.name),
            tlv(0x30, &[tlv(0x30, self.algorithm), key].concat()),
            self.extensions.to_vec(),
        ];
        tlv(0x30, &[tlv(0x30, &contents.concat()), tlv(0x30, RSA), tlv(0x03, b"\0not checked")].concat())
    }
}

const RSA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
const PSS: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";

fn spki(algorithm: &[u8]) -> Vec<u8> {
    let key = tlv(0x03, &[&[0], &rsa_public_key(RSA_2048.n)[..]].concat());
    tlv(0x30, &[tlv(0x30, algorithm), key].concat())
}

fn rsa_public_key(modulus: &str) -> Vec<u8> {
    tlv(0x30, &[integer(&[&[0], &unhex(modulus)[..]].concat()), integer(&[1, 0, 1])].concat())
}

fn pkcs1() -> Vec<u8> {
    let numbers = [unhex(RSA_2048.n), vec![1, 0, 1], unhex(RSA_2048.d), vec![3], vec![3], vec![3], vec![3], vec![3]];
    let numbers = numbers.into_iter().flat_map(|number| integer(&[&[0], &number[..]].concat()));
    tlv(0x30, &integer(&[0]).into_iter().chain(numbers).collect::<Vec<_>>())
}

fn pkcs8() -> Vec<u8> {
    tlv(0x30, &[integer(&[0]), tlv(0x30, RSA), tlv(0x04, &pkcs1())].concat())
}

fn integer(octets: &[u8]) -> Vec<u8> {
    tlv(0x02, octets)
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let head = match content.len() {
        0..0x80 => vec![tag, length[1]],
        0x80..0x100 => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [head, content.to_vec()].concat()
}

fn armour(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: String = text.as_bytes().chunks(64).map(|line| format!("{}\n", core::str::from_utf8(line).unwrap())).collect();
    format!("-----BEGIN {label}-----\n{lines}-----END {label}-----\n")
}

fn rsa_sha(bits: &str) -> SignatureAlgorithm {
    SignatureAlgorithm::from_uri(&["http://www.w3.org/2001/04/xmldsig-more#rsa-sha", bits].concat()).unwrap()
}

/// By `openssl dgst -sha256 -sign` with [`RSA_2048`].
#[track_caller]
fn assert_verifies(key: &TrustedKey) {
    let signature = unhex(crate::crypto::test_keys::SHA256_BY_OPENSSL);
    assert_eq!(key.verify(rsa_sha("256"), b"the canonical SignedInfo", &signature), Verdict::Match);
    assert_eq!(key.verify(rsa_sha("256"), b"the canonical signedInfo", &signature), Verdict::NoMatch);
    assert_eq!(key.verify(rsa_sha("512"), b"the canonical SignedInfo", &signature), Verdict::NoMatch);
}

#[track_caller]
fn assert_refused(text: &str, sentence: &str) {
    let error = TrustedKey::parse(text).map(|keys| keys.len()).expect_err(text);
    assert_eq!(error.to_string(), sentence, "{text}");
}
