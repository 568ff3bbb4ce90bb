//! Signed messages whose tree somebody altered: refused, or exactly the original identity.
//!
//! An input is the number of a message, the number of another one to take parts from, and [operations](operation), each of eight octets, so that what a fuzzer
//! changes of one leaves the others as they are.

mod operation;
mod pool;
pub mod shapes;
mod tree;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use saml_edge::Post;
use serde_json::Value;

use crate::material::{self, Message, messages};
use crate::verify::hold_for;
use operation::Operation;
use tree::Tree;

/// The numbers of both messages, then operations.
pub fn hold(octets: &[u8]) {
    if let Some(Input { message, donor, operations }) = Input::read(octets) {
        hold_altered(message, donor, altered(message, donor, &operations).as_bytes());
    }
}

/// The message that an input makes.
pub fn written(octets: &[u8]) -> String {
    Input::read(octets).map(|Input { message, donor, operations }| altered(message, donor, &operations)).unwrap_or_default()
}

struct Input {
    message: &'static Message,
    donor: &'static Message,
    operations: Vec<Operation>,
}

impl Input {
    fn read(octets: &[u8]) -> Option<Self> {
        let (&[low, high, other_low, other_high], operations) = octets.split_first_chunk()?;
        Some(Self {
            message: originals()[usize::from(u16::from_le_bytes([low, high])) % originals().len()],
            donor: &messages()[usize::from(u16::from_le_bytes([other_low, other_high])) % messages().len()],
            operations: operations.chunks_exact(Operation::OCTETS).take(MOST_OPERATIONS).filter_map(Operation::read).collect(),
        })
    }
}

/// Refused, or exactly what one of the two said where it came from.
fn hold_altered(message: &'static Message, donor: &'static Message, xml: &[u8]) -> Verdict {
    // Most are refused, and `explain` would take most of the time; that the two agree is held by `verify`, and here of what is accepted.
    if message.variant().verify(&Post::from_xml(xml)).is_err() {
        return Verdict::Refused;
    }
    let identity = hold_for(message.variant(), xml).expect("the same once more");
    let found = material::facts(&identity);
    let originals = [message, donor].map(|of| original(of, message.variant));
    assert!(originals.contains(&Some(found.clone())), "neither {} nor {} says {found}", message.name, donor.name);
    Verdict::Original
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Refused,
    Original,
}

/// The message once the operations were done.
fn altered(message: &Message, donor: &Message, operations: &[Operation]) -> String {
    let read = |message: &Message| Tree::read(&String::from_utf8_lossy(&message.xml));
    let Some(mut tree) = read(message) else { return String::from_utf8_lossy(&message.xml).into_owned() };
    let donor = read(donor).unwrap_or_default();
    for operation in operations {
        operation.run(&mut tree, &donor);
        if tree.len() > MOST_NODES {
            break;
        }
    }
    tree.write()
}

const MOST_OPERATIONS: usize = 16;

/// Copies of copies double.
const MOST_NODES: usize = 4000;

/// What this message says to that connection, as it is.
fn original(message: &'static Message, variant: usize) -> Option<Value> {
    type Known = Mutex<HashMap<(usize, usize), Option<Value>>>;
    static KNOWN: OnceLock<Known> = OnceLock::new();
    let key = (std::ptr::from_ref(message) as usize, variant);
    let mut known = KNOWN.get_or_init(Known::default).lock().expect("one thread");
    let judge = || material::variants()[variant].verify(&Post::from_xml(&message.xml)).ok().map(|identity| material::facts(&identity));
    known.entry(key).or_insert_with(judge).clone()
}

/// Those that are accepted as they are.
fn originals() -> &'static [&'static Message] {
    static ORIGINALS: OnceLock<Vec<&'static Message>> = OnceLock::new();
    ORIGINALS.get_or_init(|| {
        messages().iter().filter(|message| message.is_accepted && Tree::read(&String::from_utf8_lossy(&message.xml)).is_some()).collect()
    })
}

/// The numbers that an input has for them.
pub(crate) fn numbers(original: &str, donor: &str) -> [u8; 4] {
    let message = originals().iter().position(|message| message.name == original).unwrap_or_else(|| panic!("no {original}"));
    let donor = messages().iter().position(|message| message.name == donor).unwrap_or_else(|| panic!("no {donor}"));
    let octets = |number: usize| u16::try_from(number).expect("fewer messages").to_le_bytes();
    let ([low, high], [other_low, other_high]) = (octets(message), octets(donor));
    [low, high, other_low, other_high]
}

/// The input that does nothing to a message.
pub(crate) fn unaltered(name: &str) -> Option<Vec<u8>> {
    originals().iter().any(|message| message.name == name).then(|| numbers(name, name).to_vec())
}
