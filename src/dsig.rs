//! XML Signature in the one shape that SAML allows. Knows nothing of SAML.
//!
//! The Reference is asserted, not resolved: what a Signature covers is its own parent, and the Reference must say so.
//! No element is ever looked up by ID, so there is nothing to wrap.

#[cfg(test)]
mod corpus;
mod detached;
mod parts;
mod pss;
mod read;
mod signed_element;
mod verified;
mod verify;

pub(crate) use detached::verify_query;
pub(crate) use parts::{Parts, named_certificate};
pub(crate) use read::Signature;
pub(crate) use signed_element::{SignedElement, SignedElements, Text};
pub(crate) use verified::{Proof, Verified};
pub(crate) use verify::{Algorithms, Trust};
