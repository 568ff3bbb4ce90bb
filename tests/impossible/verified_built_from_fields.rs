// Refused: E0451 the fields of `Verified` are private.

use crate::dsig::{Proof, Verified};

fn forge(proof: Proof) -> Verified<&'static str> {
    Verified { value: "admin", proof }
}
