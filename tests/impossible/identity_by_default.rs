// Refused: E0277 there is no empty identity.

use crate::identity::Identity;

fn forge() -> Identity {
    fn default<T: core::default::Default>() -> T {
        T::default()
    }
    default()
}
