//! Signatures of real identity providers and of the interoperability suites, judged one by one, with SHA-1 refused and allowed.

use std::format;
use std::string::String;
use std::vec::Vec;

use serde_json::Value;

use super::{Algorithms, Signature, Trust};
use crate::corpus::Part;
use crate::crypto::{SignatureAlgorithm, TrustedKey, Verdict};
use crate::error::Fault;
use crate::limits::{Limits, MAX_BYTES_CEILING};
use crate::xml::names::ds;
use crate::xml::{Document, Element, Source};

#[test]
fn signatures_of_the_responses() {
    let Some(mut part) = Part::open("responses", "response-signatures") else { return };
    let mut valid = 0;
    for entry in part.take_entries() {
        let keys = trusted(&part, &entry);
        for signature in entry["signatures"].as_array().into_iter().flatten() {
            let id = format!("{}#{}", entry["id"].as_str().unwrap(), signature["element_index"]);
            let octets = part.read(&entry[if signature["after_decryption"] == true { "decrypted_file" } else { "file" }]);
            let is_valid = signature["result"] == "valid" && signature["profile"] == true;
            let index = usize::try_from(signature["element_index"].as_u64().unwrap()).unwrap();
            let uses_sha1 = uses_sha1(signature);
            for algorithms in [Algorithms::Sha2Only, Algorithms::Sha1Too] {
                let expected = is_valid && (algorithms == Algorithms::Sha1Too || !uses_sha1);
                valid += usize::from(expected);
                let found = judge(&octets, |root| root.descendants().nth(index), Trust { keys: &keys, algorithms });
                compare(&mut part, &id, expected, found);
            }
        }
    }
    assert!(valid > 200, "{valid}");
    part.finish();
}

#[test]
fn signatures_of_the_interoperability_suites() {
    let Some(mut part) = Part::open("xmldsig", "xmldsig") else { return };
    for entry in part.take_entries() {
        let keys = trusted(&part, &entry);
        let octets = part.read(&entry["file"]);
        let id = entry["id"].as_str().unwrap();
        let is_sha1 = entry["policy_flags"].as_array().unwrap().iter().any(|flag| flag == "sha1");
        for algorithms in [Algorithms::Sha2Only, Algorithms::Sha1Too] {
            let expected = entry["expect"] == "valid" && (algorithms == Algorithms::Sha1Too || !is_sha1);
            let found =
                judge(&octets, |root| root.descendants().find(|element| element.is(ds("Signature"))), Trust { keys: &keys, algorithms });
            compare(&mut part, id, expected, found);
        }
    }
    part.finish();
}

/// Signature values over octets that were canonicalised elsewhere: the key layer alone.
#[test]
fn signature_values_of_the_interoperability_suites() {
    let Some(mut part) = Part::open("xmldsig", "primitives") else { return };
    let primitives: Value = serde_json::from_slice(&part.read(&Value::from("xmldsig/primitives.json"))).unwrap();
    let mut judged = 0;
    for entry in primitives["entries"].as_array().unwrap() {
        let octets = |member: &str| crate::base64::decode_xml(entry[member].as_str().unwrap()).unwrap();
        let Some(algorithm) = SignatureAlgorithm::from_uri(entry["signature_method"].as_str().unwrap()) else { continue };
        let Ok(keys) = TrustedKey::parse(entry["spki_pem"].as_str().unwrap()) else {
            // Keys of 512 bits are refused before they verify anything.
            assert!(entry["key_bits"].as_u64().unwrap() < 1024, "{entry}");
            continue;
        };
        let message = octets("signed_info_c14n_b64");
        let mut signature = octets("signature_b64");
        if keys[0].verify(algorithm, &message, &signature) != Verdict::Match {
            part.disagree(entry["id"].as_str().unwrap(), "it does not verify");
        }
        signature[0] ^= 1;
        assert_eq!(keys[0].verify(algorithm, &message, &signature), Verdict::NoMatch, "{}", entry["id"]);
        judged += 1;
    }
    assert!(judged > 50, "{judged}");
    part.finish();
}

fn compare(part: &mut Part, id: &str, expected: bool, found: Result<(), Fault>) {
    if found.is_ok() != expected {
        part.disagree(id, &found.map_or_else(|fault| format!("{:.200}", format!("{:?}", fault.kind)), |()| "it verifies".into()));
    }
}

fn trusted(part: &Part, entry: &Value) -> Vec<TrustedKey> {
    let texts = part.texts(&entry["trust_certs"]).into_iter().chain(part.texts(&entry["trust_keys"]));
    texts.filter_map(|text: String| TrustedKey::parse(&text).ok()).flatten().collect()
}

fn uses_sha1(signature: &Value) -> bool {
    let is_sha1 = |uri: &Value| uri.as_str().is_some_and(|uri| uri.ends_with("sha1"));
    let references = signature["references"].as_array().into_iter().flatten();
    is_sha1(&signature["signature_method"]) || references.into_iter().any(|reference| is_sha1(&reference["digest_method"]))
}

fn judge<'t>(octets: &[u8], find: impl for<'d> Fn(Element<'d>) -> Option<Element<'d>>, trust: Trust<'t>) -> Result<(), Fault> {
    let limits = Limits::for_bytes(MAX_BYTES_CEILING);
    let source = Source::decode(octets, &limits)?;
    let document = Document::parse(&source, &limits)?;
    let malformed = || crate::error::ErrorKind::SignatureMalformed { reason: "there is no Signature in an element" }.nowhere();
    let element = find(document.root()).ok_or_else(malformed)?;
    let parent = element.parent().ok_or_else(malformed)?;
    Signature::read(element, parent, &limits)?.verify(trust, &mut Vec::new()).map(drop)
}
