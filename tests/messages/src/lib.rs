//! Messages for benchmarks and guards: logins in the shape of Okta's, logout messages and metadata, signed with the keys of `tests/vectors/keys`.
//!
//! The text is written in the form that exclusive canonicalisation gives it, so that what is signed is what stands there. Nothing here takes a clock or
//! randomness: the same parameters make the same octets.

mod encrypted;
mod form;
mod login;
mod logout;
mod metadata;
mod names;
mod signature;
mod signer;
mod undecryptable;

pub use encrypted::encrypted;
pub use form::form_body;
pub use login::{Login, Signed};
pub use logout::{logout_query, logout_request};
pub use metadata::{Aggregate, metadata};
pub use names::{ACS, IDP, NAME_ID, NOW, REQUEST, SLO, SP};
pub use signer::{Signer, certificate, private_key};
pub use undecryptable::Undecryptable;
