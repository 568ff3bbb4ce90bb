// Refused: E0616 the identity comes out when it is claimed.

use crate::claim::Unclaimed;
use crate::identity::Identity;

fn peek(login: Unclaimed<Identity>) -> Identity {
    login.value
}
