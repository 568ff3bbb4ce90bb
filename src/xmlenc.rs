//! XML Encryption in the one shape that SAML allows: one element, its key wrapped by RSA-OAEP. Knows nothing of SAML.
//!
//! Nothing is looked up by ID but an EncryptedKey beside its EncryptedData, and nothing is fetched.

mod open;
mod read;

pub(crate) use open::{Opened, Unsealed, Unsealing};
pub(crate) use read::Sealed;
