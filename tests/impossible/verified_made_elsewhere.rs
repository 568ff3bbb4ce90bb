// Refused: E0624 `Verified::new` is for `dsig` alone.

use crate::dsig::{Proof, Verified};

fn forge(proof: Proof) -> Verified<&'static str> {
    Verified::new("admin", proof)
}
