//! Connections that were read before, with their parsed keys and Montgomery constants, by the octets of their settings.
//!
//! Nothing from a message is ever kept.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::cell::RefCell;

use saml_edge::Connection;

use crate::settings::{self, SettingsError};

/// Settings of that many connections; one takes a few kilobytes, and reading one again costs less than 0.1 ms.
const MOST: usize = 64;

type Entries = Vec<(Vec<u8>, Rc<Connection>)>;

struct Cache(RefCell<Entries>);

// SAFETY: an instance of this module has one thread. It has no shared memory and no atomics, which the line below holds.
unsafe impl Sync for Cache {}
#[cfg(target_feature = "atomics")]
compile_error!("the cache is for one thread");

static CACHE: Cache = Cache(RefCell::new(Vec::new()));

/// The connection of these settings.
pub(crate) fn connection(octets: &[u8]) -> Result<Rc<Connection>, SettingsError> {
    let mut entries = CACHE.0.borrow_mut();
    if let Some(connection) = recall(&mut entries, octets) {
        return Ok(connection);
    }
    let text = core::str::from_utf8(octets).map_err(|_| SettingsError::Unread("The settings are not UTF-8.".into()))?;
    let connection = Rc::new(settings::read(text)?);
    entries.truncate(MOST - 1);
    entries.insert(0, (octets.into(), Rc::clone(&connection)));
    Ok(connection)
}

/// Moves what was asked for to the front, so that the least used falls off the end.
fn recall(entries: &mut Entries, octets: &[u8]) -> Option<Rc<Connection>> {
    let position = entries.iter().position(|(known, _)| known == octets)?;
    entries.get_mut(..=position)?.rotate_right(1);
    entries.first().map(|(_, connection)| Rc::clone(connection))
}
