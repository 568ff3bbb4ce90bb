//! XML as SAML needs it: one strict gate, one parser behind one door, one tree.

pub(crate) mod document;
pub(crate) mod gate;
pub(crate) mod names;
pub(crate) mod source;

pub(crate) use document::{Attribute, Child, Document, Element, Elements};
pub(crate) use names::Name;
pub(crate) use source::Source;
