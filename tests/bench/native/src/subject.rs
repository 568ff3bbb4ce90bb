//! What can be compared.

use serde::Serialize;

use crate::message::Message;

/// How far a subject goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// From what the browser posts to who signed in, with the rules of SAML that the subject has.
    Full,
    /// The signatures alone, from XML.
    Signature,
}

/// A verifier, configured once: keys are read before anything is measured, where the subject lets one.
pub trait Subject {
    /// The NameID, from those that go so far. An answer other than that of a good login is a refusal.
    fn verify(&self, message: &Message) -> Result<Option<String>, String>;
}

/// A row of the comparison.
pub struct Entry {
    pub name: &'static str,
    pub version: String,
    pub scope: Scope,
    /// The verifier, or why there is none.
    pub subject: Result<Box<dyn Subject>, String>,
}

impl Entry {
    /// A crate, whose version is that of the lock file.
    pub fn of_crate(name: &'static str, scope: Scope, subject: Result<Box<dyn Subject>, String>) -> Self {
        Self { name, version: locked_version(name), scope, subject }
    }
}

/// The newest of this name in the lock file: a peer may bring an older one along.
fn locked_version(name: &str) -> String {
    let versions = LOCK_FILE.split("[[package]]").filter(|package| package.contains(&format!("\nname = \"{name}\"\n")));
    let version = |package: &str| Some(package.split_once("\nversion = \"")?.1.split_once('"')?.0.to_owned());
    versions.filter_map(version).last().unwrap_or_default()
}

const LOCK_FILE: &str = include_str!("../Cargo.lock");
