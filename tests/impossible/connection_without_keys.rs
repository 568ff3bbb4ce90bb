// Refused: E0451 a connection is made by its constructor, which refuses one that trusts nothing.

use crate::connection::Connection;

fn trusting_nothing(connection: Connection) -> Connection {
    Connection { keys: alloc::vec::Vec::new(), ..connection }
}
