//! Every Response of the public corpus, judged as its manifest says, once with SHA-1 refused and once with it allowed; and all of its metadata.

mod support;

use std::collections::BTreeSet;

use saml_edge::{
    DecryptionKey, Endpoint, Error, ErrorKind, IdpInitiated, IdpMetadata, InResponseTo, MetadataOptions, MetadataTrust,
    MetadataTrustPolicy, Policy, Post, Timestamp, read_metadata, verify,
};
use serde_json::{Value, json};
use support::corpus::Part;
use support::settings;

#[test]
fn responses() {
    let Some(mut part) = Part::open("responses", "responses") else { return };
    let mut accepted = [0, 0];
    for entry in part.take_entries() {
        let id = entry["id"].as_str().unwrap();
        for (allow_sha1, accepted) in [false, true].into_iter().zip(&mut accepted) {
            let expected = is_acceptable(&entry, allow_sha1);
            let found = judge(&part, &entry, allow_sha1);
            *accepted += usize::from(found.is_ok());
            if found.is_ok() != expected {
                part.disagree(id, &found.map_or_else(|error| error, |()| "accepted".into()));
            }
        }
    }
    println!("{accepted:?}");
    assert!(accepted[0] >= 16 && accepted[1] > accepted[0], "{accepted:?}");
    part.finish();
}

/// What the manifest says, with what this policy asks for laid over it.
fn is_acceptable(entry: &Value, allow_sha1: bool) -> bool {
    let flags: Vec<&str> = entry["policy_flags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_refused_for = |flag: &&str| match *flag {
        "sha1" => !allow_sha1,
        // The connection is configured for these; the Responses with AES-CBC that are signed only inside get its leave.
        "rsa-1024" | "no Response Issuer" | "cbc encryption" => false,
        flag if flag.starts_with("trust anchor taken from the message KeyInfo") || flag.starts_with("assertion(s) inside Advice") => false,
        _ => true,
    };
    let is_well_meant = matches!(entry["expect_sp"].as_str().unwrap(), "accept" | "accept-if-policy-allows");
    is_well_meant && !flags.iter().any(is_refused_for)
}

/// With the settings that the message asks for: only what it is in itself can refuse it.
fn judge(part: &Part, entry: &Value, allow_sha1: bool) -> Result<(), String> {
    let certificates = part.texts(&entry["trust_certs"]).into_iter().chain(part.texts(&entry["trust_keys"]));
    let text = |member: &str, otherwise: &str| entry[member].as_str().filter(|text| !text.is_empty()).unwrap_or(otherwise).to_owned();
    let in_response_to = entry["in_response_to"].as_str();
    let settings = json!({
        "idp": { "entityId": text("issuer", "https://idp.example.com"), "certificates": certificates.collect::<Vec<_>>() },
        "sp": { "entityId": text("sp_entity_id", "https://sp.example.com"), "acsUrl": text("acs", "https://sp.example.com/acs") },
    });
    let policy = Policy {
        allow_sha1,
        allow_unauthenticated_cbc: true,
        min_rsa_bits: 1024,
        allow_http_acs: true,
        allow_confirmation_not_before: true,
        idp_initiated: IdpInitiated::Accept,
        ..Policy::strict()
    };
    let keys = part.texts(&entry["decryption_keys"]).iter().map(|text| DecryptionKey::parse(text)).collect::<Result<_, _>>();
    let connection = settings::connection(&settings, policy)?;
    let connection = keys.and_then(|keys| connection.with_decryption_keys(keys)).map_err(|error| error.to_string())?;
    let now = entry["now"].as_str().map_or(Timestamp::from_unix_milliseconds(0), |now| Timestamp::parse(now).unwrap());
    let octets = part.read(&entry["file"]);
    let expectation = in_response_to.map_or(InResponseTo::Unsolicited, InResponseTo::Request);
    verify(&Post::from_xml(&octets), &connection, expectation, now).map(drop).map_err(|error: Error| error.to_string())
}

/// Before anything in the corpus has expired.
const EARLY: &str = "2000-01-01T00:00:00Z";

fn early() -> Timestamp {
    Timestamp::parse(EARLY).unwrap()
}

#[test]
fn metadata() {
    let Some(mut part) = Part::open("metadata", "metadata") else { return };
    let (mut read, mut refused) = (0, 0);
    for entry in part.take_entries() {
        let id = entry["id"].as_str().unwrap();
        let octets = part.read(&entry["file"]);
        let options = MetadataOptions { allow_http: true, ..MetadataOptions::vendor() };
        let absent = read_metadata(&octets, &MetadataOptions { entity_id: Some("urn:absent"), ..options }, early()).unwrap_err();
        match absent.kind {
            ErrorKind::DoctypeForbidden if entry["has_doctype"] == true => continue,
            ErrorKind::MetadataEntityMissing { entities, .. } if entry["n_entities"] == entities && entry["has_doctype"] == false => {}
            other => part.disagree(id, &format!("{} entities: {other:?}", entry["n_entities"])),
        }
        for entity in entry["entities"].as_array().unwrap() {
            let Some(entity_id) = entity["entity_id"].as_str() else { continue };
            let found = read_metadata(&octets, &MetadataOptions { entity_id: Some(entity_id), ..options }, early());
            match (said_of(&entry, entity), found) {
                (Some(expected), Ok(found)) => {
                    read += 1;
                    if expected != members(&found) {
                        part.disagree(id, &format!("{entity_id}:\nexpected {expected}\nfound    {}", members(&found)));
                    }
                    // Once it has expired, by this clock.
                    let strictly = MetadataOptions { entity_id: Some(entity_id), clock_skew_seconds: 0, ..options };
                    let late = found.valid_until.map(|end| read_metadata(&octets, &strictly, end));
                    assert!(late.is_none_or(|late| matches!(late, Err(Error { kind: ErrorKind::MetadataExpired { .. }, .. }))), "{id}");
                }
                (None, Err(_)) => refused += 1,
                (Some(_), Err(error)) => part.disagree(id, &format!("{entity_id}: {error}")),
                (None, Ok(found)) => part.disagree(id, &format!("{entity_id}: {found:?}")),
            }
        }
        let alone = read_metadata(&octets, &options, early());
        let one = entry["idp_entity_ids"].as_array().unwrap();
        if let [one] = one.as_slice() {
            let chosen = read_metadata(&octets, &MetadataOptions { entity_id: one.as_str(), ..options }, early());
            assert_eq!(alone.ok(), chosen.ok(), "{id}");
        } else if let Ok(alone) = alone {
            part.disagree(id, &format!("{} identity providers, and {} was read", one.len(), alone.entity_id));
        }
    }
    println!("{read} entities read, {refused} refused");
    assert!(read > 100 && refused > 100, "{read} {refused}");
    part.finish();
}

/// What the manifest says of an entity, as far as it can be used; nothing, where it says that it cannot.
fn said_of(entry: &Value, entity: &Value) -> Option<Value> {
    let role = &entity["idp"].as_array()?.iter().find(|role| {
        let mut protocols = role["protocols"].as_array().into_iter().flatten();
        protocols.any(|protocol| protocol == "urn:oasis:names:tc:SAML:2.0:protocol")
    })?;
    let sso = usable(&role["sso"]);
    let certificates = unique(&role["signing_cert_sha256"]);
    if sso.is_empty() || certificates.is_empty() {
        return None;
    }
    let valid_until = [&entry["root_valid_until"], &entity["valid_until"]].into_iter().filter_map(Value::as_str);
    Some(json!({
        "sso": sso,
        "slo": usable(&role["slo"]),
        "certificates": certificates,
        "wantAuthnRequestsSigned": role["want_authn_requests_signed"] == "true",
        "nameIdFormats": role["name_id_formats"],
        "validUntil": valid_until.filter_map(Timestamp::parse).min().map(Timestamp::unix_milliseconds),
    }))
}

fn members(metadata: &IdpMetadata) -> Value {
    let endpoints =
        |endpoints: &[Endpoint]| -> Vec<_> { endpoints.iter().map(|at| format!("{} {}", at.binding.uri(), at.location)).collect() };
    json!({
        "sso": endpoints(&metadata.single_sign_on),
        "slo": endpoints(&metadata.single_logout),
        "certificates": metadata.keys.iter().map(|key| &key.sha256).collect::<Vec<_>>(),
        "wantAuthnRequestsSigned": metadata.want_authn_requests_signed,
        "nameIdFormats": metadata.name_id_formats,
        "validUntil": metadata.valid_until.map(Timestamp::unix_milliseconds),
    })
}

/// Binding and address, those by HTTP-Redirect first.
fn usable(endpoints: &Value) -> Vec<String> {
    let of = |binding: &str| {
        let uri = format!("urn:oasis:names:tc:SAML:2.0:bindings:{binding}");
        let endpoints = endpoints.as_array().unwrap().iter().filter(move |endpoint| endpoint["binding"] == uri);
        endpoints.filter_map(|endpoint| Some(format!("{} {}", endpoint["binding"].as_str()?, endpoint["location"].as_str()?.trim())))
    };
    of("HTTP-Redirect").chain(of("HTTP-POST")).collect()
}

fn unique(values: &Value) -> Vec<&str> {
    let mut known = BTreeSet::new();
    values.as_array().unwrap().iter().filter_map(Value::as_str).filter(|value| known.insert(*value)).collect()
}

#[test]
fn signatures_of_metadata() {
    let Some(mut part) = Part::open("metadata", "metadata-signatures") else { return };
    let stranger = std::fs::read_to_string(support::vector::folder().join("keys/attacker.crt.pem")).unwrap();
    let (mut valid, mut sha1) = (0, 0);
    for entry in part.take_entries() {
        let octets = part.read(&entry["file"]);
        let id = entry["id"].as_str().unwrap();
        let mut certificates = part.texts(&entry["trust_certs"]);
        if certificates.is_empty() {
            certificates.push(stranger.clone());
        }
        let algorithm = |signature: &Value| signature["signature_method"].as_str().is_some_and(|uri| uri.ends_with("sha1"));
        let is_sha1 = entry["signatures"].as_array().unwrap().iter().any(algorithm);
        for allow_sha1 in [false, true] {
            let policy = MetadataTrustPolicy { allow_sha1, min_rsa_bits: 1024 };
            let trust = MetadataTrust::new(&certificates, policy).unwrap();
            let options = MetadataOptions { trust: Some(&trust), ..MetadataOptions::vendor() };
            let expected = entry["signature_expect"] == "valid" && (allow_sha1 || !is_sha1);
            let found = match read_metadata(&octets, &options, early()) {
                Ok(found) => found.signed_by.ok_or_else(|| "not signed".into()),
                // What it says is looked at after the signature.
                Err(error) if matches!(error.rule().as_str(), "M06" | "M07" | "M08" | "M09" | "M10") => Ok(String::new()),
                Err(error) => Err(error.to_string()),
            };
            valid += usize::from(found.is_ok());
            sha1 += usize::from(found.is_ok() && is_sha1);
            if found.is_ok() != expected {
                part.disagree(id, &found.unwrap_or_else(|error| error));
            }
        }
    }
    println!("{valid} signatures verify, {sha1} of them with SHA-1");
    assert!(valid > 10, "{valid}");
    part.finish();
}
