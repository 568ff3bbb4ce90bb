//! What failed decryption costs, for each reason: whoever counts must not learn which it was.

use saml_edge_messages::{Login, Signer, Undecryptable};

use crate::door::{Door, Party};
use crate::scenario::{Expects, Scenario};

/// The parameter is the number of the message: each reason has as many, and those of one number differ in nothing but what is wrong.
pub(crate) fn scenarios() -> Vec<Scenario> {
    (0..MESSAGES).flat_map(|number| reasons(number).chain([genuine(number)])).collect()
}

fn reasons(number: usize) -> impl Iterator<Item = Scenario> {
    Undecryptable::ALL.into_iter().map(move |reason| Scenario {
        name: format!("{reason:?}"),
        expects: Expects::Refused,
        make: Box::new(move || reason.seal(&Login::okta().xml(), number)),
        ..genuine(number)
    })
}

/// It costs more, or nothing was counted.
fn genuine(number: usize) -> Scenario {
    Scenario {
        name: "genuine".to_owned(),
        parameter: number,
        door: Door::Bare(Party::trusting(Signer::Rsa2048)),
        expects: Expects::Accepted,
        make: Box::new(move || Undecryptable::seal_well(&Login::okta().xml(), number)),
    }
}

/// Of each reason.
const MESSAGES: usize = 8;
