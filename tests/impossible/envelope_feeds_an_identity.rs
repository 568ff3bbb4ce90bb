// Refused: E0308 an identity is made of an assertion that every rule accepted, never of the envelope.

use crate::checks::Context;
use crate::claim::Unclaimed;
use crate::identity::Identity;
use crate::saml::Response;

fn forge(response: &Response<'_>, context: &Context<'_>) -> Option<Unclaimed<Identity>> {
    Unclaimed::accepted(response, context)
}
