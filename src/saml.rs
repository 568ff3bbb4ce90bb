//! SAML messages as typed data. Readers know the schema and no policy: they say what a message says, or where it breaks the schema.

mod assertion;
mod conditions;
mod logout;
mod metadata;
mod reader;
mod response;
mod statements;
mod status;
mod subject;
#[cfg(test)]
mod tests;

pub(crate) use assertion::Assertion;
pub(crate) use conditions::{Condition, Conditions};
pub(crate) use logout::{Logout, LogoutBody, LogoutKind, locate_logout};
pub(crate) use metadata::{Entities, IdpRole, KeyMaterial, Validity, attribute, is_useful, locate_metadata, require_unique_ids};
pub(crate) use reader::{Instant, Issuer};
pub(crate) use response::{Ids, Payload, Response, assertion_of, own_signature, require_assertion};
pub(crate) use statements::{Attribute, AttributeValue, AuthnStatement};
pub(crate) use subject::{Identifier, NameId, Subject, SubjectConfirmation, SubjectConfirmationData};

/// Names and what is kept of each: finding one again costs no more in a list of thousands.
pub(crate) type Names<'a> = alloc::collections::BTreeMap<&'a str, usize>;
