// Refused: E0308 an assertion that nobody verified is never accepted.

use crate::checks::{Accepted, Context, require_all};
use crate::saml::Assertion;

fn accept(assertion: Assertion, context: &Context<'_>) -> Option<Accepted> {
    require_all(assertion, context).ok()
}
