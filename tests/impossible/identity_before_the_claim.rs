// Refused: E0616 the identity comes out when it is claimed.

use crate::identity::{Identity, Unclaimed};

fn peek(login: Unclaimed) -> Identity {
    login.identity
}
