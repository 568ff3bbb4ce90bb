//! Documents that are made of the code: which function keeps each rule, which vectors prove it, what the conformance tables say, and a page for each
//! error code. `UPDATE_DOCS=1 cargo test --test docs` writes them; without it a document that is stale, a link that leads nowhere or a rule without
//! proof fails.

#[path = "../support/mod.rs"]
mod support;

#[path = "../metadata/documents.rs"]
#[allow(dead_code, reason = "the tests of metadata use more of it")]
mod documents;

mod conformance;
mod errors;
mod evidence;
mod examples;
mod guidance;
mod page;
mod proof;
mod rules;
mod sources;
mod table;
