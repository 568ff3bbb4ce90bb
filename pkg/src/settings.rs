//! The caller's connection, from the flat text that `pkg/js/settings.ts` makes of it: names and values in turn, each ended by
//! U+0000. A list is its name once for each value. What JavaScript calls the types was checked there; whatever does not
//! belong here all the same is refused.

use alloc::string::String;
use alloc::vec::Vec;
use core::str::FromStr;

use saml_edge::{
    Connection, ConnectionError, IdentityProvider, IdpInitiated, MetadataMode, MetadataOptions, MetadataTrust, MetadataTrustPolicy, Policy,
    RequireSigned, ServiceProvider,
};

/// Why settings are no connection.
pub(crate) enum SettingsError {
    /// What the wrapper does not write.
    Unread(String),
    /// What cannot work, of the connection or of what is named.
    Refused { about: Option<String>, error: ConnectionError },
}

/// Reads and checks the settings.
pub(crate) fn read(text: &str) -> Result<Connection, SettingsError> {
    let mut idp = IdentityProvider { entity_id: String::new(), certificates: Vec::new() };
    let mut sp = ServiceProvider { entity_id: String::new(), acs_url: String::new(), slo_url: None };
    let mut policy = Policy::strict();
    let mut parts = text.split_terminator('\0');
    while let Some(name) = parts.next() {
        let value = parts.next().ok_or_else(|| SettingsError::Unread([name, " has no value."].concat()))?;
        match name {
            "idp.entityId" => idp.entity_id = value.into(),
            "idp.certificates" => idp.certificates.push(value.into()),
            "sp.entityId" => sp.entity_id = value.into(),
            "sp.acsUrl" => sp.acs_url = value.into(),
            "sp.sloUrl" => sp.slo_url = Some(value.into()),
            _ => set(&mut policy, name, value).map_err(SettingsError::Unread)?,
        }
    }
    Connection::new(idp, sp, policy).map_err(|error| SettingsError::Refused { about: None, error })
}

/// Of one reading of metadata.
#[derive(Default)]
pub(crate) struct ReadOptions {
    entity_id: Option<String>,
    trust: Option<MetadataTrust>,
    most_seconds: Option<u32>,
    max_bytes: Option<usize>,
    clock_skew_seconds: Option<u32>,
    allow_http: bool,
}

impl ReadOptions {
    fn set(&mut self, policy: &mut MetadataTrustPolicy, name: &str, value: &str) -> Result<(), String> {
        match name {
            "options.entityId" => self.entity_id = Some(value.into()),
            "options.maxValidSeconds" => self.most_seconds = Some(parse(name, value)?),
            "options.maxBytes" => self.max_bytes = Some(parse(name, value)?),
            "options.clockSkewSeconds" => self.clock_skew_seconds = Some(parse(name, value)?),
            "options.allowHttp" => self.allow_http = parse(name, value)?,
            "options.allowSha1" => policy.allow_sha1 = parse(name, value)?,
            "options.minRsaBits" => policy.min_rsa_bits = parse(name, value)?,
            _ => return Err(["There is no setting ", name, "."].concat()),
        }
        Ok(())
    }

    /// As the core has them.
    pub(crate) fn given(&self) -> MetadataOptions<'_> {
        let mut options = MetadataOptions::vendor();
        options.entity_id = self.entity_id.as_deref();
        options.trust = self.trust.as_ref();
        if let Some(most_seconds) = self.most_seconds {
            options.mode = MetadataMode::Federation { most_seconds };
        }
        options.max_bytes = self.max_bytes.unwrap_or(options.max_bytes);
        options.clock_skew_seconds = self.clock_skew_seconds.unwrap_or(options.clock_skew_seconds);
        options.allow_http = self.allow_http;
        options
    }
}

/// Reads and checks them.
pub(crate) fn read_metadata_options(text: &str) -> Result<ReadOptions, SettingsError> {
    let mut options = ReadOptions::default();
    let mut policy = MetadataTrustPolicy::strict();
    let mut certificates = Vec::new();
    let mut parts = text.split_terminator('\0');
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        match name {
            "options.trust" => certificates.push(value.into()),
            _ => options.set(&mut policy, name, value).map_err(SettingsError::Unread)?,
        }
    }
    if !certificates.is_empty() {
        let trust = MetadataTrust::new(&certificates, policy);
        options.trust = Some(trust.map_err(|error| SettingsError::Refused { about: None, error })?);
    }
    Ok(options)
}

fn set(policy: &mut Policy, name: &str, value: &str) -> Result<(), String> {
    match name {
        "policy.requireSigned" => policy.require_signed = require_signed(value)?,
        "policy.idpInitiated" => policy.idp_initiated = idp_initiated(value)?,
        "policy.requireEncrypted" => policy.require_encrypted = parse(name, value)?,
        "policy.nameIdFormat" => policy.name_id_format = Some(value.into()),
        "policy.identifierAttribute" => policy.identifier_attribute = Some(value.into()),
        "policy.requiredAttributes" => policy.required_attributes.push(value.into()),
        "policy.authnContext" => policy.authn_context.push(value.into()),
        "policy.allowedEmailDomains" => policy.allowed_email_domains.push(value.into()),
        "policy.allowedScopes" => {
            // An empty text is how a list without scopes comes: none is allowed.
            let scopes = policy.allowed_scopes.get_or_insert_default();
            if !value.is_empty() {
                scopes.push(value.into());
            }
        }
        "policy.clockSkewSeconds" => policy.clock_skew_seconds = parse(name, value)?,
        "policy.maxBytes" => policy.max_bytes = parse(name, value)?,
        "policy.minRsaBits" => policy.min_rsa_bits = parse(name, value)?,
        "policy.allowSha1" => policy.allow_sha1 = parse(name, value)?,
        "policy.allowUnauthenticatedCbc" => policy.allow_unauthenticated_cbc = parse(name, value)?,
        "policy.maxResponseAgeSeconds" => policy.max_response_age_seconds = Some(parse(name, value)?),
        "policy.maxAuthnAgeSeconds" => policy.max_authn_age_seconds = Some(parse(name, value)?),
        "policy.maxAssertionLifetimeSeconds" => policy.max_assertion_lifetime_seconds = Some(parse(name, value)?),
        "policy.maxSessionSeconds" => policy.max_session_seconds = Some(parse(name, value)?),
        "policy.allowConfirmationNotBefore" => policy.allow_confirmation_not_before = parse(name, value)?,
        "policy.enforceCertificateValidity" => policy.enforce_certificate_validity = parse(name, value)?,
        "policy.allowHttpAcs" => policy.allow_http_acs = parse(name, value)?,
        _ => return Err(["There is no setting ", name, "."].concat()),
    }
    Ok(())
}

fn parse<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| [name, " cannot be ", value, "."].concat())
}

fn require_signed(value: &str) -> Result<RequireSigned, String> {
    match value {
        "either" => Ok(RequireSigned::Either),
        "assertion" => Ok(RequireSigned::Assertion),
        "response" => Ok(RequireSigned::Response),
        "both" => Ok(RequireSigned::Both),
        _ => Err("policy.requireSigned must be either, assertion, response or both.".into()),
    }
}

fn idp_initiated(value: &str) -> Result<IdpInitiated, String> {
    match value {
        "refuse" => Ok(IdpInitiated::Refuse),
        "convert" => Ok(IdpInitiated::Convert),
        "accept" => Ok(IdpInitiated::Accept),
        _ => Err("policy.idpInitiated must be refuse, convert or accept.".into()),
    }
}
