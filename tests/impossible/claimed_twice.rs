// Refused: E0382 a login is used up by its claim.

use crate::claim::Unclaimed;
use crate::identity::Identity;

fn twice(login: Unclaimed<Identity>, store: &mut impl crate::OneTimeStore) {
    let _ = login.claim_with(store);
    let _ = login.claim_with(store);
}
