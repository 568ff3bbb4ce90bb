//! Connections that were read before, with their parsed keys and Montgomery constants, by the octets of their settings.
//!
//! Nothing from a message is ever kept.

use std::cell::RefCell;
use std::rc::Rc;

use saml_edge::Connection;
use wasm_bindgen::JsValue;

use crate::settings;

/// Settings of that many connections; one takes a few kilobytes, and reading one again costs less than 0.1 ms.
const MOST: usize = 64;

type Entries = Vec<(Vec<u8>, Rc<Connection>)>;

thread_local! {
    static CONNECTIONS: RefCell<Entries> = const { RefCell::new(Vec::new()) };
}

/// The connection of these settings. `object` is read only where `text` was not met before.
pub(crate) fn connection(text: &[u8], object: &JsValue) -> Result<Rc<Connection>, String> {
    if let Some(connection) = CONNECTIONS.with_borrow_mut(|entries| recall(entries, text)) {
        return Ok(connection);
    }
    let connection = Rc::new(settings::read(object)?);
    CONNECTIONS.with_borrow_mut(|entries| {
        entries.truncate(MOST - 1);
        entries.insert(0, (text.to_vec(), Rc::clone(&connection)));
    });
    Ok(connection)
}

/// Moves what was asked for to the front, so that the least used falls off the end.
fn recall(entries: &mut Entries, text: &[u8]) -> Option<Rc<Connection>> {
    let position = entries.iter().position(|(known, _)| known == text)?;
    entries[..=position].rotate_right(1);
    entries.first().map(|(_, connection)| Rc::clone(connection))
}
