//! Private keys that are asked once for each wrapped key: almost every input has one that was there before, and to unwrap it again would take nine tenths of the
//! time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use saml_edge::fuzzing::session_key;
use saml_edge::{DecryptionKey, SessionKey, UnwrapKey, WrappedKey};

/// The keys of a connection, as a key service that remembers.
pub(crate) struct Unwrapped {
    keys: Vec<DecryptionKey>,
    /// By the id of what was wrapped.
    answers: Mutex<HashMap<String, Option<Answer>>>,
}

#[derive(Clone)]
struct Answer {
    octets: Vec<u8>,
    is_genuine: bool,
}

impl Unwrapped {
    pub(crate) fn of(keys: Vec<DecryptionKey>) -> Self {
        Self { keys, answers: Mutex::default() }
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<String, Option<Answer>>> {
        self.answers.lock().expect("one thread")
    }

    /// The session keys that came out until now.
    pub(crate) fn session_keys(&self) -> Vec<Vec<u8>> {
        self.answers().values().flatten().filter(|answer| answer.is_genuine).map(|answer| answer.octets.clone()).collect()
    }
}

impl UnwrapKey for Unwrapped {
    fn unwrap_key(&self, wrapped: &WrappedKey<'_>) -> Option<SessionKey> {
        let mut answers = self.answers();
        if answers.len() > MOST {
            answers.clear();
        }
        let answer = answers.entry(wrapped.id(0)).or_insert_with(|| {
            self.keys.unwrap_key(wrapped).map(|key| {
                let (octets, is_genuine) = session_key(&key);
                Answer { octets: octets.to_vec(), is_genuine }
            })
        });
        let Answer { octets, is_genuine } = answer.clone()?;
        Some(if is_genuine { SessionKey::unwrapped(octets) } else { SessionKey::failed(octets) })
    }

    fn has_keys(&self) -> bool {
        self.keys.has_keys()
    }

    fn may_belong_to(&self, certificate: &[u8]) -> bool {
        self.keys.may_belong_to(certificate)
    }
}

/// What is altered at random is not seen again.
const MOST: usize = 1000;
