//! Connections that were read before, with their parsed keys and Montgomery constants, by the text of their settings.
//!
//! Nothing from a message is ever kept.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use saml_edge::Connection;

use crate::settings::{self, SettingsError};

/// Settings of that many connections; one takes a few kilobytes, and reading one again costs less than 0.1 ms.
const MOST: usize = 64;

type Entries = Vec<(String, Rc<Connection>)>;

struct Cache(RefCell<Entries>);

// SAFETY: an instance of this module has one thread. It has no shared memory and no atomics, which the line below holds.
unsafe impl Sync for Cache {}
#[cfg(target_feature = "atomics")]
compile_error!("the cache is for one thread");

static CACHE: Cache = Cache(RefCell::new(Vec::new()));

/// The connection of these settings.
pub(crate) fn connection(text: &str) -> Result<Rc<Connection>, SettingsError> {
    let mut entries = CACHE.0.borrow_mut();
    if let Some(connection) = recall(&mut entries, text) {
        return Ok(connection);
    }
    let connection = Rc::new(settings::read(text)?);
    entries.truncate(MOST - 1);
    entries.insert(0, (text.into(), Rc::clone(&connection)));
    Ok(connection)
}

/// Moves what was asked for to the front, so that the least used falls off the end.
fn recall(entries: &mut Entries, text: &str) -> Option<Rc<Connection>> {
    let position = entries.iter().position(|(known, _)| known == text)?;
    entries.get_mut(..=position)?.rotate_right(1);
    entries.first().map(|(_, connection)| Rc::clone(connection))
}
