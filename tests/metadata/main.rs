//! Metadata of identity providers: every way to refuse it beside a document that is accepted, and what is read of it.

#[path = "../support/mod.rs"]
mod support;

mod documents;
mod endpoints;
mod entities;
mod extensions;
mod hostile;
mod keys;
mod reading;
mod signer;
mod trust;
mod validity;
mod verdict;
