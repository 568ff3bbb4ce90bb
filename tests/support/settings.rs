//! Connections as JSON, with the members that the npm package has.

use saml_edge::{Connection, IdentityProvider, IdpInitiated, Policy, RequireSigned, ServiceProvider};
use serde_json::{Map, Value};

/// Makes a connection of `idp`, `sp` and `policy` objects; certificates are texts.
pub(crate) fn connection(settings: &Value, policy: Policy) -> Result<Connection, String> {
    let text = |side: &str, member: &str| settings[side][member].as_str().unwrap_or_else(|| panic!("no {side}.{member}")).to_owned();
    let idp = IdentityProvider { entity_id: text("idp", "entityId"), certificates: texts(&settings["idp"]["certificates"]) };
    let sp = ServiceProvider {
        entity_id: text("sp", "entityId"),
        acs_url: text("sp", "acsUrl"),
        slo_url: settings["sp"]["sloUrl"].as_str().map(str::to_owned),
    };
    Connection::new(idp, sp, policy).map_err(|error| error.to_string())
}

/// Lays `knobs` over `policy`. An unknown one is a mistake in the test.
pub(crate) fn lay_over(policy: &mut Policy, knobs: &Map<String, Value>) {
    for (name, value) in knobs {
        match name.as_str() {
            "requireSigned" => policy.require_signed = require_signed(value),
            "idpInitiated" => policy.idp_initiated = idp_initiated(value),
            "requireEncrypted" => policy.require_encrypted = boolean(value),
            "nameIdFormat" => policy.name_id_format = Some(text(value)),
            "identifierAttribute" => policy.identifier_attribute = Some(text(value)),
            "requiredAttributes" => policy.required_attributes = texts(value),
            "authnContext" => policy.authn_context = texts(value),
            "allowedEmailDomains" => policy.allowed_email_domains = texts(value),
            "allowedScopes" => policy.allowed_scopes = Some(texts(value)),
            "clockSkewSeconds" => policy.clock_skew_seconds = number(value),
            "maxBytes" => policy.max_bytes = number(value) as usize,
            "minRsaBits" => policy.min_rsa_bits = number(value) as usize,
            "allowSha1" => policy.allow_sha1 = boolean(value),
            "allowUnauthenticatedCbc" => policy.allow_unauthenticated_cbc = boolean(value),
            "maxResponseAgeSeconds" => policy.max_response_age_seconds = Some(number(value)),
            "maxAuthnAgeSeconds" => policy.max_authn_age_seconds = Some(number(value)),
            "maxAssertionLifetimeSeconds" => policy.max_assertion_lifetime_seconds = Some(number(value)),
            "maxSessionSeconds" => policy.max_session_seconds = Some(number(value)),
            "allowConfirmationNotBefore" => policy.allow_confirmation_not_before = boolean(value),
            "enforceCertificateValidity" => policy.enforce_certificate_validity = boolean(value),
            "allowHttpAcs" => policy.allow_http_acs = boolean(value),
            _ => panic!("no such policy: {name}"),
        }
    }
}

fn require_signed(value: &Value) -> RequireSigned {
    match value.as_str() {
        Some("either") => RequireSigned::Either,
        Some("assertion") => RequireSigned::Assertion,
        Some("response") => RequireSigned::Response,
        Some("both") => RequireSigned::Both,
        _ => panic!("requireSigned: {value}"),
    }
}

fn idp_initiated(value: &Value) -> IdpInitiated {
    match value.as_str() {
        Some("refuse") => IdpInitiated::Refuse,
        Some("convert") => IdpInitiated::Convert,
        Some("accept") => IdpInitiated::Accept,
        _ => panic!("idpInitiated: {value}"),
    }
}

fn boolean(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| panic!("no boolean: {value}"))
}

fn number(value: &Value) -> u32 {
    value.as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or_else(|| panic!("no number: {value}"))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}")).iter().map(text).collect()
}
