// Everything that the other files use is there and is used rightly.

use crate::checks::{Accepted, Context};
use crate::dsig::{Signature, SignedElement, Verified};
use crate::claim::Unclaimed;
use crate::identity::Identity;
use crate::saml::{Assertion, Response};
use crate::xml::{Document, Element};
use crate::xmlenc::Opened;

fn read<'d>(verified: Verified<SignedElement<'d>>, opened: &'d [Opened<'d>]) -> Option<Verified<Assertion<'d>>> {
    verified.try_map(opened, Assertion::read).ok()
}

fn look(element: SignedElement<'_>) -> usize {
    element.elements().count()
}

fn claim(login: Unclaimed<Identity>, store: &mut impl crate::OneTimeStore) -> Option<Identity> {
    login.claim_with(store).ok()
}

fn locate(document: &Document<'_>) -> bool {
    Response::locate(document).is_ok()
}
