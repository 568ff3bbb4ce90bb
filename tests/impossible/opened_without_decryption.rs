// Refused: E0451 what was encrypted in an element, only its own ciphertext says.

use crate::dsig::SignedElement;
use crate::xmlenc::Opened;

fn swap<'d>(wrapper: SignedElement<'d>, content: SignedElement<'d>) -> Opened<'d> {
    Opened { wrapper, content }
}
