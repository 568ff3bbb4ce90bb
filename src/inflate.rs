//! Raw DEFLATE (RFC 1951), as HTTP-Redirect compresses messages (bindings 3.4.4.1; rule X03).
//!
//! The well-kept library for it takes 4 KB of the shipped WebAssembly after brotli, because it decompresses in pieces and for speed. A message that fits a URL
//! needs neither; it needs a bound on what comes out, an exact end, and no second reading of a code that is not complete.

use alloc::vec::Vec;

use crate::error::{ErrorKind, Fault};

/// The octets that were compressed: at most `limit` of them, or the refusal of a bomb (CVE-2025-25293). Nothing may follow the last block.
pub(crate) fn inflate(compressed: &[u8], limit: usize) -> Result<Vec<u8>, Fault> {
    let mut inflating = Inflating { bits: Bits { octets: compressed, at: 0 }, out: Vec::new(), limit };
    inflating.run().map_err(|reason| match reason {
        Stop::TooLarge => ErrorKind::MessageTooLarge { limit, found: limit.saturating_add(1) }.nowhere(),
        Stop::Damaged(reason) => ErrorKind::NotInflated { reason }.nowhere(),
    })?;
    Ok(inflating.out)
}

enum Stop {
    TooLarge,
    Damaged(&'static str),
}

const CUT_OFF: Stop = Stop::Damaged("it is cut off");
const BAD_CODE: Stop = Stop::Damaged("its codes contradict each other");

struct Inflating<'a> {
    bits: Bits<'a>,
    out: Vec<u8>,
    limit: usize,
}

impl Inflating<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        let fixed = (Codes::of_lengths(&fixed_lengths())?, Codes::of_lengths(&[5; 32])?);
        let mut blocks = 0_usize;
        loop {
            // Each block costs a table of codes, whatever it holds, and comes before any signature.
            blocks += 1;
            if blocks > BLOCKS + self.out.len() / OCTETS_OF_A_BLOCK {
                return Err(Stop::Damaged("it has more blocks than any compressor writes"));
            }
            let is_last = self.bits.take(1)? == 1;
            match self.bits.take(2)? {
                0 => self.stored()?,
                1 => self.compressed(&fixed.0, &fixed.1)?,
                2 => {
                    let (literals, distances) = self.dynamic()?;
                    self.compressed(&literals, &distances)?;
                }
                _ => return Err(Stop::Damaged("a block is of no known kind")),
            }
            if is_last {
                return if self.bits.is_at_end() { Ok(()) } else { Err(Stop::Damaged("something follows its end")) };
            }
        }
    }

    /// 3.2.4.
    fn stored(&mut self) -> Result<(), Stop> {
        self.bits.align();
        let (length, complement) = (self.bits.take(16)?, self.bits.take(16)?);
        if length ^ complement != 0xFFFF {
            return Err(Stop::Damaged("the length of a block is not what its complement says"));
        }
        for _ in 0..length {
            let octet = self.bits.take(8)?;
            self.push(octet)?;
        }
        Ok(())
    }

    /// 3.2.5.
    fn compressed(&mut self, literals: &Codes, distances: &Codes) -> Result<(), Stop> {
        loop {
            let symbol = literals.read(&mut self.bits)?;
            let Some(length) = symbol.checked_sub(257) else {
                if symbol == 256 {
                    return Ok(());
                }
                self.push(symbol)?;
                continue;
            };
            let length = self.extended(LENGTHS, length)?;
            let distance = distances.read(&mut self.bits)?;
            let distance = self.extended(DISTANCES, distance)?;
            self.copy(length, distance)?;
        }
    }

    /// A base and the bits that are added to it.
    fn extended(&mut self, table: &[(u16, u8)], symbol: u16) -> Result<usize, Stop> {
        let (base, extra) = table.get(usize::from(symbol)).ok_or(BAD_CODE)?;
        Ok(usize::from(*base) + usize::from(self.bits.take(*extra)?))
    }

    fn copy(&mut self, length: usize, distance: usize) -> Result<(), Stop> {
        let from = self.out.len().checked_sub(distance).ok_or(Stop::Damaged("it refers to what is before its beginning"))?;
        for at in from..from + length {
            let octet = self.out.get(at).copied().unwrap_or_default();
            self.push(octet.into())?;
        }
        Ok(())
    }

    fn push(&mut self, octet: u16) -> Result<(), Stop> {
        if self.out.len() == self.limit {
            return Err(Stop::TooLarge);
        }
        self.out.push(u8::try_from(octet).unwrap_or_default());
        Ok(())
    }

    /// 3.2.7: the lengths of both codes, themselves in a code.
    fn dynamic(&mut self) -> Result<(Codes, Codes), Stop> {
        let counts = [(5, 257), (5, 1), (4, 4)].map(|(bits, base)| self.bits.take(bits).map(|count| usize::from(count) + base));
        let [literals, distances, orders] = counts;
        let (literals, distances, orders) = (literals?, distances?, orders?);
        let mut lengths = [0_u8; 19];
        for place in ORDER.iter().take(orders) {
            let length = self.bits.take(3)?;
            if let Some(into) = lengths.get_mut(usize::from(*place)) {
                *into = u8::try_from(length).unwrap_or_default();
            }
        }
        let codes = Codes::of_lengths(&lengths)?;
        let mut lengths = Vec::with_capacity(literals + distances);
        while lengths.len() < literals + distances {
            let (length, times) = match codes.read(&mut self.bits)? {
                16 => (lengths.last().copied().ok_or(BAD_CODE)?, 3 + self.bits.take(2)?),
                17 => (0, 3 + self.bits.take(3)?),
                18 => (0, 11 + self.bits.take(7)?),
                length => (u8::try_from(length).unwrap_or_default(), 1),
            };
            lengths.extend((0..times).map(|_| length));
        }
        if lengths.len() > literals + distances {
            return Err(BAD_CODE);
        }
        let (literals, distances) = lengths.split_at(literals);
        Ok((Codes::of_lengths(literals)?, Codes::of_lengths(distances)?))
    }
}

/// The bits of octets, the least significant first.
struct Bits<'a> {
    octets: &'a [u8],
    /// Counted in bits.
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: u8) -> Result<u16, Stop> {
        let mut value = 0;
        for place in 0..count {
            let octet = self.octets.get(self.at / 8).ok_or(CUT_OFF)?;
            value |= u16::from(octet >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Ok(value)
    }

    fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }

    /// The bits up to the next octet mean nothing.
    fn is_at_end(&self) -> bool {
        self.at.div_ceil(8) == self.octets.len()
    }
}

/// A Huffman code by the lengths of its words (3.2.2): how many words have each length, and their symbols in order.
struct Codes {
    counts: [u16; 16],
    symbols: Vec<u16>,
}

impl Codes {
    /// Every word of bits must mean something: the one exception is a code of one word or none, which compressors write for a message without distances.
    fn of_lengths(lengths: &[u8]) -> Result<Self, Stop> {
        let mut counts = [0_u16; 16];
        let mut symbols = Vec::new();
        let mut left = 1_i32;
        for (count, length) in counts.iter_mut().zip(0_u8..).skip(1) {
            let of_length = (0_u16..).zip(lengths).filter(|(_, found)| **found == length).map(|(symbol, _)| symbol);
            let before = symbols.len();
            symbols.extend(of_length);
            *count = u16::try_from(symbols.len() - before).unwrap_or(u16::MAX);
            left = left * 2 - i32::from(*count);
            if left < 0 {
                return Err(BAD_CODE);
            }
        }
        if left > 0 && symbols.len() > 1 { Err(BAD_CODE) } else { Ok(Self { counts, symbols }) }
    }

    fn read(&self, bits: &mut Bits<'_>) -> Result<u16, Stop> {
        let (mut code, mut first, mut index) = (0_u16, 0_u16, 0_u16);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            if let Some(place) = code.checked_sub(first).filter(|place| place < count) {
                return self.symbols.get(usize::from(index + place)).copied().ok_or(BAD_CODE);
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Err(BAD_CODE)
    }
}

/// Compressors end a block after some thousand symbols, or when they are told to flush; none does so after a few octets each time.
const BLOCKS: usize = 64;
const OCTETS_OF_A_BLOCK: usize = 16;

/// 3.2.6.
fn fixed_lengths() -> [u8; 288] {
    let mut lengths = [8; 288];
    for (at, length) in lengths.iter_mut().enumerate() {
        match at {
            144..256 => *length = 9,
            256..280 => *length = 7,
            _ => {}
        }
    }
    lengths
}

/// 3.2.5: from symbol 257 on.
#[rustfmt::skip]
const LENGTHS: &[(u16, u8)] = &[
    (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1), (19, 2), (23, 2), (27, 2),
    (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
];

#[rustfmt::skip]
const DISTANCES: &[(u16, u8)] = &[
    (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3), (33, 4), (49, 4), (65, 5), (97, 5), (129, 6),
    (193, 6), (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10), (3073, 10), (4097, 11), (6145, 11), (8193, 12),
    (12289, 12), (16385, 13), (24577, 13),
];

/// 3.2.7: the order in which the lengths of the code of lengths stand.
const ORDER: [u8; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

#[cfg(test)]
mod tests {
    use std::vec;

    use miniz_oxide::deflate::compress_to_vec;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn damaged(compressed: &[u8], reason: &'static str) {
        assert_eq!(inflate(compressed, 1000).unwrap_err().kind, ErrorKind::NotInflated { reason });
    }

    #[test]
    fn each_kind_of_block() {
        assert_eq!(inflate(&[1, 3, 0, 0xFC, 0xFF, b'a', b'b', b'c'], 3).unwrap(), b"abc");
        assert_eq!(inflate(&[0x4B, 0x4C, 0x4A, 0x06, 0x00], 3).unwrap(), b"abc");
        let text = b"<samlp:LogoutRequest xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'>".repeat(50);
        assert_eq!(inflate(&compress_to_vec(&text, 9), text.len()).unwrap(), text);
        assert_eq!(inflate(&[3, 0], 0).unwrap(), b"");
    }

    #[test]
    fn what_comes_out_is_bounded() {
        let bomb = compress_to_vec(&vec![b'a'; 1 << 20], 9);
        assert!(bomb.len() < 2000);
        assert_eq!(inflate(&bomb, 1 << 20).unwrap().len(), 1 << 20);
        assert_eq!(inflate(&bomb, (1 << 20) - 1).unwrap_err().kind, ErrorKind::MessageTooLarge { limit: (1 << 20) - 1, found: 1 << 20 });
    }

    /// An empty block with fixed codes has ten bits.
    #[test]
    fn blocks_are_bounded_by_what_they_give() {
        let empty = |count: usize| {
            let bits: Vec<bool> = (0..count).flat_map(|at| [at + 1 == count, true, false].into_iter().chain([false; 7])).collect();
            bits.chunks(8).map(|octet| octet.iter().rev().fold(0_u8, |value, bit| value << 1 | u8::from(*bit))).collect::<Vec<u8>>()
        };
        assert_eq!(inflate(&empty(BLOCKS), 10).unwrap(), b"");
        damaged(&empty(BLOCKS + 1), "it has more blocks than any compressor writes");
        damaged(&empty(100_000), "it has more blocks than any compressor writes");
    }

    #[test]
    fn what_is_damaged_says_how() {
        damaged(b"", "it is cut off");
        damaged(&[0x4B, 0x4C], "it is cut off");
        damaged(&[3, 0, 0], "something follows its end");
        damaged(&[7], "a block is of no known kind");
        damaged(&[1, 3, 0, 0, 0], "the length of a block is not what its complement says");
        // Fixed codes, length 3 and distance 1 at the beginning.
        damaged(&[0x03, 0x02, 0x00], "it refers to what is before its beginning");
        // zlib's and gzip's headers are not raw DEFLATE.
        assert!(inflate(&miniz_oxide::deflate::compress_to_vec_zlib(b"abc", 6), 10).is_err());
    }

    /// Whether it accepts what the library accepts, of these octets.
    fn library(compressed: &[u8]) -> Option<Vec<u8>> {
        use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF};
        let mut out = vec![0; 1 << 16];
        let (status, read, written) =
            decompress(&mut DecompressorOxide::new(), compressed, &mut out, 0, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
        out.truncate(written);
        (status == miniz_oxide::inflate::TINFLStatus::Done && read == compressed.len()).then_some(out)
    }

    proptest! {
        #[test]
        fn what_a_library_compresses_comes_back(text in "[a-f<>/]{0,600}", repeats in 1..20_usize, level in 0..=10_u8) {
            let text = text.repeat(repeats);
            prop_assert_eq!(inflate(&compress_to_vec(text.as_bytes(), level), text.len()).unwrap(), text.as_bytes());
        }

        /// It may refuse more than the library, such as codes that are not complete, and never reads anything else.
        #[test]
        fn nothing_is_read_otherwise_than_by_a_library(text in "[a-d]{1,80}", level in 0..=10_u8, at in any::<prop::sample::Index>(), bit in 0..8) {
            let mut compressed = compress_to_vec(text.as_bytes(), level);
            let at = at.index(compressed.len());
            compressed[at] ^= 1_u8 << bit;
            if let Ok(found) = inflate(&compressed, 1 << 16) {
                prop_assert_eq!(Some(found), library(&compressed));
            }
        }

        #[test]
        fn whatever_comes_ends(octets in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(found) = inflate(&octets, 1 << 16) {
                prop_assert_eq!(Some(found), library(&octets));
            }
        }
    }
}
