// Refused: E0451 only `checks::require_all` accepts.

use crate::checks::Accepted;
use crate::dsig::Verified;
use crate::saml::Assertion;

fn accept<'d>(assertion: Verified<Assertion<'d>>) -> Accepted<'d> {
    Accepted { assertion }
}
