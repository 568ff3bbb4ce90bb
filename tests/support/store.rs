//! A one-time store without time: what is put stays.

use std::collections::HashSet;
use std::convert::Infallible;

use saml_edge::{OneTimeStore, Timestamp};

#[derive(Default)]
pub(crate) struct Store(HashSet<String>);

impl Store {
    pub(crate) fn holding(keys: impl IntoIterator<Item = String>) -> Self {
        Self(keys.into_iter().collect())
    }
}

impl OneTimeStore for Store {
    type Error = Infallible;

    fn put(&mut self, key: &str, _: Timestamp) -> Result<bool, Infallible> {
        Ok(self.0.insert(key.to_owned()))
    }

    fn take(&mut self, key: &str) -> Result<bool, Infallible> {
        Ok(self.0.remove(key))
    }
}
