//! A strict SAML 2.0 service provider: a Response goes in, and what comes out is an identity that the configured identity
//! provider signed, or exactly one reason why not.
//!
//! ```no_run
//! use saml_edge::{Connection, IdentityProvider, InResponseTo, Policy, Post, ServiceProvider, Timestamp, verify};
//! # fn sign_in(body: &[u8], certificate: String, request: &str, now: Timestamp, store: &mut impl saml_edge::OneTimeStore) -> Result<(), Box<dyn std::error::Error>> {
//! let idp = IdentityProvider { entity_id: "http://www.okta.com/exk1fcia6d6EMsf331d8".into(), certificates: vec![certificate] };
//! let sp = ServiceProvider { entity_id: "urn:console:JQ7a9f0c2".into(), acs_url: "https://sp.example.com/saml/acs".into(), slo_url: None };
//! let connection = Connection::new(idp, sp, Policy::strict())?;
//!
//! let post = Post::from_form(body)?;
//! let login = verify(&post, &connection, InResponseTo::Request(request), now)?;
//! let identity = login.claim_with(store).map_err(|_| "already used, or the store failed")?;
//! println!("{} signed in", identity.name_id().map_or("somebody", |name| &name.value));
//! # Ok(()) }
//! ```
//!
//! The crate has no clock, no randomness, no I/O and no `std`. [`verify`](verify()) stops at the first rule that refuses;
//! [`explain`](explain()) walks the same rules to the end. Every rule is in [`RULES`].
#![no_std]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, clippy::unreachable)
)]

extern crate alloc;
#[cfg(test)]
extern crate std;

#[cfg(test)]
#[path = "../tests/support/corpus.rs"]
mod corpus;

// Words.
mod address;
mod base64;
mod error;
mod limits;
mod rules;
mod text;
mod time;
// XML.
mod xml;
// Octets.
mod c14n;
mod crypto;
mod form;
mod inflate;
mod redirect;
// XML Signature and XML Encryption.
mod dsig;
mod xmlenc;
// SAML.
mod saml;
// Policy.
mod checks;
mod connection;
// Doors.
mod claim;
mod explain;
mod identity;
mod logout;
mod metadata;
mod peek;
mod post;
mod verify;
// Behind the house.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;

pub use checks::{Binding, Endpoint, InResponseTo, MetadataKey, MetadataMode, Warning};
pub use claim::{Answer, ClaimError, OneTimeFact, OneTimeStore, Unclaimed, request_key};
pub use connection::{Connection, IdentityProvider, IdpInitiated, Policy, RequireSigned, ServiceProvider};
pub use crypto::{CertificateDetails, CertificateNames, DecryptionKey, SessionKey, UnwrapKey, WrappedKey, read_certificates};
pub use error::{Actor, Blanks, ConnectionError, Error, ErrorKind, NearMiss, NonSuccess, Position, SENTENCES, WORDINGS, Wording};
pub use explain::{CheckReport, ConfiguredKey, Outcome, Report, SignatureReport, explain, explain_with};
pub use identity::{Attribute, Evidence, Identity, NameId, Signed};
pub use limits::{DEFAULT_MAX_BYTES, DEFAULT_METADATA_MAX_BYTES, MAX_BYTES_CEILING, METADATA_MAX_BYTES_CEILING};
pub use logout::{LogoutEvidence, LogoutMessage, LogoutPost, LogoutRequest, LogoutResponse, SingleLogout};
pub use metadata::{IdpMetadata, MetadataOptions, MetadataTrust, MetadataTrustPolicy, read_metadata};
pub use peek::{Peek, peek};
pub use post::Post;
pub use rules::{RULES, Rule, RuleDefault, RuleId};
pub use time::Timestamp;
pub use verify::{verify, verify_with};

/// The examples of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
