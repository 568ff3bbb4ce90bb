//! What the test binaries share: vectors as files, settings from JSON, a one-time store.

// Each test binary uses a part of this.
#![allow(dead_code, reason = "each test binary uses a part")]

pub(crate) mod corpus;
pub(crate) mod settings;
pub(crate) mod store;
pub(crate) mod vector;
