// Refused: E0616 the element below is private.

use crate::dsig::SignedElement;

fn leave(element: SignedElement<'_>) {
    element.element.parent();
}
