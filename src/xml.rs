//! XML as SAML needs it: one strict parser, one tree behind one door.

pub(crate) mod document;
pub(crate) mod names;
mod parser;
pub(crate) mod source;
mod tree;

pub(crate) use document::{Attribute, Child, Document, Element, Elements};
pub(crate) use names::Name;
pub(crate) use source::Source;
