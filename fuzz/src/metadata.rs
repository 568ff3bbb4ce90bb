//! What metadata is accepted for makes a connection; a signature that is asked for was made by who is trusted; and with a key or without one it says the same.

use std::collections::HashSet;
use std::sync::OnceLock;

use saml_edge::fuzzing;
use saml_edge::{
    Connection, IdpMetadata, MetadataMode, MetadataOptions, MetadataTrust, MetadataTrustPolicy, Policy, ServiceProvider, Timestamp,
    read_metadata,
};
use saml_edge_messages::{ACS, Aggregate, IDP, NOW, SP, Signer, certificate};

/// What is asked of it, as bits; then the XML.
pub fn hold(octets: &[u8]) {
    let Some((&asked, xml)) = octets.split_first() else { return };
    let now = Timestamp::parse(NOW).expect("a time");
    let options = MetadataOptions {
        entity_id: (asked & 1 != 0).then_some(IDP),
        trust: (asked & 2 != 0).then(trust),
        mode: if asked & 4 != 0 { MetadataMode::Federation { most_seconds: 30 * 86_400 } } else { MetadataMode::Vendor },
        allow_http: asked & 8 != 0,
        ..MetadataOptions::vendor()
    };
    let metadata = match read_metadata(xml, &options, now) {
        Ok(metadata) => metadata,
        Err(error) => return assert!(!error.message().is_empty() && !error.hint().is_empty()),
    };
    hold_read(&metadata, &options, xml);

    // Without a key and with the name of the entity, nothing else is kept of the tree.
    let named = MetadataOptions { entity_id: Some(&metadata.entity_id), trust: None, ..options };
    let by_name = read_metadata(xml, &named, now).expect("the same by its name");
    assert_eq!(without_proof(metadata.clone()), without_proof(by_name), "it says something else by its name");
}

fn without_proof(mut metadata: IdpMetadata) -> IdpMetadata {
    metadata.signed_by = None;
    metadata.relaxed.clear();
    metadata.warnings.clear();
    metadata
}

fn hold_read(metadata: &IdpMetadata, options: &MetadataOptions<'_>, xml: &[u8]) {
    if let Some(asked) = options.entity_id {
        assert_eq!(metadata.entity_id, asked);
    }
    if let Some(trust) = options.trust {
        let signed_by = metadata.signed_by.as_deref().expect("who signed it");
        assert!(trust.fingerprints().any(|sha256| sha256 == signed_by), "{signed_by} is not trusted");
        let (covered, _) = fuzzing::signatures(xml, &[certificate("idp")]);
        assert!(covered.iter().any(|covered| signed().contains(&covered.canonical)), "nobody signed it");
    } else {
        assert_eq!(metadata.signed_by, None);
    }
    assert!(!metadata.keys.is_empty() && !metadata.single_sign_on.is_empty());
    for endpoint in metadata.single_sign_on.iter().chain(&metadata.single_logout) {
        let location = &endpoint.location;
        let is_plain = location.to_ascii_lowercase().starts_with("http://");
        let is_here = ["localhost", "127.", "[::1]"].iter().any(|host| location["http://".len()..].to_ascii_lowercase().starts_with(host));
        assert!(location.to_ascii_lowercase().starts_with("https://") || (is_plain && (is_here || options.allow_http)), "{location}");
        assert!(!location.chars().any(|c| c.is_control() || c.is_whitespace()), "{location:?}");
    }
    let text = String::from_utf8_lossy(xml);
    let document = roxmltree::Document::parse(text.trim_start_matches('\u{FEFF}')).expect("XML");
    assert!(
        document.descendants().any(|node| node.attribute("entityID") == Some(metadata.entity_id.as_str())),
        "nothing there has this name"
    );

    let sp = ServiceProvider { entity_id: SP.into(), acs_url: ACS.into(), slo_url: None };
    let shortest = metadata.keys.iter().filter_map(|key| key.rsa_bits).min().unwrap_or(usize::MAX);
    let policy = Policy { min_rsa_bits: shortest.clamp(1024, 2048), ..Policy::strict() };
    let connection = Connection::new(metadata.identity_provider(), sp, policy).unwrap_or_else(|error| panic!("no connection: {error}"));
    let fingerprints: Vec<&str> = connection.fingerprints().collect();
    assert!(metadata.keys.iter().all(|key| fingerprints.contains(&key.sha256.as_str())), "keys get lost on the way");
}

/// What the trusted key signed of all that is at hand.
fn signed() -> &'static HashSet<Vec<u8>> {
    static SIGNED: OnceLock<HashSet<Vec<u8>>> = OnceLock::new();
    SIGNED.get_or_init(|| {
        let covered = documents().into_iter().flat_map(|xml| fuzzing::signatures(xml.as_bytes(), &[certificate("idp")]).0);
        covered.map(|covered| covered.canonical).collect()
    })
}

/// Metadata, signed and not.
pub(crate) fn documents() -> Vec<String> {
    let aggregate = |entities, signer| Aggregate { entities, signer }.xml();
    vec![
        saml_edge_messages::metadata(),
        aggregate(1, Some(Signer::Rsa2048)),
        aggregate(2, Some(Signer::Rsa2048)),
        aggregate(2, Some(Signer::P256)),
        aggregate(2, None),
    ]
}

fn trust() -> &'static MetadataTrust {
    static TRUST: OnceLock<MetadataTrust> = OnceLock::new();
    TRUST.get_or_init(|| MetadataTrust::new(&[certificate("idp")], MetadataTrustPolicy::strict()).expect("a key"))
}
