// Refused: E0609 there is one Reference, and no list of them.

use crate::dsig::Signature;

fn references(signature: &Signature<'_>) -> usize {
    signature.references.len()
}
