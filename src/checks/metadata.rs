//! What the metadata of an identity provider must say to be used (metadata 2), and what of it can be.

use alloc::string::String;
use alloc::vec::Vec;

use super::warnings::expiry;
use super::{Clock, Warning};
use crate::address::{authority, host, is_this_machine, is_uri_octet};
use crate::base64;
use crate::connection::{MAX_KEYS, SAFE_RSA_BITS, require_entity_id};
use crate::crypto::{TrustedKey, ec_public_key_info, read_pasted, rsa_public_key_info};
use crate::error::{ConnectionError, ErrorKind, Fault, sentences, shorten};
use crate::saml::{IdpRole, Instant, KeyMaterial, Validity, attribute};
use crate::text::{fill, number};
use crate::time::Timestamp;

/// A key that an identity provider may sign with, as its metadata has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetadataKey {
    /// Base64 of the certificate, or of the SubjectPublicKeyInfo where there is none, as [`IdentityProvider`](crate::IdentityProvider) takes it.
    pub certificate: String,
    /// Its SHA-256 fingerprint, lower-case hex.
    pub sha256: String,
    /// The last moment by the certificate, where it says so. Nothing is refused for it (IIP-MD12).
    pub not_after: Option<Timestamp>,
    /// Bits of the modulus, where it is an RSA key. From 1024 on: whether fewer than 2048 will do, a connection decides.
    pub rsa_bits: Option<usize>,
}

/// Where a service of an identity provider is (metadata 2.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// How messages go there.
    pub binding: Binding,
    /// An absolute URL.
    pub location: String,
    /// Where answers go, where that is another address. Single sign-on has none.
    pub response_location: Option<String>,
}

/// The bindings that are spoken here, in the order in which they are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect`.
    HttpRedirect,
    /// `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST`.
    HttpPost,
}

impl Binding {
    /// Its URI.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::HttpRedirect => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
            Self::HttpPost => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
        }
    }
}

/// Whose metadata is read (rule M04).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataMode {
    /// Of one identity provider, as its vendor makes it: it need not say until when it is valid.
    Vendor,
    /// Of a federation: its root says until when it is valid.
    Federation {
        /// How far ahead that may be, in seconds.
        most_seconds: u32,
    },
}

/// Which addresses may be handed out (rule M10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schemes {
    HttpsOnly,
    HttpToo,
}

/// Rule M04. `root` is what the root alone says. Clocks differ both ways: it ends the skew later, and may lie that much further ahead (SDP-G01, IIP-G01).
pub(crate) fn require_valid(root: Validity, all: Validity, mode: MetadataMode, clock: Clock) -> Result<(), Fault> {
    let Clock { now, skew } = clock;
    if let Some(Instant { time, span }) = all.valid_until.filter(|until| until.time.plus_seconds(skew) <= now) {
        return Err(ErrorKind::MetadataExpired { valid_until: time.text(), seconds: now.seconds_since(time) }.at(span));
    }
    let MetadataMode::Federation { most_seconds } = mode else { return Ok(()) };
    let Some(Instant { time, span }) = root.valid_until else {
        return Err(ErrorKind::MetadataValidUntilMissing.nowhere());
    };
    if time > now.plus_seconds(i64::from(most_seconds).saturating_add(skew)) {
        return Err(ErrorKind::MetadataValidUntilTooFar { valid_until: time.text(), limit: most_seconds }.at(span));
    }
    Ok(())
}

/// Rule M06.
pub(crate) fn entity_id(role: &IdpRole<'_>) -> Result<String, Fault> {
    let id = role.entity_id()?;
    require_entity_id("", id.value).map_err(|_| ErrorKind::MetadataEntityIdInvalid { found: id.value.into() }.at(id.span))?;
    Ok(id.value.into())
}

/// Rule M09: every key that can verify here, each once, in order. The others are left out, and why is a warning.
pub(crate) fn signing_keys(role: &IdpRole<'_>, now: Timestamp, warnings: &mut Warnings) -> Result<Vec<MetadataKey>, Fault> {
    let mut keys: Vec<MetadataKey> = Vec::new();
    let mut left_out = LeftOut { warnings, first: None };
    let mut looked_at = 0;
    for descriptor in role.key_descriptors() {
        // Absent means both (E62).
        match attribute(&descriptor, "use") {
            None | Some("signing") => {}
            Some("encryption") => continue,
            Some(other) => {
                left_out.add(fill("its use is “{}”", &[&shorten(other)]));
                continue;
            }
        }
        let materials = KeyMaterial::of(descriptor)?;
        looked_at += materials.len();
        if looked_at > MAX_KEYS {
            return Err(ErrorKind::LimitExceeded { what: "signing keys of one identity provider", limit: MAX_KEYS }.at(role.span()));
        }
        match materials.len() {
            0 => left_out.add("its KeyInfo has neither a certificate nor a key".into()),
            1 => {}
            _ => {
                let sentence =
                    "A KeyDescriptor of the metadata has several keys. All are handed out: where one is that of an issuer, leave it out.";
                left_out.warnings.add("WARN_METADATA_KEYS", sentence, &[]);
            }
        }
        for material in &materials {
            match read_key(material) {
                Ok((certificate, key)) if keys.iter().all(|known| known.certificate != certificate) => {
                    left_out.warnings.of_key(&key, now);
                    keys.push(MetadataKey {
                        certificate,
                        sha256: key.sha256().into(),
                        not_after: key.validity().map(|(_, not_after)| not_after),
                        rsa_bits: key.rsa_bits(),
                    });
                }
                Ok(_) => {}
                Err(reason) => left_out.add(reason),
            }
        }
    }
    if keys.is_empty() { Err(ErrorKind::MetadataKeyMissing { found: left_out.first }.at(role.span())) } else { Ok(keys) }
}

/// Keys that cannot verify here.
struct LeftOut<'w> {
    warnings: &'w mut Warnings,
    first: Option<String>,
}

impl LeftOut<'_> {
    fn add(&mut self, reason: String) {
        self.warnings.add("WARN_METADATA_KEY", "A signing key of the metadata was left out: {}.", &[&reason]);
        self.first.get_or_insert(reason);
    }
}

/// The key and its text, or why there is none.
fn read_key(material: &KeyMaterial<'_>) -> Result<(String, TrustedKey), String> {
    let der = match material {
        KeyMaterial::Certificate(text) | KeyMaterial::Der(text) => {
            let mut blocks = read_pasted(text).map_err(|error| reason(&error))?;
            blocks.pop().filter(|_| blocks.is_empty()).ok_or("several stand in one place")?
        }
        KeyMaterial::RsaNumbers { modulus, exponent } => rsa_key(modulus, exponent).ok_or("it is damaged")?,
        KeyMaterial::EcPoint { curve, point } => ec_key(curve, point).ok_or("it is damaged, or its curve is not supported")?,
        KeyMaterial::Other(name) => return Err(fill("it is a {}", &[&shorten(name)])),
    };
    let key = TrustedKey::from_der(&der).map_err(|error| reason(&error))?;
    Ok((base64::encode(&der), key))
}

fn ec_key(curve: &str, point: &str) -> Option<Vec<u8>> {
    ec_public_key_info(curve, &base64::decode_xml(point)?)
}

fn rsa_key(modulus: &str, exponent: &str) -> Option<Vec<u8>> {
    rsa_public_key_info(&base64::decode_xml(modulus)?, &base64::decode_xml(exponent)?)
}

/// In the middle of a sentence. The sentences about settings tell people to paste something else.
fn reason(error: &ConnectionError) -> String {
    let (_, values, _) = error.parts();
    let value = values.first().map_or("", String::as_str);
    let known = [
        (sentences::RSA_BITS, "its RSA key has {} bits"),
        (sentences::OTHER_KEY, "its key is of type {}"),
        (sentences::UNKNOWN_KEY, "its key is of type {}"),
        (sentences::OTHER_CURVE, "the curve of its key is not supported"),
        (sentences::PRIVATE_KEY, "it is a private key"),
    ];
    let reason = known.into_iter().find(|(sentence, _)| error.says(*sentence)).map(|(_, reason)| reason);
    fill(reason.unwrap_or("it cannot be read"), &[value])
}

/// Rule M10: the addresses that can be used, those by HTTP-Redirect first.
pub(crate) fn single_sign_on(role: &IdpRole<'_>, schemes: Schemes, warnings: &mut Warnings) -> Result<Vec<Endpoint>, Fault> {
    const SERVICE: &str = "SingleSignOnService";
    let mut endpoints = endpoints(role, SERVICE, schemes, warnings);
    for endpoint in &mut endpoints {
        // Metadata 2.4.3: it has none here.
        endpoint.response_location = None;
    }
    if endpoints.is_empty() {
        let mut found: Vec<String> = Vec::new();
        for element in role.endpoints(SERVICE) {
            if found.len() < 5 {
                found.push(attribute(&element, "Location").unwrap_or_default().into());
            }
        }
        return Err(ErrorKind::MetadataSsoMissing { found }.at(role.span()));
    }
    Ok(endpoints)
}

/// As [`single_sign_on`]; nobody needs one.
pub(crate) fn single_logout(role: &IdpRole<'_>, schemes: Schemes, warnings: &mut Warnings) -> Vec<Endpoint> {
    endpoints(role, "SingleLogoutService", schemes, warnings)
}

fn endpoints(role: &IdpRole<'_>, service: &'static str, schemes: Schemes, warnings: &mut Warnings) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    for binding in [Binding::HttpRedirect, Binding::HttpPost] {
        for element in role.endpoints(service).filter(|element| attribute(element, "Binding") == Some(binding.uri())) {
            let location = attribute(&element, "Location").unwrap_or_default();
            let response_location = attribute(&element, "ResponseLocation");
            if let Some(reason) = unusable(location, schemes).or_else(|| unusable(response_location?, schemes)) {
                warnings.add("WARN_METADATA_ENDPOINT", "The {} at “{}” was left out: {}.", &[service, &shorten(location), reason]);
                continue;
            }
            endpoints.push(Endpoint { binding, location: location.into(), response_location: response_location.map(Into::into) });
        }
    }
    endpoints
}

/// Why nobody should be sent to an address.
fn unusable(url: &str, schemes: Schemes) -> Option<&'static str> {
    if !url.bytes().all(is_uri_octet) {
        return Some("it has characters that no URL has");
    }
    match (authority(url, "https://"), authority(url, "http://")) {
        (None, None) => Some("it is no absolute https URL"),
        (Some(authority), _) if host(authority).is_some() => None,
        (None, Some(authority)) => match host(authority) {
            Some(host) if schemes == Schemes::HttpToo || is_this_machine(host) => None,
            _ => Some("it is not https"),
        },
        (Some(_), _) => Some("it has no plain host"),
    }
}

/// Rule M16: an address to show to people.
pub(crate) fn error_url(role: &IdpRole<'_>, warnings: &mut Warnings) -> Option<String> {
    let url = role.error_url()?;
    if let Some(reason) = unusable(url, Schemes::HttpToo) {
        warnings.add("WARN_METADATA_ERROR_URL", "The errorURL “{}” was left out: {}.", &[&shorten(url), reason]);
        return None;
    }
    Some(url.into())
}

/// Rule M15.
pub(crate) fn scopes(role: &IdpRole<'_>, warnings: &mut Warnings) -> Vec<String> {
    let (plain, others) = role.scopes();
    if others > 0 {
        warnings.add("WARN_METADATA_SCOPE", "Of the scopes {} are regular expressions and were left out.", &[&number(others)]);
    }
    plain
}

/// Whether it is one that only [`Schemes::HttpToo`] takes.
pub(crate) fn is_plain_http(endpoint: &Endpoint) -> bool {
    unusable(&endpoint.location, Schemes::HttpsOnly).is_some()
        || endpoint.response_location.as_deref().is_some_and(|location| unusable(location, Schemes::HttpsOnly).is_some())
}

/// What is said about one document, up to a number that a person reads.
#[derive(Default)]
pub(crate) struct Warnings(Vec<Warning>);

impl Warnings {
    pub(crate) fn add(&mut self, code: &'static str, sentence: &str, values: &[&str]) {
        if self.0.len() < MOST_WARNINGS {
            self.0.push(Warning { code, message: fill(sentence, values) });
        }
    }

    /// Rules K05 and K06.
    fn of_key(&mut self, key: &TrustedKey, now: Timestamp) {
        self.0.extend(expiry(key, now));
        if let Some(bits) = key.rsa_bits().filter(|bits| *bits < SAFE_RSA_BITS) {
            let sentence = "The signing key {} of the metadata has {} bits; a connection asks for {}.";
            self.add("WARN_METADATA_KEY_SHORT", sentence, &[key.sha256(), &number(bits), &number(SAFE_RSA_BITS)]);
        }
    }

    pub(crate) fn finish(self) -> Vec<Warning> {
        self.0
    }
}

/// More than a person reads: a document may have hundreds of thousands of reasons.
const MOST_WARNINGS: usize = 32;
