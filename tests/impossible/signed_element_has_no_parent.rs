// Refused: E0599 what is covered has no way out of it.

use crate::dsig::SignedElement;

fn leave(element: SignedElement<'_>) {
    element.parent();
}
