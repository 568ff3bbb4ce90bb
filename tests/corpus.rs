//! Every Response of the public corpus, judged as its manifest says, once with SHA-1 refused and once with it allowed.

mod support;

use saml_edge::{DecryptionKey, Error, IdpInitiated, InResponseTo, Policy, Post, Timestamp, verify};
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
