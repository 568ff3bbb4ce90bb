// Refused: E0451 only `checks::require_all` accepts.

use crate::checks::Accepted;
use crate::dsig::Verified;
use crate::saml::Assertion;

fn accept(assertion: Verified<Assertion>) -> Accepted {
    Accepted { assertion }
}
