//! A real refusal for each code.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use saml_edge::{Error, MetadataOptions, MetadataTrust, MetadataTrustPolicy, Outcome, Timestamp, read_metadata};

use super::documents::{ID, NS, SAML2, alone, entity, group, idp, idp_with, keys, named, pem, role, signing, sp, sso};
use super::support::vector;

pub(crate) struct Example {
    /// Where it is from, as a link.
    pub(crate) from: String,
    pub(crate) error: Error,
}

/// By code: of the vectors, logins before logouts; of metadata that is made here. What reports say behind another refusal comes last.
pub(crate) fn of(code: &str) -> Option<&'static Example> {
    static EXAMPLES: OnceLock<BTreeMap<&'static str, Example>> = OnceLock::new();
    EXAMPLES.get_or_init(all).get(code)
}

fn all() -> BTreeMap<&'static str, Example> {
    let mut found = BTreeMap::new();
    let mut vectors = vector::all();
    vectors.sort_by_key(|vector| vector.is_logout());
    for vector in vectors.iter().filter(|vector| !vector.is_accepted()) {
        let error = vector.verdict().unwrap_err();
        found.entry(error.code()).or_insert_with(|| Example { from: link(&vector.name), error });
    }
    for (code, xml, options) in metadata() {
        let error = read_metadata(xml.as_bytes(), &options, now()).map(drop).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        let from = "Metadata that [tests/docs/examples.rs](../../tests/docs/examples.rs) makes".to_owned();
        found.entry(code).or_insert(Example { from, error });
    }
    for vector in vectors.iter().filter(|vector| !vector.is_accepted() && !vector.is_logout()) {
        for check in vector.explain().into_iter().flat_map(|report| report.checks) {
            if let Outcome::Fail(error) = check.outcome {
                found.entry(error.code()).or_insert_with(|| Example { from: format!("The report of {}", link(&vector.name)), error });
            }
        }
    }
    found
}

fn link(name: &str) -> String {
    format!("[{name}](../../tests/vectors/{name}.vector)")
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-24T10:00:00Z").unwrap()
}

/// A document for each code that only metadata has.
fn metadata() -> Vec<(&'static str, String, MetadataOptions<'static>)> {
    static TRUST: OnceLock<MetadataTrust> = OnceLock::new();
    let trust = TRUST.get_or_init(|| MetadataTrust::new(&[pem("idp.crt.pem")], MetadataTrustPolicy::strict()).unwrap());
    let vendor = MetadataOptions::vendor;
    let federation = || MetadataOptions { trust: None, ..MetadataOptions::federation(trust, ID, 30 * 86_400) };
    let until = |time: &str| entity(&format!("{NS} entityID=\"{ID}\" validUntil=\"{time}\""), &idp());
    let two = |first: &str, second: &str| group(NS, &(named(first, &idp()) + &named(second, &idp())));
    vec![
        (
            "ERR_METADATA_BOOLEAN",
            alone(&role(&format!("{SAML2} WantAuthnRequestsSigned=\"yes\""), &(signing("idp.crt.pem") + &sso(ID)))),
            vendor(),
        ),
        ("ERR_METADATA_DURATION", entity(&format!("{NS} entityID=\"{ID}\" cacheDuration=\"one day\""), &idp()), vendor()),
        ("ERR_METADATA_ENTITIES", two(ID, "https://idp.example.org"), vendor()),
        ("ERR_METADATA_ENTITY_ID", entity(&format!("{NS} entityID=\" {ID}\""), &idp_with("")), vendor()),
        ("ERR_METADATA_ENTITY_MISSING", alone(&idp()), MetadataOptions { entity_id: Some("https://idp.example.com/"), ..vendor() }),
        ("ERR_METADATA_ENTITY_REPEATED", two(ID, ID), MetadataOptions { entity_id: Some(ID), ..vendor() }),
        ("ERR_METADATA_EXPIRED", until("2026-11-01T00:00:00Z"), vendor()),
        ("ERR_METADATA_IDP_MISSING", group(NS, ""), vendor()),
        ("ERR_METADATA_KEY_MISSING", keys(""), vendor()),
        ("ERR_METADATA_NOT_SIGNED", alone(&idp()), MetadataOptions { trust: Some(trust), ..vendor() }),
        (
            "ERR_METADATA_PROTOCOL",
            alone(&role(" protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:1.1:protocol\"", &(signing("idp.crt.pem") + &sso(ID)))),
            vendor(),
        ),
        ("ERR_METADATA_SERVICE_PROVIDER", alone(&sp()), vendor()),
        ("ERR_METADATA_SSO_MISSING", alone(&role(SAML2, &signing("idp.crt.pem"))), vendor()),
        ("ERR_METADATA_VALID_TOO_LONG", until("2036-11-24T10:00:00Z"), federation()),
        ("ERR_METADATA_VALID_UNTIL_MISSING", alone(&idp()), federation()),
    ]
}
