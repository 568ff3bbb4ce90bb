// Refused: E0308 an assertion that nobody verified is never accepted.

use crate::checks::{Accepted, Context, require_all};
use crate::saml::Assertion;

fn accept<'d>(assertion: Assertion<'d>, context: &Context<'_>) -> Option<Accepted<'d>> {
    require_all(assertion, context).ok()
}
