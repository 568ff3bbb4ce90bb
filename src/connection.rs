//! What the application trusts and asks for: one identity provider, one service provider, one policy.

use alloc::string::String;
use alloc::vec::Vec;

use crate::address::{authority, host, is_this_machine};
use crate::crypto::{DecryptionKey, TrustedKey};
use crate::dsig::{Algorithms, Trust};
use crate::error::{ConnectionError, sentences};
use crate::limits::{DEFAULT_CLOCK_SKEW_SECONDS, DEFAULT_MAX_BYTES, Limits, MAX_BYTES_CEILING, MAX_CLOCK_SKEW_SECONDS};
use crate::text::{characters, number};

/// One IdP trusted by one SP. It can only be made with at least one key and with settings that can work.
#[derive(Debug)]
pub struct Connection {
    pub(crate) idp_entity_id: String,
    keys: Vec<TrustedKey>,
    decryption_keys: Vec<DecryptionKey>,
    pub(crate) sp: ServiceProvider,
    pub(crate) policy: Policy,
}

/// The identity provider, as its administrator states it.
#[derive(Clone, Debug)]
pub struct IdentityProvider {
    /// Its entity id: a name, never fetched. In Okta: "Identity Provider Issuer".
    pub entity_id: String,
    /// Certificates or public keys as PEM, bare base64 or SPKI; any of them may sign. A private key is refused.
    pub certificates: Vec<String>,
}

/// This service provider.
#[derive(Clone, Debug)]
pub struct ServiceProvider {
    /// Its entity id, which the IdP must name as audience.
    pub entity_id: String,
    /// The exact URL that the IdP posts to: Destination and Recipient.
    pub acs_url: String,
    /// The exact URL that the IdP sends logout messages to: their Destination. Without it, single logout is not to be had.
    pub slo_url: Option<String>,
}

/// Which signatures a login needs. Every signature that is there must verify in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequireSigned {
    /// The Response, the Assertion, or both.
    Either,
    /// The Assertion itself.
    Assertion,
    /// The Response itself.
    Response,
    /// Both.
    Both,
}

/// What happens to a Response that answers no request (profiles 4.1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdpInitiated {
    /// It is refused.
    Refuse,
    /// It is refused with `ERR_UNSOLICITED_CONVERT`, upon which the application starts a login of its own.
    Convert,
    /// It signs in. An attacker can then sign somebody in as himself (login CSRF).
    Accept,
}

/// What a connection asks for beyond the defaults, and where it relaxes them. A relaxation without which a login would have been
/// refused is in [`Evidence::relaxed`](crate::Evidence), under the name that JavaScript has for it.
///
/// The defaults are those of [`strict`](Self::strict); where none is said below, nothing is asked for and nothing is relaxed.
///
/// ```
/// use saml_edge::{IdpInitiated, Policy};
///
/// let policy = Policy { idp_initiated: IdpInitiated::Convert, required_attributes: vec!["email".into()], ..Policy::strict() };
/// assert_eq!(policy.clock_skew_seconds, 180);
/// ```
#[derive(Clone, Debug)]
pub struct Policy {
    /// Which signatures are needed (rules S01 to S03). Default: either.
    pub require_signed: RequireSigned,
    /// Whether logins may start at the IdP (rules R09, R10). Default: they are refused.
    pub idp_initiated: IdpInitiated,
    /// Refuse assertions that are not encrypted (rule E10).
    pub require_encrypted: bool,
    /// The NameID format that must be there (rule A07).
    pub name_id_format: Option<String>,
    /// The attribute that identifies the user; a NameID is then not needed (rule A05).
    pub identifier_attribute: Option<String>,
    /// Attributes that must have a value (rule T06).
    pub required_attributes: Vec<String>,
    /// Authentication context classes, one of which must be there; empty takes any (rule N06).
    pub authn_context: Vec<String>,
    /// Domains in which the user's address must lie; empty takes any identifier (rule A10).
    pub allowed_email_domains: Vec<String>,
    /// Scopes of scoped attributes; `None` takes any, and an empty list none (rule T08).
    pub allowed_scopes: Option<Vec<String>>,
    /// Tolerance for clocks in seconds, 0 to 300 (SDP-G01). Default: 180.
    pub clock_skew_seconds: u32,
    /// Largest message in octets of XML, at most 4 MiB (rule X01). Default: 256 KiB. A message that anybody makes up may take 30 times as much memory, and half of that in
    /// WebAssembly.
    pub max_bytes: usize,
    /// Smallest RSA modulus in bits, at least 1024, of the IdP's keys and of decryption keys (rules K06, E13). Default: 2048.
    pub min_rsa_bits: usize,
    /// Take signatures with SHA-1 (rules S12, S13).
    pub allow_sha1: bool,
    /// Decrypt AES-CBC where no signature covers the ciphertext (rule E04). An attacker who can have many altered messages judged may then
    /// decrypt one that he has seen.
    pub allow_unauthenticated_cbc: bool,
    /// Largest age of the Response in seconds (rule R03).
    pub max_response_age_seconds: Option<u32>,
    /// Largest age of the authentication in seconds (rule N02).
    pub max_authn_age_seconds: Option<u32>,
    /// Longest validity of an assertion in seconds (rule C11).
    pub max_assertion_lifetime_seconds: Option<u32>,
    /// Longest session in seconds from now; the IdP may ask for less.
    pub max_session_seconds: Option<u32>,
    /// Take a NotBefore in the bearer confirmation, and check it (rule A15).
    pub allow_confirmation_not_before: bool,
    /// Refuse signatures whose certificate is not valid now (rule K05).
    pub enforce_certificate_validity: bool,
    /// Take an ACS URL that is not https and not on this machine (bindings 3.5.5.1).
    pub allow_http_acs: bool,
}

impl Policy {
    /// The defaults: everything that the profile asks for, nothing relaxed.
    pub const fn strict() -> Self {
        Self {
            require_signed: RequireSigned::Either,
            idp_initiated: IdpInitiated::Refuse,
            require_encrypted: false,
            name_id_format: None,
            identifier_attribute: None,
            required_attributes: Vec::new(),
            authn_context: Vec::new(),
            allowed_email_domains: Vec::new(),
            allowed_scopes: None,
            clock_skew_seconds: DEFAULT_CLOCK_SKEW_SECONDS,
            max_bytes: DEFAULT_MAX_BYTES,
            min_rsa_bits: SAFE_RSA_BITS,
            allow_sha1: false,
            allow_unauthenticated_cbc: false,
            max_response_age_seconds: None,
            max_authn_age_seconds: None,
            max_assertion_lifetime_seconds: None,
            max_session_seconds: None,
            allow_confirmation_not_before: false,
            enforce_certificate_validity: false,
            allow_http_acs: false,
        }
    }
}

/// SDP-MD06. Anything below is a relaxation that results show.
pub(crate) const SAFE_RSA_BITS: usize = 2048;

impl Connection {
    /// Checks the settings once, so that no message meets a connection that trusts nothing.
    ///
    /// # Errors
    /// A sentence for whoever wrote the settings, with the name that JavaScript has for the one that cannot work.
    pub fn new(idp: IdentityProvider, sp: ServiceProvider, policy: Policy) -> Result<Self, ConnectionError> {
        require_entity_id("idp.entityId", &idp.entity_id)?;
        require_entity_id("sp.entityId", &sp.entity_id)?;
        require_own_url("sp.acsUrl", &sp.acs_url, &policy)?;
        sp.slo_url.iter().try_for_each(|url| require_own_url("sp.sloUrl", url, &policy))?;
        require_policy(&policy)?;
        let keys = read_keys("idp.certificates", &idp.certificates, &policy)?;
        Ok(Self { idp_entity_id: idp.entity_id, keys, decryption_keys: Vec::new(), sp, policy })
    }

    /// The same with these keys to decrypt by, in the place of any before: during a rollover the old and the new one.
    ///
    /// # Errors
    /// A key that is too short (rule E13), and more than eight keys.
    pub fn with_decryption_keys(self, keys: Vec<DecryptionKey>) -> Result<Self, ConnectionError> {
        self.check_decryption_keys(&keys)?;
        Ok(Self { decryption_keys: keys, ..self })
    }

    /// Whether [`with_decryption_keys`](Self::with_decryption_keys) would take these, for whoever hands them to [`verify_with`](crate::verify_with) instead.
    ///
    /// # Errors
    /// As that.
    pub fn check_decryption_keys(&self, keys: &[DecryptionKey]) -> Result<(), ConnectionError> {
        if keys.len() > MAX_DECRYPTION_KEYS {
            return Err(sentences::DECRYPTION_KEYS_COUNT.with(&[&number(keys.len()), &number(MAX_DECRYPTION_KEYS)]));
        }
        keys.iter().try_for_each(|key| self.check_decryption_key_bits(key.bits()))
    }

    /// Whether an RSA key of so many bits may decrypt here (rule E13), for keys that only an [`UnwrapKey`](crate::UnwrapKey) sees. Shorter ones are never asked.
    ///
    /// # Errors
    /// A key that is too short.
    pub fn check_decryption_key_bits(&self, bits: usize) -> Result<(), ConnectionError> {
        if bits >= self.policy.min_rsa_bits {
            return Ok(());
        }
        Err(sentences::DECRYPTION_KEY_BITS.with(&[&number(bits), &number(self.policy.min_rsa_bits)]))
    }

    pub(crate) fn decryption_keys(&self) -> &Vec<DecryptionKey> {
        &self.decryption_keys
    }

    /// SHA-256 fingerprint of each key in lower-case hex, in the order of the certificates.
    pub fn fingerprints(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(TrustedKey::sha256)
    }

    /// What may sign: at least one key.
    pub(crate) fn keys(&self) -> &[TrustedKey] {
        &self.keys
    }

    pub(crate) fn limits(&self) -> Limits {
        Limits::for_bytes(self.policy.max_bytes)
    }

    pub(crate) fn trust(&self) -> Trust<'_> {
        let algorithms = if self.policy.allow_sha1 { Algorithms::Sha1Too } else { Algorithms::Sha2Only };
        Trust { keys: &self.keys, algorithms }
    }

    pub(crate) fn skew(&self) -> i64 {
        i64::from(self.policy.clock_skew_seconds)
    }
}

/// Core 8.3.6: a URI of at most 1024 characters.
pub(crate) fn require_entity_id(name: &str, value: &str) -> Result<(), ConnectionError> {
    let characters = characters(value);
    if value.is_empty() {
        return Err(sentences::ENTITY_ID_MISSING.with(&[name]));
    }
    if characters > 1024 {
        return Err(sentences::ENTITY_ID_LENGTH.with(&[name, &number(characters)]));
    }
    if value.trim() != value || value.chars().any(char::is_control) {
        return Err(sentences::ENTITY_ID_WHITE_SPACE.with(&[name]));
    }
    Ok(())
}

/// Bindings 3.4.5.1, 3.5.5.1: the address comes from the configuration and is https, or is on this machine while developing.
fn require_own_url(name: &str, url: &str, policy: &Policy) -> Result<(), ConnectionError> {
    if let Some(authority) = authority(url, "https://") {
        return if authority.chars().any(char::is_whitespace) { Err(sentences::OWN_URL_WHITE_SPACE.with(&[name])) } else { Ok(()) };
    }
    let Some(authority) = authority(url, "http://") else {
        return Err(sentences::OWN_URL_NOT_ABSOLUTE.with(&[name]));
    };
    if policy.allow_http_acs || host(authority).is_some_and(is_this_machine) {
        return Ok(());
    }
    Err(sentences::OWN_URL_NOT_HTTPS.with(&[name]))
}

fn require_policy(policy: &Policy) -> Result<(), ConnectionError> {
    if policy.clock_skew_seconds > MAX_CLOCK_SKEW_SECONDS {
        return Err(sentences::CLOCK_SKEW.with(&[&number(policy.clock_skew_seconds)]));
    }
    let is_domain = |domain: &&String| !domain.is_empty() && !domain.chars().any(|c| c == '@' || c == '*' || c == '/' || c.is_whitespace());
    if let Some(wrong) = policy.allowed_email_domains.iter().find(|domain| !is_domain(domain)) {
        return Err(sentences::EMAIL_DOMAIN.with(&[wrong]));
    }
    if !(1..=MAX_BYTES_CEILING).contains(&policy.max_bytes) {
        return Err(sentences::MAX_BYTES.with(&[&number(MAX_BYTES_CEILING), &number(policy.max_bytes)]));
    }
    require_min_rsa_bits("policy.minRsaBits", policy.min_rsa_bits)
}

/// Below this a forger factors the modulus.
pub(crate) fn require_min_rsa_bits(name: &str, bits: usize) -> Result<(), ConnectionError> {
    if bits < 1024 { Err(sentences::MIN_RSA_BITS.with(&[name, &number(bits)])) } else { Ok(()) }
}

/// Two are in use during a rollover; each may cost one private-key operation for each EncryptedKey.
const MAX_DECRYPTION_KEYS: usize = 8;

/// More keys than anybody rotates; each one may cost one public-key operation for each signature.
pub(crate) const MAX_KEYS: usize = 32;

/// The keys of the setting `name`, at least one.
pub(crate) fn read_keys(name: &str, certificates: &[String], policy: &Policy) -> Result<Vec<TrustedKey>, ConnectionError> {
    let mut keys = Vec::new();
    for (position, text) in certificates.iter().enumerate() {
        let parsed = TrustedKey::parse(text).map_err(|error| sentences::CERTIFICATE.about(&[name, &number(position)], error))?;
        for key in &parsed {
            require_key_size(key, name, position, policy)?;
            require_dates(key, name, position, policy)?;
        }
        keys.extend(parsed);
    }
    if keys.is_empty() {
        return Err(sentences::CERTIFICATES_EMPTY.with(&[name]));
    }
    if keys.len() > MAX_KEYS {
        return Err(sentences::CERTIFICATES_COUNT.with(&[name, &number(keys.len()), &number(MAX_KEYS)]));
    }
    Ok(keys)
}

/// Rule K05: dates that cannot be read are no dates that hold.
fn require_dates(key: &TrustedKey, name: &str, position: usize, policy: &Policy) -> Result<(), ConnectionError> {
    if !policy.enforce_certificate_validity || key.validity().is_some() {
        return Ok(());
    }
    Err(sentences::CERTIFICATE_WITHOUT_DATES.with(&[name, &number(position)]))
}

/// Rule K06.
fn require_key_size(key: &TrustedKey, name: &str, position: usize, policy: &Policy) -> Result<(), ConnectionError> {
    let Some(bits) = key.rsa_bits().filter(|bits| *bits < policy.min_rsa_bits) else { return Ok(()) };
    Err(sentences::CERTIFICATE_BITS.with(&[name, &number(position), &number(bits), &number(policy.min_rsa_bits)]))
}
