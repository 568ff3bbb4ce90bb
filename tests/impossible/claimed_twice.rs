// Refused: E0382 a login is used up by its claim.

use crate::identity::Unclaimed;

fn twice(login: Unclaimed, store: &mut impl crate::OneTimeStore) {
    let _ = login.claim_with(store);
    let _ = login.claim_with(store);
}
