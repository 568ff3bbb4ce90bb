// Refused: E0451 private fields.

use crate::identity::Identity;

fn forge(other: Identity, issuer: alloc::string::String) -> Identity {
    Identity { issuer, ..other }
}
