//! How libFuzzer alters inputs where octets at random would hardly leave what it begins with: a message stays XML, and operations stay whole.

use libfuzzer_sys::fuzzer_mutate;

use super::operation::Operation;
use super::respelled::respell;
use super::tree::{Node, Tree};
use crate::material::messages;

/// What is done, in so many octets each, behind so many that say to what.
#[derive(Clone, Copy)]
pub struct Records {
    pub header: usize,
    pub octets: usize,
}

/// Operations on trees.
pub const OPERATIONS: Records = Records { header: 4, octets: Operation::OCTETS };

/// Edits of ciphertexts.
pub const EDITS: Records = Records { header: 2, octets: 4 };

impl Records {
    pub fn mutate(self, data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
        let mut random = Random::new(seed);
        let (header, rest) = data[..size].split_at(size.min(self.header));
        if header.len() < self.header || random.below(16) == 0 {
            return fuzzer_mutate(data, size, max_size);
        }
        let mut header = header.to_vec();
        let mut records: Vec<Vec<u8>> = rest.chunks_exact(self.octets).map(<[u8]>::to_vec).collect();
        for _ in 0..=random.below(3) {
            self.alter(&mut records, &mut random);
        }
        // Most keep to their message: what it took to get far is there.
        if random.below(4) == 0 {
            header[random.below(self.header)] = random.octet();
        }
        let altered = [header, records.concat()].concat();
        put(&altered, data, size, max_size)
    }

    fn alter(self, records: &mut Vec<Vec<u8>>, random: &mut Random) {
        let count = records.len();
        match random.below(8) {
            0 if count > 0 => drop(records.remove(random.below(count))),
            1 if count > 1 => records.swap(random.below(count), random.below(count)),
            2 if count > 0 => {
                let again = records[random.below(count)].clone();
                records.insert(random.below(count + 1), again);
            }
            3..=5 if count > 0 => records[random.below(count)][random.below(self.octets)] = random.octet(),
            _ => {
                let record = (0..self.octets).map(|_| random.octet()).collect();
                records.insert(random.below(count + 1), record);
            }
        }
    }
}

/// XML behind so many octets that say what is done with it.
pub fn xml(data: &mut [u8], size: usize, max_size: usize, seed: u32, prefix: usize) -> usize {
    let mut random = Random::new(seed);
    let read = data[..size].get(prefix..).and_then(|xml| std::str::from_utf8(xml).ok()).and_then(Tree::read);
    // What is no XML, and what XML there is none of yet, comes of octets alone.
    let Some(mut tree) = read.filter(|_| random.below(4) > 0) else { return fuzzer_mutate(data, size, max_size) };
    let mut altered = data[..prefix].to_vec();
    if prefix > 0 && random.below(8) == 0 {
        altered[random.below(prefix)] = random.octet();
    }
    for _ in 0..=random.below(3) {
        match random.below(8) {
            0..=2 => {
                let donor = messages()[random.below(messages().len())].tree().cloned().unwrap_or_default();
                if let Some(operation) = Operation::read(&random.octets::<{ Operation::OCTETS }>()) {
                    operation.run(&mut tree, &donor);
                }
            }
            3 => drop(within(&mut tree, &mut random)),
            _ => drop(respell(&mut tree, &mut random)),
        }
    }
    altered.extend(tree.write().into_bytes());
    put(&altered, data, size, max_size)
}

/// Octets at random, or words of the dictionary, in one text or value alone.
fn within(tree: &mut Tree, random: &mut Random) -> Option<()> {
    let element = random.element(tree)?;
    let count = element.attributes.len();
    let text = if count > 0 && random.below(2) == 0 {
        &mut element.attributes[random.below(count)].1
    } else {
        element.children.iter_mut().find_map(|child| match child {
            Node::Raw(text) => Some(text),
            Node::Element(_) => None,
        })?
    };
    let mut octets = text.clone().into_bytes();
    let size = octets.len();
    octets.resize(size + 64, 0);
    let altered = fuzzer_mutate(&mut octets, size, size + 64);
    *text = String::from_utf8_lossy(&octets[..altered]).into_owned();
    Some(())
}

/// Where it is too long, what libFuzzer makes of what was there.
fn put(altered: &[u8], data: &mut [u8], size: usize, max_size: usize) -> usize {
    if altered.is_empty() || altered.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..altered.len()].copy_from_slice(altered);
    altered.len()
}

/// Splitmix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed, which libFuzzer gives.
pub(super) struct Random(u64);

impl Random {
    fn new(seed: u32) -> Self {
        Self(seed.into())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// `bound` is not zero.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or_default()
    }

    fn octet(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    fn octets<const COUNT: usize>(&mut self) -> [u8; COUNT] {
        [(); COUNT].map(|()| self.octet())
    }

    pub(super) fn element<'t>(&mut self, tree: &'t mut Tree) -> Option<&'t mut super::tree::Element> {
        let places = tree.elements(&|_| true);
        let number = self.next() as usize;
        tree.element_mut(&places[number.checked_rem(places.len())?])
    }
}
