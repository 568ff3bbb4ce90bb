// Refused: E0616 what a Signature covers is its parent, and nobody sets it.

use crate::dsig::Signature;
use crate::xml::Element;

fn choose<'d>(signature: &mut Signature<'d>, element: Element<'d>) {
    signature.parent = element;
}
