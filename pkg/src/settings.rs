//! The caller's connection object, read once.

use saml_edge::{Connection, IdentityProvider, IdpInitiated, Policy, RequireSigned, ServiceProvider};
use serde::Deserialize;
use wasm_bindgen::JsValue;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    idp: Idp,
    sp: Sp,
    #[serde(default)]
    policy: PolicySettings,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Idp {
    entity_id: String,
    certificates: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sp {
    entity_id: String,
    acs_url: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PolicySettings {
    require_signed: Option<Signed>,
    idp_initiated: Option<Initiated>,
    require_encrypted: Option<bool>,
    name_id_format: Option<String>,
    identifier_attribute: Option<String>,
    required_attributes: Option<Vec<String>>,
    authn_context: Option<Vec<String>>,
    allowed_email_domains: Option<Vec<String>>,
    allowed_scopes: Option<Vec<String>>,
    clock_skew_seconds: Option<u32>,
    max_bytes: Option<usize>,
    min_rsa_bits: Option<usize>,
    allow_sha1: Option<bool>,
    max_response_age_seconds: Option<u32>,
    max_authn_age_seconds: Option<u32>,
    max_assertion_lifetime_seconds: Option<u32>,
    max_session_seconds: Option<u32>,
    allow_confirmation_not_before: Option<bool>,
    enforce_certificate_validity: Option<bool>,
    allow_http_acs: Option<bool>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Signed {
    Either,
    Assertion,
    Response,
    Both,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Initiated {
    Refuse,
    Convert,
    Accept,
}

/// Reads and checks the settings; the error is a sentence for whoever wrote them.
pub(crate) fn read(connection: &JsValue) -> Result<Connection, String> {
    let settings: Settings =
        serde_wasm_bindgen::from_value(connection.clone()).map_err(|error| format!("The connection cannot be read: {error}"))?;
    let idp = IdentityProvider { entity_id: settings.idp.entity_id, certificates: settings.idp.certificates };
    let sp = ServiceProvider { entity_id: settings.sp.entity_id, acs_url: settings.sp.acs_url };
    Connection::new(idp, sp, settings.policy.into()).map_err(|error| error.to_string())
}

impl From<PolicySettings> for Policy {
    fn from(settings: PolicySettings) -> Self {
        let strict = Self::strict();
        Self {
            require_signed: settings.require_signed.map_or(strict.require_signed, RequireSigned::from),
            idp_initiated: settings.idp_initiated.map_or(strict.idp_initiated, IdpInitiated::from),
            require_encrypted: settings.require_encrypted.unwrap_or(strict.require_encrypted),
            name_id_format: settings.name_id_format,
            identifier_attribute: settings.identifier_attribute,
            required_attributes: settings.required_attributes.unwrap_or_default(),
            authn_context: settings.authn_context.unwrap_or_default(),
            allowed_email_domains: settings.allowed_email_domains.unwrap_or_default(),
            allowed_scopes: settings.allowed_scopes.unwrap_or_default(),
            clock_skew_seconds: settings.clock_skew_seconds.unwrap_or(strict.clock_skew_seconds),
            max_bytes: settings.max_bytes.unwrap_or(strict.max_bytes),
            min_rsa_bits: settings.min_rsa_bits.unwrap_or(strict.min_rsa_bits),
            allow_sha1: settings.allow_sha1.unwrap_or(strict.allow_sha1),
            max_response_age_seconds: settings.max_response_age_seconds,
            max_authn_age_seconds: settings.max_authn_age_seconds,
            max_assertion_lifetime_seconds: settings.max_assertion_lifetime_seconds,
            max_session_seconds: settings.max_session_seconds,
            allow_confirmation_not_before: settings.allow_confirmation_not_before.unwrap_or(strict.allow_confirmation_not_before),
            enforce_certificate_validity: settings.enforce_certificate_validity.unwrap_or(strict.enforce_certificate_validity),
            allow_http_acs: settings.allow_http_acs.unwrap_or(strict.allow_http_acs),
        }
    }
}

impl From<Signed> for RequireSigned {
    fn from(signed: Signed) -> Self {
        match signed {
            Signed::Either => Self::Either,
            Signed::Assertion => Self::Assertion,
            Signed::Response => Self::Response,
            Signed::Both => Self::Both,
        }
    }
}

impl From<Initiated> for IdpInitiated {
    fn from(initiated: Initiated) -> Self {
        match initiated {
            Initiated::Refuse => Self::Refuse,
            Initiated::Convert => Self::Convert,
            Initiated::Accept => Self::Accept,
        }
    }
}
