// Refused: E0599 nothing is found by its ID, and there is no document to search.

use crate::dsig::SignedElement;

fn resolve(element: SignedElement<'_>) {
    element.document();
}
