//! The door through which metadata of identity providers comes in (metadata 2).
//!
//! Where a key to verify it with was given, what is read is what the signature of the root covers. Where none was given, nothing is proved, and only the entity that
//! is asked for is kept of the tree: both ways come to the same verdict.

#[cfg(test)]
mod tests;

use alloc::string::String;
use alloc::vec::Vec;

use crate::checks::{
    Clock, Endpoint, MetadataKey, MetadataMode, Schemes, Warning, Warnings, entity_id, error_url, is_plain_http, names_of, require_valid,
    scopes, signing_keys, single_logout, single_sign_on,
};
use crate::connection::{IdentityProvider, Policy, SAFE_RSA_BITS, read_keys, require_min_rsa_bits};
use crate::crypto::TrustedKey;
use crate::dsig::{Algorithms, Proof, Signature, SignedElement, Trust};
use crate::error::{ConnectionError, Error, ErrorKind, Fault};
use crate::limits::{DEFAULT_CLOCK_SKEW_SECONDS, DEFAULT_METADATA_MAX_BYTES, Limits, MAX_CLOCK_SKEW_SECONDS};
use crate::post::without_place;
use crate::saml::{Entities, IdpRole, Validity, is_useful, locate_metadata, require_unique_ids};
use crate::time::Timestamp;
use crate::verify::locate_in;
use crate::xml::{Document, Element, Source};

/// Reads the metadata of one identity provider, alone or in an aggregate.
///
/// It fetches nothing and trusts nothing: that the keys in it are those of the identity provider, a signature proves ([`MetadataTrust`]), or the https connection
/// over which the document came, or a person who compared fingerprints.
///
/// ```
/// use saml_edge::{Binding, MetadataOptions, Timestamp, read_metadata};
/// # let key = "MCowBQYDK2VwAyEAZtvMPObsGiNHjgY7k4EFLlEIURtWVw1umzitzuGU9p8=";
/// # let xml = format!(r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">
/// # <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing">
/// # <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><DEREncodedKeyValue xmlns="http://www.w3.org/2009/xmldsig11#">{key}</DEREncodedKeyValue></KeyInfo>
/// # </md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>
/// # </md:IDPSSODescriptor></md:EntityDescriptor>"#);
/// # let now = Timestamp::parse("2026-11-24T10:00:00Z").unwrap();
///
/// let metadata = read_metadata(xml.as_bytes(), &MetadataOptions::vendor(), now)?;
/// let idp = metadata.identity_provider(); // for Connection::new
/// assert_eq!(idp.entity_id, "https://idp.example.com");
/// assert_eq!(metadata.single_sign_on[0].location, "https://idp.example.com/sso");
/// assert_eq!(metadata.single_sign_on[0].binding, Binding::HttpRedirect);
/// # Ok::<(), saml_edge::Error>(())
/// ```
///
/// # Errors
/// The first rule that refuses: input, XML, signature, and then what the metadata says.
pub fn read_metadata(xml: &[u8], options: &MetadataOptions<'_>, now: Timestamp) -> Result<IdpMetadata, Error> {
    let limits = Limits::for_metadata(options.max_bytes);
    let source = Source::decode(xml, &limits).map_err(too_large).map_err(without_place)?;
    let document = match (options.trust, options.entity_id) {
        (None, Some(entity_id)) => Document::parse_useful(&source, &limits, &|element| is_useful(element, entity_id)),
        _ => Document::parse(&source, &limits),
    };
    let document = document.map_err(|fault| locate_in(&source, fault))?;
    read_document(&document, options, &limits, now).map_err(|fault| document.locate(fault))
}

/// What is asked of metadata. Begin with [`vendor`](Self::vendor) or [`federation`](Self::federation).
#[derive(Clone, Copy, Debug)]
pub struct MetadataOptions<'a> {
    /// Which entity is meant, exactly as its entityID has it. Without it there must be one identity provider.
    pub entity_id: Option<&'a str>,
    /// What must have signed the whole document (rules M02, M03). Without it no signature is verified, and one that is there is a warning.
    pub trust: Option<&'a MetadataTrust>,
    /// Whose metadata it is (rule M04).
    pub mode: MetadataMode,
    /// Largest document in octets of XML (rule M01), 32 MiB by default; more than 128 MiB is cut to that.
    ///
    /// Beside the document itself, one of a federation takes 5.5 times its size in memory while its signature is verified (4.1 times in WebAssembly), and 1.1 times
    /// where there is no signature to verify and `entity_id` says what is looked for. One that was made to exhaust memory takes up to 12 times this limit.
    pub max_bytes: usize,
    /// Tolerance for clocks in seconds, 180 by default: so much later it ends, and so much further ahead may be when it does (rule M04, SDP-G01). More than 300 is cut to that.
    pub clock_skew_seconds: u32,
    /// Hand out endpoints that are neither https nor on this machine (rule M10). Whoever is on the way reads and alters what is sent there.
    pub allow_http: bool,
}

impl<'a> MetadataOptions<'a> {
    /// For the metadata of one identity provider, which came in a way that is trusted: over https from where it is published, or from its administrator.
    pub const fn vendor() -> Self {
        Self {
            entity_id: None,
            trust: None,
            mode: MetadataMode::Vendor,
            max_bytes: DEFAULT_METADATA_MAX_BYTES,
            clock_skew_seconds: DEFAULT_CLOCK_SKEW_SECONDS,
            allow_http: false,
        }
    }

    /// For the metadata of a federation, which is signed, and which says that it ends within so many seconds (SDP-MD02, MD03).
    pub const fn federation(trust: &'a MetadataTrust, entity_id: &'a str, most_seconds: u32) -> Self {
        Self { entity_id: Some(entity_id), trust: Some(trust), mode: MetadataMode::Federation { most_seconds }, ..Self::vendor() }
    }
}

/// What may sign metadata. It was given by the publisher in another way than in the metadata itself.
#[derive(Debug)]
pub struct MetadataTrust {
    keys: Vec<TrustedKey>,
    algorithms: Algorithms,
}

/// Which signatures of metadata are taken.
#[derive(Clone, Copy, Debug)]
pub struct MetadataTrustPolicy {
    /// Take signatures with SHA-1 (rules S12, S13).
    pub allow_sha1: bool,
    /// Smallest RSA modulus in bits, at least 1024 (rule K06).
    pub min_rsa_bits: usize,
}

impl MetadataTrustPolicy {
    /// SHA-2 only, RSA from 2048 bits on.
    pub const fn strict() -> Self {
        Self { allow_sha1: false, min_rsa_bits: SAFE_RSA_BITS }
    }
}

impl MetadataTrust {
    /// From certificates or public keys as PEM, bare base64 or SPKI; any of them may sign. Of a certificate only the key counts.
    ///
    /// # Errors
    /// A sentence for whoever wrote the settings: nothing to trust, what is no certificate, a key that is too short.
    pub fn new(certificates: &[String], policy: MetadataTrustPolicy) -> Result<Self, ConnectionError> {
        let MetadataTrustPolicy { allow_sha1, min_rsa_bits } = policy;
        require_min_rsa_bits("trust.minRsaBits", min_rsa_bits)?;
        let keys = read_keys("trust.certificates", certificates, &Policy { min_rsa_bits, ..Policy::strict() })?;
        Ok(Self { keys, algorithms: if allow_sha1 { Algorithms::Sha1Too } else { Algorithms::Sha2Only } })
    }

    /// SHA-256 fingerprint of each key in lower-case hex, in the order of the certificates.
    pub fn fingerprints(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(TrustedKey::sha256)
    }
}

/// What the metadata of an identity provider says, as far as it can be used here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IdpMetadata {
    /// The name of the identity provider.
    pub entity_id: String,
    /// The keys that it may sign with, at least one, in its order (rule M09).
    pub keys: Vec<MetadataKey>,
    /// Where logins are asked for, at least one; the first is the one to use: by HTTP-Redirect, where there is one (rule M10).
    pub single_sign_on: Vec<Endpoint>,
    /// Where logout messages are sent, chosen alike.
    pub single_logout: Vec<Endpoint>,
    /// It takes only requests that are signed (rule M11).
    pub want_authn_requests_signed: bool,
    /// The formats of NameID that it lists.
    pub name_id_formats: Vec<String>,
    /// The digests that it lists, URIs in its order; empty where it lists none (rule M14).
    pub digest_methods: Vec<String>,
    /// The signature algorithms that it lists, alike.
    pub signing_methods: Vec<String>,
    /// The scopes that it lists. They say something only where a third party vouches for the metadata: a federation that signed it (rule M15).
    pub scopes: Vec<String>,
    /// Its name for people, in English where it has one. Unverified text: escape it before it is shown (rule M16).
    pub display_name: Option<String>,
    /// Where people find help: an http or https URL.
    pub error_url: Option<String>,
    /// When this must no longer be used (rules M04, M05).
    pub valid_until: Option<Timestamp>,
    /// After how many seconds it should be read anew (rule M05).
    pub cache_seconds: Option<i64>,
    /// SHA-256 fingerprint, lower-case hex, of the certificate (or bare key) that signed all of it. Absent where no key was given.
    pub signed_by: Option<String>,
    /// The settings without which it would have been refused, or would say less.
    pub relaxed: Vec<String>,
    /// What does not refuse and still should be known.
    pub warnings: Vec<Warning>,
}

impl IdpMetadata {
    /// For [`Connection::new`](crate::Connection::new).
    pub fn identity_provider(&self) -> IdentityProvider {
        let certificates = self.keys.iter().map(|key| key.certificate.clone()).collect();
        IdentityProvider { entity_id: self.entity_id.clone(), certificates }
    }
}

fn read_document(document: &Document<'_>, options: &MetadataOptions<'_>, limits: &Limits, now: Timestamp) -> Result<IdpMetadata, Fault> {
    let (root, signature) = locate_metadata(document)?;
    let signed = options.trust.map(|trust| Signed::verify(root, signature, trust, limits)).transpose()?;
    let covered = signed.as_ref().map_or(SignedElement::new(root, signature), |signed| signed.covered);
    let mut of_root = Validity::default();
    of_root.narrow(&covered)?;
    let role = Entities::read(covered).choose(options.entity_id)?;
    let is_valid = |skew: u32| require_valid(of_root, role.validity, options.mode, Clock { now, skew: skew.into() });
    is_valid(options.clock_skew_seconds.min(MAX_CLOCK_SKEW_SECONDS))?;

    let mut metadata = read_role(&role, options, now)?;
    if signed.is_none() && signature.is_some() {
        metadata.warnings.push(Warning {
            code: "WARN_METADATA_SIGNATURE_NOT_CHECKED",
            message: "The metadata is signed, and no key was given to verify it with.".into(),
        });
    }
    let used = [
        ("allowSha1", signed.as_ref().is_some_and(|signed| signed.proof.is_sha1())),
        ("minRsaBits", signed.as_ref().and_then(|signed| signed.key.rsa_bits()).is_some_and(|bits| bits < SAFE_RSA_BITS)),
        ("maxBytes", document.octets() > DEFAULT_METADATA_MAX_BYTES),
        ("clockSkewSeconds", is_valid(DEFAULT_CLOCK_SKEW_SECONDS).is_err()),
        ("allowHttp", metadata.single_sign_on.iter().chain(&metadata.single_logout).any(is_plain_http)),
    ];
    metadata.relaxed = names_of(&used);
    metadata.signed_by = signed.map(|signed| signed.key.sha256().into());
    Ok(metadata)
}

fn read_role(role: &IdpRole<'_>, options: &MetadataOptions<'_>, now: Timestamp) -> Result<IdpMetadata, Fault> {
    let mut warnings = Warnings::default();
    let schemes = if options.allow_http { Schemes::HttpToo } else { Schemes::HttpsOnly };
    if role.has_siblings {
        warnings.add("WARN_METADATA_ROLES", "The entity has several IDPSSODescriptors of SAML 2.0; the first was taken.", &[]);
    }
    let entity_id = entity_id(role)?;
    let want_authn_requests_signed = role.want_authn_requests_signed()?;
    let name_id_formats = role.name_id_formats()?;
    let keys = signing_keys(role, now, &mut warnings)?;
    let single_sign_on = single_sign_on(role, schemes, &mut warnings)?;
    Ok(IdpMetadata {
        entity_id,
        keys,
        single_sign_on,
        single_logout: single_logout(role, schemes, &mut warnings),
        want_authn_requests_signed,
        name_id_formats,
        digest_methods: role.algorithms("DigestMethod"),
        signing_methods: role.algorithms("SigningMethod"),
        scopes: scopes(role, &mut warnings),
        display_name: role.display_name(),
        error_url: error_url(role, &mut warnings),
        valid_until: role.validity.valid_until.map(|until| until.time),
        cache_seconds: role.validity.cache_seconds,
        signed_by: None,
        relaxed: Vec::new(),
        warnings: warnings.finish(),
    })
}

/// What a trusted key signed: the root, and who did.
struct Signed<'d, 't> {
    covered: SignedElement<'d>,
    proof: Proof,
    key: &'t TrustedKey,
}

impl<'d, 't> Signed<'d, 't> {
    /// Rules M02 and M03: the root's own signature covers the root, or nothing is signed. Keys inside are never asked.
    fn verify(root: Element<'d>, signature: Option<Element<'d>>, trust: &'t MetadataTrust, limits: &Limits) -> Result<Self, Fault> {
        let signature = signature.ok_or_else(|| ErrorKind::MetadataNotSigned.at(root.span()))?;
        require_unique_ids(root)?;
        let trusted = Trust { keys: &trust.keys, algorithms: trust.algorithms };
        let verified = Signature::read(signature, root, limits)?.verify(trusted, &mut Vec::new()).map_err(of_metadata)?;
        let (covered, proof) = (*verified.get(), verified.proof());
        let key = trust.keys.get(proof.key).ok_or_else(|| ErrorKind::Internal.nowhere())?;
        Ok(Self { covered, proof, key })
    }
}

/// In the words for metadata, which has no connection.
fn of_metadata(mut fault: Fault) -> Fault {
    fault.kind = match fault.kind {
        ErrorKind::SignatureInvalid => ErrorKind::MetadataSignatureInvalid,
        ErrorKind::SignedByUnknownKey { sha256 } => ErrorKind::MetadataSignedByUnknownKey { sha256 },
        other => other,
    };
    fault
}

/// Rule M01.
fn too_large(mut fault: Fault) -> Fault {
    if let ErrorKind::MessageTooLarge { limit, found } = fault.kind {
        fault.kind = ErrorKind::MetadataTooLarge { limit, found };
    }
    fault
}
