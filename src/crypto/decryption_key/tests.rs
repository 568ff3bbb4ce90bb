//! What administrators paste in the place of a key, and keys that are none.

use std::format;
use std::string::{String, ToString as _};
use std::vec;
use std::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::crypto::digest::DigestAlgorithm;

fn file(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/vectors/keys/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----")).collect()
}

fn der(pem: &str) -> Vec<u8> {
    STANDARD.decode(body(pem)).unwrap()
}

#[track_caller]
fn refused(text: &str, sentence: &str) {
    match DecryptionKey::parse(text) {
        Ok(_) => panic!("taken: {text}"),
        Err(error) => assert!(error.message().contains(sentence), "{error}\nexpected: {sentence}"),
    }
}

#[test]
fn every_way_to_write_one_key() {
    let (pkcs8, pkcs1) = (file("sp.key.pem"), file("sp-pkcs1.key.pem"));
    let texts = [
        pkcs8.clone(),
        pkcs1.clone(),
        body(&pkcs8),
        body(&pkcs1),
        STANDARD.encode(&pkcs8),
        pkcs8.replace('\n', "\\n"),
        pkcs8.replace('\n', "\r\n"),
        format!("\u{FEFF}Bag Attributes\n{pkcs8}\n"),
        format!("{}{pkcs8}", file("sp.crt.pem")),
        format!("{pkcs8}{}", file("sp.crt.pem")),
    ];
    for text in texts {
        assert_eq!(DecryptionKey::parse(&text).unwrap().bits(), 2048, "{text}");
    }
}

#[test]
fn other_things_are_named() {
    let pem = file("sp.key.pem");
    refused("", "There is nothing here.");
    refused(" \n", "There is nothing here.");
    refused("{\"kty\":\"RSA\"}", "This is JSON.");
    refused("secret", "This is not a private key.");
    refused(&file("sp.crt.pem"), "This is a certificate or a public key.");
    // EncryptedPrivateKeyInfo (RFC 5958 3) has an algorithm and octets.
    refused(&STANDARD.encode(b"\x30\x0a\x30\x04\x06\x02\x2a\x03\x04\x02\x00\x00"), "encrypted with a passphrase");
    refused(&body(&file("sp.crt.pem")), "This is a certificate or a public key.");
    refused(&body(&file("idp.pub.pem")), "This is a certificate or a public key.");
    refused(&format!("{pem}{}", file("sp-next.key.pem")), "There are several private keys here.");
    refused(&file("ec-p256.key.pem"), "is not an RSA key");
    refused(&file("ed25519.key.pem"), "is not an RSA key");
    refused(&pem.replace("-----BEGIN PRIVATE KEY-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----"), "encrypted with a passphrase");
    let pkcs1 = file("sp-pkcs1.key.pem");
    refused(&pkcs1.replacen("-----\n", "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n", 1), "encrypted with a passphrase");
    refused(&pem[5..], "The first line is damaged");
    refused(pem.split_once("-----END").unwrap().0, "The line -----END PRIVATE KEY----- is missing. Copy the private key");
    refused(&pem.replacen("MII", "M!I", 1), "The private key is damaged");
    refused(&STANDARD.encode(&der(&pem)[..600]), "The RSA private key is damaged");
    refused(&STANDARD.encode(&der(&pem)[..4]), "The private key is cut off");
    refused(&STANDARD.encode(b"\x30\x03\x02\x01\x05"), "This is not a private key.");
}

#[test]
fn no_sentence_repeats_a_secret() {
    let pem = file("sp.key.pem");
    for text in [&pem[5..], &pem[..pem.len() - 30], &pem.replacen("MII", "M!I", 1), &body(&pem)[4..]] {
        let Err(error) = DecryptionKey::parse(text) else { panic!("taken") };
        let secret = &body(&pem)[100..120];
        assert!(!error.to_string().contains(secret) && !format!("{error:?}").contains(secret));
    }
    let key = DecryptionKey::parse(&pem).unwrap();
    assert_eq!(format!("{key:?}"), "DecryptionKey");
}

/// Mersenne's primes of 521 and 607 bits: they fit together, and still one is far shorter. Whether such a key is taken must not depend on how long a limb is
/// on this machine.
#[test]
fn primes_of_unequal_length_are_refused() {
    refused(&file("unequal-primes.key.pem"), "The RSA private key is damaged, or has more than two primes.");
}

/// Any integer of the key that is another: then it is no key, or what it unwraps is not confirmed.
#[test]
fn a_damaged_key_unwraps_nothing() {
    let good = der(&file("sp-pkcs1.key.pem"));
    let parameters = OaepParameters { digest: DigestAlgorithm::Sha1, mask: DigestAlgorithm::Sha1, label: Vec::new() };
    let mut taken = 0;
    for at in (40..good.len()).step_by(61) {
        let mut bad = good.clone();
        bad[at] ^= 4;
        let Ok(key) = DecryptionKey::parse(&STANDARD.encode(&bad)) else { continue };
        taken += 1;
        let found = key.unwrap_key(&vec![0x5A; 256], &parameters, 32);
        assert!(found.is_none_or(|key| !key.is_genuine()), "octet {at}");
    }
    assert!(taken > 3, "{taken}");
}
