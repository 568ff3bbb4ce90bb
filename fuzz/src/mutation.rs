//! Signed messages whose tree somebody altered: refused, or exactly the original identity.
//!
//! An input is the number of a message, the number of another one to take parts from, and [operations](operation), each of eight octets, so that what a fuzzer
//! changes of one leaves the others as they are.

pub mod mutator;
mod operation;
mod pool;
mod respelled;
pub mod shapes;
pub(crate) mod tree;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use saml_edge::Post;
use serde_json::Value;

use crate::material::{self, Message, messages};
use crate::verify::hold_for;
use operation::Operation;
use tree::{Element, Tree};

/// The numbers of both messages, then operations.
pub fn hold(octets: &[u8]) {
    if let Some(input) = Input::read(octets) {
        let (message, donor) = (input.among(originals()), input.donor());
        hold_altered(message, donor, altered(message, donor, &input.operations).as_bytes());
    }
}

/// The message that an input makes.
pub fn written(octets: &[u8]) -> String {
    Input::read(octets).map(|input| altered(*input.among(originals()), input.donor(), &input.operations)).unwrap_or_default()
}

/// Two numbers of messages, and what is done to the first.
pub(crate) struct Input {
    message: usize,
    donor: usize,
    operations: Vec<Operation>,
}

impl Input {
    pub(crate) fn read(octets: &[u8]) -> Option<Self> {
        let (&[low, high, other_low, other_high], operations) = octets.split_first_chunk()?;
        Some(Self {
            message: u16::from_le_bytes([low, high]).into(),
            donor: u16::from_le_bytes([other_low, other_high]).into(),
            operations: operations.chunks_exact(Operation::OCTETS).take(MOST_OPERATIONS).filter_map(Operation::read).collect(),
        })
    }

    pub(crate) fn among<'m, T>(&self, originals: &'m [T]) -> &'m T {
        &originals[self.message % originals.len()]
    }

    /// Where to take parts from.
    pub(crate) fn donor_among<'m, T>(&self, all: &'m [T]) -> &'m T {
        &all[self.donor % all.len()]
    }

    pub(crate) fn donor(&self) -> &'static Message {
        self.donor_among(messages())
    }

    /// The tree once the operations were done.
    pub(crate) fn run(&self, tree: &Tree, donor: &Tree) -> String {
        run(&self.operations, tree, donor)
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
    let is_original = originals.contains(&Some(found.clone())) || transplanted(message, donor).contains(&found);
    assert!(is_original, "neither {} nor {} says {found}", message.name, donor.name);
    Verdict::Original
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Refused,
    Original,
}

/// What the assertions of the other message say in place of this one's, each as a whole: the other may be refused for something that stands around them.
fn transplanted(message: &Message, donor: &Message) -> Vec<Value> {
    let (Some(tree), Some(donor)) = (message.tree(), donor.tree()) else { return Vec::new() };
    let is_assertion = |element: &Element| matches!(element.local(), "Assertion" | "EncryptedAssertion");
    let mut said = Vec::new();
    for (own, other) in
        tree.elements(&is_assertion).iter().flat_map(|own| donor.elements(&is_assertion).into_iter().map(move |other| (own, other)))
    {
        let (mut tree, Some(other)) = (tree.clone(), donor.element(&other)) else { continue };
        let Some(place) = tree.element_mut(own) else { continue };
        *place = other.clone();
        let verdict = message.variant().verify(&Post::from_xml(tree.write().as_bytes()));
        said.extend(verdict.ok().map(|identity| material::facts(&identity)));
    }
    said
}

/// The message once the operations were done.
fn altered(message: &Message, donor: &Message, operations: &[Operation]) -> String {
    let Some(tree) = message.tree() else { return String::from_utf8_lossy(&message.xml).into_owned() };
    donor.tree().map_or_else(|| run(operations, tree, &Tree::default()), |donor| run(operations, tree, donor))
}

fn run(operations: &[Operation], tree: &Tree, donor: &Tree) -> String {
    let mut tree = tree.clone();
    for operation in operations {
        operation.run(&mut tree, donor);
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
pub(crate) fn original(message: &'static Message, variant: usize) -> Option<Value> {
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
    ORIGINALS.get_or_init(|| messages().iter().filter(|message| message.is_accepted && message.tree().is_some()).collect())
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
