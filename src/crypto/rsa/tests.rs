//! Signatures of OpenSSL, the `rsa` crate as second opinion, and every laxness that was ever exploited.

use std::vec;

use ::rsa::PublicKey as Oracle;
use crypto_bigint::BoxedUint;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};

use super::*;
use crate::crypto::test_keys::{RSA_1024, RSA_1024_E3, RSA_1031, RSA_2048, SHA256_BY_OPENSSL, TestKey, unhex};

const MESSAGE: &[u8] = b"the canonical SignedInfo";

/// `openssl dgst -sign` with [`RSA_2048`] over [`MESSAGE`].
const BY_OPENSSL: [(DigestAlgorithm, &str); 4] = [
    (
        DigestAlgorithm::Sha1,
        "81b76bfd7645c8ea6d99a98a7fa647770a1393fd904c596adee629ac7afb495b773145279beca42bdf9dd38eee10203dd344c58a24cded0f097a77d1\
        96009c0b144037cfc2624dbcb620681b4c75319c6cad8052d582b1e9e1453ca59c4e859c5379268465963ce6623f1696eeaa00de5c56a6b829a12c33\
        c4acdebcda6966b7eada751e5ac54df99d95511347175380858bb7c6e57fe6ec5b57ba40d33c6beb08283dc5b548a5258392c4c321509e1464c2964f\
        bdaa6383208946e2a3ab899c3c494bb20d8eaa2091f845c3178512e23e9a6a3af2bf1c42509c807b3f38299e7929a9502baf3cc35c2130323900e7e8\
        8e8b1d0259379fb8119f7bef2bedc587",
    ),
    (DigestAlgorithm::Sha256, SHA256_BY_OPENSSL),
    (
        DigestAlgorithm::Sha384,
        "b2631d0363596039a2414e96a55bb75757671712389e4668fc1844efa702632c692bdf706253ce8fb729e58a0ecb1896d105a64e3e18783f1de5b733\
        a2ce5eb3510df2fea6169f7c7715599776f9656bde472ad3cd232c369478c7e37c5c5e1398675e60bc9d2da55a69d52676aa968b7bd982443379c437\
        d0edecb204e48a7e9a04554af859a9050f5872baf3362e870143e72d13e577ffc14676c758faa07b5ef9f869d46cfcb7d5f3dca1d23ee4625675daa8\
        f09e2a978df3f7dabd9557d2b9647fb22bb4f176d95f0b1f2f18b5c2fe5a254e892b939888121bf2b71c269ad90ef31f1e4fdd89d63e4b36af36c370\
        07bbcae1e36d57616ad08733b89e3fc5",
    ),
    (
        DigestAlgorithm::Sha512,
        "d0d6381ae7fb9ae2ab560f4671de3fc5004a48d22eeb0ec14e55270df9d155c2a45af8be00350c30eedac12ed712c71b20163d6276e65cc105112076\
        710f4870c767006c240ac60f7d99a186e8ace77f3a39e4a825d2b5a188905240f01ede27efff0c3c971ba58c0c515b4e6d80e726005295434228f5a0\
        3bc68b7d52ebd8f3891f52ef4455f06ce1d724ef2336704eb8288e02c4075acf0538ce8f7b833c71343f9c2e884e2b6c8e27e50f0d95fdfb56b9883c\
        0a3c30c9110ec18378c3200fff1b4a32062ef75f2ad96ccae5e6df199fc75b38b03afa7f657a460795689e3caf9c7b912aca52025daab45dc702f87b\
        58aaefa62193ec3ff6f68290d42912e4",
    ),
];

#[test]
fn accepts_signatures_of_openssl() {
    let key = public(&RSA_2048);
    for (digest, signature) in BY_OPENSSL {
        assert!(key.verify_pkcs1v15(digest, MESSAGE, &unhex(signature)), "{digest:?}");
    }
}

#[test]
fn refuses_another_digest_another_message_and_another_key() {
    let key = public(&RSA_2048);
    for (digest, signature) in BY_OPENSSL {
        let signature = unhex(signature);
        for (other, _) in BY_OPENSSL.into_iter().filter(|(other, _)| *other != digest) {
            assert!(!key.verify_pkcs1v15(other, MESSAGE, &signature), "{other:?} for {digest:?}");
        }
        assert!(!key.verify_pkcs1v15(digest, b"the canonical signedInfo", &signature));
        assert!(!key.verify_pkcs1v15(digest, b"", &signature));
        assert!(!public(&RSA_1024).verify_pkcs1v15(digest, MESSAGE, &signature));
    }
}

#[test]
fn refuses_every_flipped_bit() {
    let key = public(&RSA_2048);
    let (digest, signature) = BY_OPENSSL[1];
    let good = unhex(signature);
    for octet in 0..good.len() {
        let mut bad = good.clone();
        bad[octet] ^= 1 << (octet % 8);
        assert!(!key.verify_pkcs1v15(digest, MESSAGE, &bad), "octet {octet}");
    }
}

#[test]
fn every_size_and_exponent_signs_and_verifies() {
    for test_key in [&RSA_1024, &RSA_1024_E3, &RSA_1031, &RSA_2048] {
        let key = public(test_key);
        for (digest, _) in BY_OPENSSL {
            let signature = sign(test_key, &key.encode_pkcs1v15(digest, MESSAGE).unwrap());
            assert!(key.verify_pkcs1v15(digest, MESSAGE, &signature), "{} bits, {digest:?}", key.bits());
            assert!(!key.verify_pkcs1v15(digest, b"other", &signature));
            if digest == DigestAlgorithm::Sha256 {
                assert!(oracle_accepts(test_key, &signature));
            }
        }
    }
}

/// The signature value is right; only the encoding is off. Each is refused here and by the second opinion.
#[test]
fn refuses_every_encoding_but_one() {
    for test_key in [&RSA_1024_E3, &RSA_1024, &RSA_1031, &RSA_2048] {
        let key = public(test_key);
        for (name, encoded) in forgeries(key.octets()) {
            let signature = sign(test_key, &encoded);
            assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &signature), "{name}, {} bits", key.bits());
            assert!(!oracle_accepts(test_key, &signature), "oracle: {name}, {} bits", key.bits());
        }
        // The same construction without a defect: the refusals above are about the defect.
        let signature = sign(test_key, &padded(key.octets(), &digest_info(NULL)));
        assert!(key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &signature));
        assert!(oracle_accepts(test_key, &signature));
    }
}

fn forgeries(length: usize) -> Vec<(&'static str, Vec<u8>)> {
    let info = digest_info(NULL);
    let good = padded(length, &info);
    let changed = |position: usize, octet: u8| {
        let mut encoded = good.clone();
        encoded[position] = octet;
        encoded
    };
    let garbage_behind = |padding: usize, info: &[u8]| {
        let mut encoded = vec![0, 1];
        encoded.extend(vec![0xFF; padding]);
        encoded.push(0);
        encoded.extend(info);
        encoded.resize(length, 0x5A);
        encoded
    };
    let hash = DigestAlgorithm::Sha256.digest(MESSAGE);
    let separator = length - info.len() - 1;
    vec![
        ("Bleichenbacher 2006: eight octets of padding, garbage behind", garbage_behind(8, &info)),
        ("no padding, garbage behind", garbage_behind(0, &info)),
        ("garbage of one octet behind", garbage_behind(length - info.len() - 4, &info)),
        ("garbage in the parameters", padded(length, &digest_info(b"\x04\x10garbage garbage!"))),
        ("garbage inside NULL", padded(length, &digest_info(b"\x05\x04\xde\xad\xbe\xef"))),
        ("garbage behind NULL", padded(length, &digest_info(b"\x05\x00\x04\x02ab"))),
        ("parameters absent", padded(length, &digest_info(b""))),
        ("BERserk: length in a long form", padded(length, &long_form(1))),
        ("BERserk: length in a longer form", padded(length, &long_form(4))),
        ("block type 0", changed(1, 0)),
        ("block type 2", changed(1, 2)),
        ("padding octet FE", changed(2, 0xFE)),
        ("padding octet 0", changed(5, 0)),
        ("last padding octet 0", changed(separator - 1, 0)),
        ("separator 1", changed(separator, 1)),
        ("separator FF", changed(separator, 0xFF)),
        ("DigestInfo of SHA-512 with a SHA-256 value", changed(separator + 15, 3)),
        ("one bit of the digest", changed(length - 1, good[length - 1] ^ 1)),
        ("no DigestInfo", padded(length, hash.as_ref())),
        ("digest without its last octet", padded(length, &info[..info.len() - 1])),
        ("digest of another message", padded(length, &[&info[..19], DigestAlgorithm::Sha256.digest(b"other").as_ref()].concat())),
        ("nothing but padding", padded(length, b"")),
    ]
}

#[test]
fn refuses_the_trivial_numbers() {
    for test_key in [&RSA_1024_E3, &RSA_1031, &RSA_2048] {
        let key = public(test_key);
        let modulus = unhex(test_key.n);
        let mut zero = vec![0; modulus.len()];
        assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &zero), "0");
        *zero.last_mut().unwrap() = 1;
        assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &zero), "1");
        assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &modulus), "n");
        let mut before = modulus.clone();
        *before.last_mut().unwrap() -= 1;
        assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &before), "n - 1");
        assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &vec![0xFF; modulus.len()]), "all ones");
    }
}

/// 1031 bits leave one bit of the first octet unused, so that s + n has the right length. OpenSSL's old code took it.
#[test]
fn refuses_the_signature_plus_the_modulus() {
    let key = public(&RSA_1031);
    let signature = sign(&RSA_1031, &key.encode_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE).unwrap());
    let sum = BoxedUint::from_be_slice_vartime(&signature).wrapping_add(BoxedUint::from_be_slice_vartime(&unhex(RSA_1031.n)));
    let sum = sum.to_be_bytes_trimmed_vartime();
    assert_eq!(sum.len(), signature.len());
    assert!(key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &signature));
    assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha256, MESSAGE, &sum));
}

#[test]
fn refuses_every_other_length() {
    let key = public(&RSA_2048);
    let (digest, signature) = BY_OPENSSL[1];
    let good = unhex(signature);
    let longer = [[&[0], &good[..]].concat(), [&good[..], &[0]].concat(), good.repeat(2), vec![0; 4096]];
    for bad in [vec![], vec![0], good[1..].to_vec(), good[..255].to_vec()].into_iter().chain(longer) {
        assert!(!key.verify_pkcs1v15(digest, MESSAGE, &bad), "{} octets", bad.len());
    }
    // A value whose first octet is zero keeps that octet: it is taken with it, and refused without it.
    let (short, message) = (0_u32..)
        .map(|n| n.to_be_bytes())
        .find_map(|message| {
            let signature = sign(&RSA_1024, &public(&RSA_1024).encode_pkcs1v15(digest, &message).unwrap());
            (signature[0] == 0).then_some((signature, message))
        })
        .unwrap();
    assert!(public(&RSA_1024).verify_pkcs1v15(digest, &message, &short));
    assert!(!public(&RSA_1024).verify_pkcs1v15(digest, &message, &short[1..]));
}

#[test]
fn refuses_unsafe_and_costly_keys() {
    let message = |modulus: &[u8], exponent: &[u8]| RsaPublicKey::new(modulus, exponent).unwrap_err().message();
    let odd = |octets: usize| vec![0xFF; octets];
    assert_eq!(message(&odd(127), &[3]), "The RSA key has 1016 bits; it must have 1024 to 8192.");
    assert_eq!(message(&[&[0x7F], &odd(127)[..]].concat(), &[3]), "The RSA key has 1023 bits; it must have 1024 to 8192.");
    assert_eq!(message(&[&[0, 0], &odd(127)[..]].concat(), &[3]), "The RSA key has 1016 bits; it must have 1024 to 8192.");
    assert_eq!(message(&[&[1], &odd(1024)[..]].concat(), &[3]), "The RSA key has 8193 bits; it must have 1024 to 8192.");
    assert_eq!(message(&odd(100_000), &[3]), "The RSA key has 800000 bits; it must have 1024 to 8192.");
    assert_eq!(message(&[], &[3]), "The RSA key has 0 bits; it must have 1024 to 8192.");
    assert_eq!(message(&[0; 300], &[3]), "The RSA key has 0 bits; it must have 1024 to 8192.");
    assert_eq!(message(&[0xFE; 256], &[3]), "The RSA key is damaged: its modulus is even.");
    for exponent in [&[][..], &[0], &[1], &[2], &[1, 0, 0], &[0xFF, 0xFE], &[1, 0, 0, 0, 0, 0, 0, 0, 1]] {
        assert_eq!(
            message(&odd(256), exponent),
            "The RSA key has a public exponent that is not an odd number from 3 to 2^64 - 1.",
            "{exponent:?}"
        );
    }
}

#[test]
fn takes_the_bounds() {
    for (octets, exponent) in [(128, &[3][..]), (1024, &[0xFF; 8]), (1024, &[0, 0, 1, 0, 1])] {
        let key = RsaPublicKey::new(&vec![0xFF; octets], exponent).unwrap();
        assert_eq!(key.bits(), octets * 8);
        assert!(!key.verify_pkcs1v15(DigestAlgorithm::Sha512, MESSAGE, &vec![0x55; octets]));
    }
}

const NULL: &[u8] = b"\x05\x00";

/// DigestInfo of SHA-256 over [`MESSAGE`] with the given parameters.
fn digest_info(parameters: &[u8]) -> Vec<u8> {
    let oid = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";
    let algorithm = tlv(0x30, &[oid, parameters].concat());
    let digest = tlv(0x04, DigestAlgorithm::Sha256.digest(MESSAGE).as_ref());
    tlv(0x30, &[algorithm, digest].concat())
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
}

/// The outer length written with more octets than it needs.
fn long_form(octets: u8) -> Vec<u8> {
    let info = digest_info(NULL);
    let mut long = vec![0x30, 0x80 | octets];
    long.extend(vec![0; usize::from(octets) - 1]);
    long.extend(&info[1..]);
    long
}

fn padded(length: usize, info: &[u8]) -> Vec<u8> {
    let mut encoded = vec![0, 1];
    encoded.resize(length - info.len() - 1, 0xFF);
    encoded.push(0);
    encoded.extend(info);
    encoded
}

fn public(key: &TestKey) -> RsaPublicKey {
    RsaPublicKey::new(&unhex(key.n), &key.e.to_be_bytes()).unwrap()
}

/// The raw private-key operation: whatever the octets are, this is their signature.
fn sign(key: &TestKey, encoded: &[u8]) -> Vec<u8> {
    let parameters = BoxedMontyParams::new_vartime(BoxedUint::from_be_slice_vartime(&unhex(key.n)).into_odd().unwrap());
    let base = BoxedUint::from_be_slice(encoded, parameters.bits_precision()).unwrap();
    let power = BoxedMontyForm::new(base, &parameters).pow(&BoxedUint::from_be_slice_vartime(&unhex(key.d))).retrieve();
    let octets = power.to_be_bytes();
    octets[octets.len() - encoded.len()..].to_vec()
}

fn oracle_accepts(key: &TestKey, signature: &[u8]) -> bool {
    let modulus = BoxedUint::from_be_slice_vartime(&unhex(key.n));
    let oracle = Oracle::new_unchecked(modulus, BoxedUint::from(key.e));
    oracle.pkcs1v15_verify::<sha2::Sha256>(MESSAGE, signature).is_ok()
}
